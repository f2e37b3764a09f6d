// A disk that refuses leaves everything as it was, and the error says what to do.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { errorCode, isStaticfileError } from '../../lib/errors.ts';
import { Publisher } from '../../lib/files/publish.ts';
import { type Before, type DiskCall, diskError, refuse, watchDisk } from '../support/disk.ts';
import { createSite, type Site } from '../support/site.ts';

const BYTES = Buffer.from('a{color:red}');

function publish(site: Site, before: Before): void {
  const { disk } = watchDisk(before);
  const { outDir } = site;
  const publisher = new Publisher({
    outDir,
    roots: [],
    publish: 'copy',
    disk,
    random: () => 'random',
    now: Date.now,
  });
  publisher.publish(path.join(outDir, 'css', 'a.css'), BYTES);
}

function errorOf(action: () => void): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new assert.AssertionError({ message: 'Nothing was thrown.' });
}

const folderRefusals: Record<string, [call: DiskCall, code: string]> = {
  'a folder can not be made on a full disk': ['mkdirSync', 'ENOSPC'],
  'a folder can not be made on a read-only disk': ['mkdirSync', 'EROFS'],
  'a folder can not be made without rights': ['mkdirSync', 'EACCES'],
};

const fileRefusals: Record<string, [call: DiskCall, code: string]> = {
  'a file can not be made on a full disk': ['writeFileSync', 'ENOSPC'],
  'a file can not be made on a read-only disk': ['writeFileSync', 'EROFS'],
  'a file can not be made without rights': ['writeFileSync', 'EACCES'],
  'a file can not be made with so many open': ['writeFileSync', 'EMFILE'],
  'a file can not be renamed on a full disk': ['renameSync', 'ENOSPC'],
  'a file can not be renamed on a read-only disk': ['renameSync', 'EROFS'],
  'a file can not be renamed without rights': ['renameSync', 'EACCES'],
  'a file can not be renamed while it is open elsewhere': ['renameSync', 'EPERM'],
};

describe('where', () => {
  for (const [name, [call, code]] of Object.entries({ ...folderRefusals, ...fileRefusals })) {
    it(`${name}, the error says so and nothing is left`, () => {
      const site = createSite();
      const error = errorOf(() => publish(site, refuse(call, code)));
      assert.ok(isStaticfileError(error));
      assert.equal(error.code, 'ERR_STATICFILE_PUBLISH');
      assert.equal(errorCode(error.cause), code);
      assert.equal(
        error.message,
        `[ERR_STATICFILE_PUBLISH] Cannot write "${path.join(site.outDir, 'css', 'a.css')}" ` +
          `(${code}). The page gets the plain URL. Check the disk and the rights, or set "outDir".`,
      );
      assert.deepEqual(site.list('out'), []);
    });
  }

  for (const [name, [call, code]] of Object.entries(fileRefusals)) {
    it(`${name}, what was there stays`, () => {
      const site = createSite({ '../out/css/a.css': 'before' });
      errorOf(() => publish(site, refuse(call, code)));
      assert.equal(site.read('out/css/a.css'), 'before');
      assert.deepEqual(site.list('out'), [path.join('css', 'a.css')]);
    });
  }

  it('the disk becomes full in the middle of a write, nothing is left', () => {
    const site = createSite();
    const error = errorOf(() =>
      publish(site, (name, file) => {
        if (name !== 'writeFileSync') return;
        fs.writeFileSync(file, BYTES.subarray(0, 4));
        throw diskError('ENOSPC');
      }),
    );
    assert.match(error.message, /\(ENOSPC\)/);
    assert.deepEqual(site.list('out'), []);
  });

  it('even the temporary file can not be removed, the error is that of the write', () => {
    const site = createSite();
    let isRefused = false;
    const error = errorOf(() =>
      publish(site, (name) => {
        isRefused ||= name === 'renameSync';
        if (isRefused) throw diskError(name === 'renameSync' ? 'ENOSPC' : 'EROFS');
      }),
    );
    assert.match(error.message, /\(ENOSPC\)/);
    assert.deepEqual(site.list('out'), [path.join('css', '.random-1.tmp')]);
  });

  it('a folder has the name of the output, the error says so', () => {
    const site = createSite({ '../out/css/a.css/x': '' });
    const error = errorOf(() => publish(site, () => {}));
    assert.ok(isStaticfileError(error));
    assert.equal(error.code, 'ERR_STATICFILE_PUBLISH');
    assert.deepEqual(site.list('out'), [path.join('css', 'a.css', 'x')]);
  });

  it('a file has the name of the folder, the error says so', () => {
    const site = createSite({ '../out/css': 'file' });
    const error = errorOf(() => publish(site, () => {}));
    assert.ok(isStaticfileError(error));
    assert.equal(error.code, 'ERR_STATICFILE_PUBLISH');
    assert.equal(site.read('out/css'), 'file');
  });
});

describe('a rename that fails', () => {
  /** Another process writes `content` at the moment of our rename, which then fails. */
  function meanwhile(content: string | Uint8Array): Before {
    return (name, _file, args) => {
      if (name !== 'renameSync') return;
      fs.writeFileSync(String(args[1]), content);
      throw diskError('EPERM');
    };
  }

  it('does no harm where another process has written the same bytes', () => {
    const site = createSite();
    publish(site, meanwhile(BYTES));
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
    assert.deepEqual(site.list('out'), [path.join('css', 'a.css')]);
  });

  it('is an error where another process has written other bytes', () => {
    const site = createSite();
    errorOf(() => publish(site, meanwhile('x'.repeat(BYTES.length))));
    assert.deepEqual(site.list('out'), [path.join('css', 'a.css')]);
  });
});

describe('an output that is there and can not be read', () => {
  it('is replaced', () => {
    const site = createSite({ '../out/css/a.css': 'x'.repeat(BYTES.length) });
    publish(site, refuse('readFileSync', 'EACCES'));
    assert.equal(site.read('out/css/a.css'), 'a{color:red}');
  });
});
