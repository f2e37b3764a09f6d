// Where outDir is on another file system than the sources, links that can not be made are copies.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';
import { isOwnFile, isSymlinkTo, type Mode, publishing } from './support/published.ts';

const FILES = { 'img/x.gif': 'gif', 'img/y.gif': 'other' };
const PICTURE = `/img/x.${hash('gif')}.gif`;
const ELSEWHERE = '/dev/shm';

describe('on another file system', () => {
  const servers = useServers();
  let outDir = '';
  let site: Site;

  beforeEach(function () {
    site = createSite(FILES);
    if (!fs.existsSync(ELSEWHERE) || fs.statSync(ELSEWHERE).dev === fs.statSync(site.dir).dev) {
      process.stderr.write(`skipped: "${ELSEWHERE}" is no other file system here\n`);
      this.skip();
    }
    outDir = fs.mkdtempSync(path.join(ELSEWHERE, 'staticfile-'));
    fs.mkdirSync(path.join(outDir, 'img'));
  });

  afterEach(() => {
    if (outDir !== '') fs.rmSync(outDir, { recursive: true, force: true });
  });

  function render(mode: Mode) {
    const instance = publishing(mode, {}, { outDir }, site);
    const url = instance.staticfiles.staticfile('/img/x.gif');
    return { ...instance, url, output: path.join(outDir, url) };
  }

  it('a hard link is a copy, and nothing is said', () => {
    const { url, output, log } = render('hardlink');
    assert.equal(url, PICTURE);
    assert.ok(isOwnFile(output, path.join(site.root, 'img', 'x.gif')));
    assert.equal(fs.readFileSync(output, 'utf8'), 'gif');
    assert.deepEqual(log.warnings, []);
    assert.deepEqual(fs.readdirSync(path.join(outDir, 'img')), [path.basename(PICTURE)]);
  });

  it('a symbolic link is one', () => {
    const { output, log } = render('symlink');
    assert.ok(isSymlinkTo(output, path.join(site.root, 'img', 'x.gif')));
    assert.deepEqual(log.warnings, []);
  });

  it('a copy is one', () => {
    const { output, log } = render('copy');
    assert.equal(fs.readFileSync(output, 'utf8'), 'gif');
    assert.deepEqual(log.warnings, []);
  });

  it('outputs of all modes are served', async () => {
    for (const mode of ['copy', 'symlink', 'hardlink'] as const) {
      const { staticfiles, url } = render(mode);
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), 'gif');
    }
  });
});

describe('where links are refused', () => {
  const refusals: Record<string, [mode: Mode, call: 'linkSync' | 'symlinkSync', code: string]> = {
    'a hard link to another file system': ['hardlink', 'linkSync', 'EXDEV'],
    'a hard link without rights': ['hardlink', 'linkSync', 'EPERM'],
    'one hard link too many': ['hardlink', 'linkSync', 'EMLINK'],
    'a hard link on a disk without them': ['hardlink', 'linkSync', 'ENOTSUP'],
    'a symbolic link without rights': ['symlink', 'symlinkSync', 'EPERM'],
    'a symbolic link on a disk without them': ['symlink', 'symlinkSync', 'ENOSYS'],
  };

  for (const [name, [mode, call, code]] of Object.entries(refusals)) {
    it(`${name} is a copy, and nothing is said`, () => {
      const { staticfiles, site, disk, log } = publishing(mode, FILES);
      disk.before = refuse(call, code);
      assert.equal(staticfiles.staticfile('/img/x.gif'), PICTURE);
      assert.equal(site.read(`out${PICTURE}`), 'gif');
      assert.deepEqual(log.warnings, []);
      assert.deepEqual(site.list('out'), [path.join(...PICTURE.slice(1).split('/'))]);
    });
  }
});
