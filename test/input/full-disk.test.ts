// A full disk costs versions, never a page, and never leaves half a file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type DiskCall, refuse } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';
import { askable, assertServes, debugModes, follow } from './support/served.ts';

const FILES = {
  'img/x.gif': 'gif',
  'css/a.css': 'a{background:url(../img/x.gif)}',
  'css/b.css': 'b{color:blue}',
  'js/a.js': 'var a=1',
  'js/b.js': 'var b=2',
};
const refusals: Record<string, DiskCall> = {
  'that has no room for bytes': 'writeFileSync',
  'that has no room for a name': 'renameSync',
};

for (const [mode, debug] of Object.entries(debugModes)) {
  describe(`${mode}, on a full disk`, () => {
    const servers = useServers();

    for (const [name, call] of Object.entries(refusals)) {
      it(`${name} the page gets the plain URL and one warning`, async () => {
        const asked = askable(FILES, { debug });
        asked.disk.before = refuse(call, 'ENOSPC');
        assert.equal(asked.ask('/img/x.gif'), '/img/x.gif');
        assert.equal(asked.log.warnings.length, 1);
        assert.match(
          asked.log.warnings.join(),
          /Cannot write ".*x\..*gif" \(ENOSPC\)\. .*Check the/,
        );
        assert.deepEqual(asked.site.list('out'), []);
        await assertServes(servers, asked, '/img/x.gif', 'gif');
      });

      it(`${name} a sheet is served with references that work`, async () => {
        const asked = askable(FILES, { debug });
        asked.disk.before = refuse(call, 'ENOSPC');
        const url = asked.ask('/css/a.css');
        assert.equal(url, '/css/a.css');
        await assertServes(servers, asked, url, FILES['css/a.css']);
      });

      it(`${name} a combination gets a URL that works`, async () => {
        const asked = askable(FILES, { debug });
        asked.disk.before = refuse(call, 'ENOSPC');
        const answer = await follow(servers, asked, asked.ask(['/js/a.js', '/js/b.js']));
        assert.equal(answer.status, 200);
      });

      it(`${name} and has room again, the version comes back`, () => {
        const asked = askable(FILES, { debug });
        asked.disk.before = refuse(call, 'ENOSPC');
        asked.ask('/img/x.gif');
        asked.disk.before = () => {};
        asked.clock.ms += 1001;
        assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('gif')}.gif`);
      });

      it(`${name} for the picture, its sheet refers to the plain one`, () => {
        const asked = askable(FILES, { debug });
        let written = '';
        asked.disk.before = (called, file, args) => {
          if (called === 'writeFileSync') written = String(args[1]);
          const isPicture = written === 'gif' || /x\.[0-9a-f]+\.gif$/.test(String(args[1]));
          if (isPicture) refuse(call, 'ENOSPC')(called, file, args);
        };
        assert.equal(asked.content('/css/a.css'), FILES['css/a.css']);
      });
    }

    it('that refuses the conversion cache, versions are made from memory', () => {
      const site = createSite(FILES);
      const asked = askable({}, { debug, cacheDir: path.join(site.dir, 'cache') }, site);
      asked.disk.before = refuse('writeSync', 'ENOSPC');
      assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('gif')}.gif`);
      assert.equal(asked.log.warnings.length, 1);
      assert.match(asked.log.warnings.join(), /Cannot use the conversion cache ".*ENOSPC/);
    });
  });
}

describe('on a disk of 64 KB', () => {
  const servers = useServers();
  let mounted = '';
  let site: Site;

  beforeEach(function () {
    site = createSite({ 'small.gif': 'gif', 'large.gif': Buffer.alloc(100_000, 1), 'b.gif': 'b' });
    const folder = path.join(site.dir, 'small-disk');
    fs.mkdirSync(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], {
        stdio: 'ignore',
      });
      mounted = folder;
    } catch {
      process.stderr.write('skipped: on a disk of 64 KB: nothing may be mounted here\n');
      this.skip();
    }
  });

  afterEach(() => {
    if (mounted !== '') execFileSync('umount', [mounted]);
    mounted = '';
  });

  it('a file that is too large gets its plain URL, which works', async () => {
    const asked = askable({}, { outDir: mounted }, site);
    const url = asked.ask('/large.gif');
    assert.equal(url, '/large.gif');
    await assertServes(servers, asked, url, Buffer.alloc(100_000, 1));
    assert.match(asked.log.warnings.join(), /Cannot write ".*large\..*gif" \(ENOSPC\)/);
    assert.deepEqual(fs.readdirSync(mounted), []);
  });

  it('a small file gets its version before and after one that is too large', async () => {
    const asked = askable({}, { outDir: mounted }, site);
    assert.equal(asked.ask('/small.gif'), `/small.${hash('gif')}.gif`);
    asked.ask('/large.gif');
    assert.equal(asked.ask('/b.gif'), `/b.${hash('b')}.gif`);
    await assertServes(servers, asked, asked.ask('/b.gif'), 'b');
  });

  it('a file that has no room at first gets its version when there is', () => {
    fs.writeFileSync(path.join(mounted, 'filler'), Buffer.alloc(64 * 1024));
    const asked = askable({}, { outDir: mounted }, site);
    assert.equal(asked.ask('/small.gif'), '/small.gif');
    fs.rmSync(path.join(mounted, 'filler'));
    assert.equal(asked.ask('/small.gif'), `/small.${hash('gif')}.gif`);
  });
});
