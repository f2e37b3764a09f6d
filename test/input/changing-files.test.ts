// Files come, go, grow and are replaced while they are read; the page always gets a URL that works.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { DiskCall } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import { type Asked, askable, assertServes, debugModes, follow } from './support/served.ts';

const FILES = { 'img/x.gif': 'old', 'a.css': 'a{background:url(img/x.gif)}' };

/** Moments at which a file may change, by the call that follows. */
const moments: Readonly<Record<string, DiskCall>> = {
  'before it is opened': 'openSync',
  'before it is read': 'readFileSync',
  'after it was read': 'closeSync',
  'before its output is written': 'writeFileSync',
};

/** Does something just before the first call of one kind for the picture's file. */
function justBefore(asked: Asked, call: DiskCall, action: () => void): void {
  let isDone = false;
  asked.disk.before = (name, file) => {
    if (isDone || name !== call || (call === 'openSync' && !file.endsWith('x.gif'))) return;
    isDone = true;
    action();
  };
}

function replace(asked: Asked, content: string): void {
  asked.site.write('next.gif', content);
  const [from, to] = ['next.gif', 'img/x.gif'].map((each) => path.join(asked.site.root, each));
  fs.renameSync(from ?? '', to ?? '');
}

/** The one output of the picture holds the bytes that its name says. */
function assertNamedByBytes({ site }: Asked): void {
  const outputs = site.list('out').filter((each) => each.includes('x.'));
  assert.ok(outputs.length > 0);
  for (const output of outputs) {
    const version = /x\.([0-9a-f]{12})\.gif$/.exec(output)?.[1];
    assert.equal(hash(site.read(`out/${output}`)), version, output);
  }
}

for (const [mode, debug] of Object.entries(debugModes)) {
  describe(`${mode}, a file that is`, () => {
    const servers = useServers();

    it('removed between its look-up and its opening is said to be gone', () => {
      const asked = askable(FILES, { debug });
      justBefore(asked, 'openSync', () => asked.site.remove('img/x.gif'));
      assert.equal(asked.staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
      assert.equal(asked.log.warnings.length, 1);
      assert.match(asked.log.warnings.join(), /"\/img\/x\.gif" was removed while it was read/);
    });

    it('removed after its opening is published as it was', async () => {
      const asked = askable(FILES, { debug });
      justBefore(asked, 'readFileSync', () => asked.site.remove('img/x.gif'));
      const url = asked.staticfiles.staticfile('/img/x.gif');
      assert.equal(url, `/img/x.${hash('old')}.gif`);
      await assertServes(servers, asked, url, 'old');
    });

    it('removed while it is read and back a second later gets its version', () => {
      const asked = askable(FILES, { debug });
      justBefore(asked, 'openSync', () => asked.site.remove('img/x.gif'));
      asked.ask('/img/x.gif');
      asked.site.write('img/x.gif', 'back');
      asked.clock.ms += 1001;
      assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('back')}.gif`);
    });

    it('replaced between its look-up and its opening has the new bytes and their name', () => {
      const asked = askable(FILES, { debug });
      justBefore(asked, 'openSync', () => replace(asked, 'newer'));
      assert.equal(asked.staticfiles.staticfile('/img/x.gif'), `/img/x.${hash('newer')}.gif`);
      assertNamedByBytes(asked);
    });

    it('replaced after its opening has the old bytes and their name', () => {
      const asked = askable(FILES, { debug });
      justBefore(asked, 'readFileSync', () => replace(asked, 'newer'));
      assert.equal(asked.staticfiles.staticfile('/img/x.gif'), `/img/x.${hash('old')}.gif`);
      assertNamedByBytes(asked);
    });

    for (const [moment, call] of Object.entries(moments)) {
      it(`growing ${moment} is named by the bytes that are published`, async () => {
        const asked = askable(FILES, { debug });
        const file = path.join(asked.site.root, 'img', 'x.gif');
        justBefore(asked, call, () => fs.appendFileSync(file, ' and more'));
        const url = asked.staticfiles.staticfile('/img/x.gif');
        assertNamedByBytes(asked);
        const answer = await follow(servers, asked, url);
        assert.equal(answer.status, 200);
      });

      it(`cut ${moment} is named by the bytes that are published`, () => {
        const asked = askable(FILES, { debug });
        const file = path.join(asked.site.root, 'img', 'x.gif');
        justBefore(asked, call, () => fs.truncateSync(file, 1));
        asked.staticfiles.staticfile('/img/x.gif');
        assertNamedByBytes(asked);
      });
    }

    it('empty has a name of its own and is served', async () => {
      const asked = askable({ 'empty.gif': '', 'empty.css': '', 'empty.js': '' }, { debug });
      for (const extension of ['gif', 'css', 'js']) {
        const url = asked.ask(`/empty.${extension}`);
        assert.equal(url, `/empty.${hash('')}.${extension}`);
        await assertServes(servers, asked, url, '');
      }
    });

    it('empty can be combined', () => {
      const files = { 'a.js': '', 'b.js': 'var b=1', 'a.css': '', 'b.css': 'b{color:red}' };
      const asked = askable(files, { debug });
      assert.match(asked.content('/a.js; /b.js'), /var b=1/);
      assert.match(asked.content('/a.css; /b.css'), /b\{color:red\}/);
      assert.deepEqual(asked.log.warnings, []);
    });

    const times: Record<string, number> = {
      zero: 0,
      'far ahead': 4_102_444_800,
      'before 1970': -9,
    };
    for (const [name, seconds] of Object.entries(times)) {
      it(`of the time ${name} is named by its bytes`, () => {
        const asked = askable(FILES, { debug });
        fs.utimesSync(path.join(asked.site.root, 'img', 'x.gif'), seconds, seconds);
        assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('old')}.gif`);
      });
    }
  });
}

describe('an edit', () => {
  it('that keeps size and time shows at the next render with debug', () => {
    const asked = askable(FILES, { debug: true });
    const file = path.join(asked.site.root, 'img', 'x.gif');
    fs.utimesSync(file, 1_000_000_000, 1_000_000_000);
    asked.clock.ms = Date.now() + 3_600_000;
    assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('old')}.gif`);
    fs.writeFileSync(file, 'new');
    fs.utimesSync(file, 1_000_000_000, 1_000_000_000);
    assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('new')}.gif`);
  });

  it('that keeps size and time shows after a restart, the cache remembering', () => {
    const asked = askable(FILES, { debug: false });
    const cacheDir = path.join(asked.site.dir, 'cache');
    const file = path.join(asked.site.root, 'img', 'x.gif');
    const restart = () => askable({}, { debug: false, cacheDir }, asked.site);
    fs.utimesSync(file, 1_000_000_000, 1_000_000_000);
    assert.equal(restart().ask('/img/x.gif'), `/img/x.${hash('old')}.gif`);
    fs.writeFileSync(file, 'new');
    fs.utimesSync(file, 1_000_000_000, 1_000_000_000);
    assert.equal(restart().ask('/img/x.gif'), `/img/x.${hash('new')}.gif`);
  });
});
