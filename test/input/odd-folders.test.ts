// Roots and outDir that vanish, were never there, are files, or lie in each other.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import { createSite } from '../support/site.ts';
import { askable, assertServes, debugModes } from './support/served.ts';

const FILES = { 'img/x.gif': 'gif', 'a.css': 'a{background:url(img/x.gif)}' };
const PICTURE = `/img/x.${hash('gif')}.gif`;

for (const [mode, debug] of Object.entries(debugModes)) {
  describe(`${mode}, a root`, () => {
    const servers = useServers();

    it('that never existed gives the plain URL and says where was looked', () => {
      const site = createSite();
      const roots = path.join(site.dir, 'never');
      const { ask, log } = askable({}, { debug, roots }, site);
      assert.equal(ask('/img/x.gif'), '/img/x.gif');
      assert.equal(log.warnings.length, 1);
      assert.ok(log.warnings.join().includes(`"${roots}"`), log.warnings.join());
    });

    it('that never existed does not hide the next one', () => {
      const site = createSite(FILES);
      const roots = [path.join(site.dir, 'never'), site.root];
      assert.equal(askable({}, { debug, roots }, site).ask('/img/x.gif'), PICTURE);
    });

    it('that is a file does not hide the next one', () => {
      const site = createSite(FILES);
      const roots = [path.join(site.root, 'a.css'), site.root];
      assert.equal(askable({}, { debug, roots }, site).ask('/img/x.gif'), PICTURE);
    });

    it('that comes later is used from then on', () => {
      const site = createSite();
      const roots = path.join(site.dir, 'later');
      const { ask, clock } = askable({}, { debug, roots }, site);
      assert.equal(ask('/img/x.gif'), '/img/x.gif');
      site.write('../later/img/x.gif', 'gif');
      clock.ms += 1001;
      assert.equal(ask('/img/x.gif'), PICTURE);
    });

    it('that vanishes and comes back gives working URLs all the time', async () => {
      const asked = askable(FILES, { debug });
      const { site, ask, clock } = asked;
      const away = path.join(site.dir, 'away');
      await assertServes(servers, asked, ask('/img/x.gif'), 'gif');
      fs.renameSync(site.root, away);
      const meanwhile = ask('/img/x.gif');
      assert.ok([PICTURE, '/img/x.gif'].includes(meanwhile), meanwhile);
      fs.renameSync(away, site.root);
      clock.ms += 1001;
      assert.equal(ask('/img/x.gif'), PICTURE);
      await assertServes(servers, asked, PICTURE, 'gif');
    });

    it('that comes back with other files has their versions', () => {
      const asked = askable(FILES, { debug });
      fs.rmSync(asked.site.root, { recursive: true });
      assert.equal(asked.ask('/img/x.gif'), '/img/x.gif');
      asked.site.write('img/x.gif', 'other');
      asked.clock.ms += 1001;
      assert.equal(asked.ask('/img/x.gif'), `/img/x.${hash('other')}.gif`);
    });
  });

  describe(`${mode}, an outDir`, () => {
    const servers = useServers();

    it('that is a file gives plain URLs that work and one warning for each', async () => {
      const site = createSite({ ...FILES, '../out': 'a file' });
      const asked = askable({}, { debug }, site);
      assert.equal(asked.ask('/img/x.gif'), '/img/x.gif');
      assert.equal(asked.log.warnings.length, 1);
      assert.match(asked.log.warnings.join(), /Cannot write ".*" \(E\w+\).*set "outDir"/);
      await assertServes(servers, asked, '/img/x.gif', 'gif');
      assert.equal(site.read('out'), 'a file');
    });

    it('inside of a root gives the same names, and again', async () => {
      const site = createSite(FILES);
      const outDir = path.join(site.root, 'build');
      const asked = askable({}, { debug, outDir }, site);
      assert.equal(asked.ask('/img/x.gif'), PICTURE);
      assert.equal(asked.ask('/img/x.gif'), PICTURE);
      assert.deepEqual(site.list('root/build'), [path.join(...PICTURE.slice(1).split('/'))]);
      await assertServes(servers, asked, PICTURE, 'gif');
      const again = askable({}, { debug, outDir }, site);
      assert.equal(again.ask('/img/x.gif'), PICTURE);
    });

    it('that is a root is like none', async () => {
      const site = createSite(FILES);
      const asked = askable({}, { debug, outDir: site.root }, site);
      assert.equal(asked.ask('/img/x.gif'), PICTURE);
      assert.deepEqual(site.list('root/img'), [path.posix.basename(PICTURE), 'x.gif']);
      await assertServes(servers, asked, PICTURE, 'gif');
    });

    it('around a root has its outputs beside the root', async () => {
      const site = createSite({ '../out/src/img/x.gif': 'gif' });
      const asked = askable({}, { debug, roots: path.join(site.outDir, 'src') }, site);
      assert.equal(asked.ask('/img/x.gif'), PICTURE);
      assert.equal(site.read(`out${PICTURE}`), 'gif');
      assert.deepEqual(site.list('out/src'), [path.join('img', 'x.gif')]);
      await assertServes(servers, asked, PICTURE, 'gif');
    });
  });
}

describe('with debug, an outDir that is removed while the process runs', () => {
  const servers = useServers();

  it('is made again', async () => {
    const asked = askable(FILES, { debug: true });
    asked.ask('/img/x.gif');
    fs.rmSync(asked.site.outDir, { recursive: true });
    assert.equal(asked.ask('/img/x.gif'), PICTURE);
    await assertServes(servers, asked, PICTURE, 'gif');
  });
});
