// Servers serve timestamp names for ever: their own, another server's, and old ones.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { makeInstance } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';
import { stampedInstance, stampedSite, T, touch, withoutDigits } from './support/stamped.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FILES = {
  'css/a.css': 'a{background:url(../img/x.gif)}',
  'css/b.css': 'b{color:blue}',
  'img/x.gif': 'gif',
};

/** Another machine's site with the same files, of the same times or not. */
function copyOf(site: Site, preserveTimestamps: boolean): Site {
  const copy = createSite();
  fs.cpSync(site.root, copy.root, { recursive: true, preserveTimestamps });
  return copy;
}

function cacheOf(site: Site): { cacheDir: string } {
  return { cacheDir: path.join(site.dir, 'cache') };
}

describe('a server asked for a timestamp name', () => {
  const servers = useServers();
  const paths: Record<string, string> = {
    'a picture': '/img/x.gif',
    'a sheet': '/css/a.css',
  };

  for (const [name, asked] of Object.entries(paths)) {
    it(`that it made serves ${name} for ever`, async () => {
      const { staticfiles, content } = stampedInstance(stampedSite(FILES));
      const url = staticfiles.staticfile(asked);
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
      assert.equal(answer.body.toString(), content(asked));
    });

    it(`that another server made of the same files makes and serves ${name}`, async () => {
      const site = stampedSite(FILES);
      const url = stampedInstance(site).staticfiles.staticfile(asked);
      const second = stampedInstance(copyOf(site, true));
      const answer = await (await servers.serve(second.staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
      assert.equal(answer.body.toString(), site.read(`out${url}`));
      assert.equal(second.site.read(`out${url}`), site.read(`out${url}`));
    });
  }

  it('does not serve that of files with other times', async () => {
    const site = stampedSite(FILES);
    const url = stampedInstance(site).staticfiles.staticfile('/img/x.gif');
    const second = stampedInstance(copyOf(site, false));
    const answer = await (await servers.serve(second.staticfiles.middleware())).get(url);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('serves a combination whose name ends with a hash', async () => {
    const { staticfiles } = stampedInstance(stampedSite(FILES), {
      combineName: () => '/all.css',
    });
    const url = staticfiles.staticfile('/css/a.css; /css/b.css');
    assert.match(url, new RegExp(`^/all\\.${T}-[0-9a-f]{6}\\.css$`));
    const answer = await (await servers.serve(staticfiles.middleware())).get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
  });
});

describe('after an edit, a server asked for the old timestamp name', () => {
  const servers = useServers();

  /** Renders, edits and renders again; gives the first URL. */
  function editedSite(): { site: Site; oldUrl: string } {
    const site = stampedSite(FILES);
    const { staticfiles } = stampedInstance(site, cacheOf(site));
    const oldUrl = staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    touch(site, { 'img/x.gif': T + 60 });
    assert.equal(staticfiles.staticfile('/img/x.gif'), `/img/x.${T + 60}.gif`);
    return { site, oldUrl };
  }

  it('serves it, and after a restart too', async () => {
    const { site, oldUrl } = editedSite();
    const { staticfiles } = stampedInstance(site, cacheOf(site));
    const answer = await (await servers.serve(staticfiles.middleware())).get(oldUrl);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), 'gif');
  });

  it('takes it for a versioned name', () => {
    const { site, oldUrl } = editedSite();
    const { staticfiles } = stampedInstance(site, cacheOf(site));
    assert.equal(staticfiles.isVersioned(oldUrl), true);
  });

  it('does not serve a name of that shape that it never made', async () => {
    const { site } = editedSite();
    fs.writeFileSync(path.join(site.outDir, 'img', 'x.1000000000.gif'), 'foreign');
    const { staticfiles } = stampedInstance(site, cacheOf(site));
    const answer = await (await servers.serve(staticfiles.middleware())).get(
      '/img/x.1000000000.gif',
    );
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });
});

describe('after a restart, a timestamp name', () => {
  it('is the same, and nothing is written again', () => {
    const site = stampedSite(FILES);
    const url = stampedInstance(site, cacheOf(site)).staticfiles.staticfile('/css/a.css');
    const { staticfiles, disk } = stampedInstance(site, cacheOf(site));
    assert.equal(staticfiles.staticfile('/css/a.css'), url);
    assert.deepEqual(disk.published(), []);
  });

  it('is another where the file was touched and its bytes are the same', () => {
    const site = stampedSite(FILES);
    stampedInstance(site, cacheOf(site)).staticfiles.staticfile('/css/a.css');
    touch(site, { 'img/x.gif': T + 8 });
    const { staticfiles } = stampedInstance(site, cacheOf(site));
    assert.equal(withoutDigits(staticfiles.staticfile('/css/a.css')), `/css/a.${T + 8}.css`);
  });
});

describe('isVersioned', () => {
  it('knows the timestamp name that a file has, before it is rendered', () => {
    const { staticfiles } = stampedInstance(stampedSite(FILES));
    assert.equal(staticfiles.isVersioned(`/img/x.${T}.gif`), true);
    assert.equal(staticfiles.isVersioned(`/css/a.${T}.css`), false);
    // whether a sheet is a copy shows when it is converted
    staticfiles.staticfile('/css/b.css');
    assert.equal(staticfiles.isVersioned(`/css/b.${T}.css`), true);
  });

  it('is false for another time, another file and the plain name', () => {
    const { staticfiles } = stampedInstance(stampedSite(FILES));
    assert.equal(staticfiles.isVersioned(`/img/x.${T + 1}.gif`), false);
    assert.equal(staticfiles.isVersioned(`/img/y.${T}.gif`), false);
    assert.equal(staticfiles.isVersioned('/img/x.gif'), false);
    assert.equal(staticfiles.isVersioned(`/img/x.${T}-0a1b2c.gif`), false);
  });
});

describe('a timestamp name given to a tag', () => {
  it('is not versioned twice', () => {
    const { staticfiles } = stampedInstance(stampedSite(FILES));
    const url = staticfiles.staticfile('/img/x.gif');
    assert.equal(staticfiles.staticfile(url), url);
  });

  it('is not versioned twice where outputs lie beside their sources', () => {
    const site = stampedSite(FILES);
    const { staticfiles } = makeInstance({}, { naming: 'timestamp', outDir: false }, site);
    const url = staticfiles.staticfile('/img/x.gif');
    assert.equal(url, `/img/x.${T}.gif`);
    assert.equal(staticfiles.staticfile(url), url);
    assert.deepEqual(site.list('root/img'), [`x.${T}.gif`, 'x.gif']);
  });

  it('of another file that looks like one is versioned', () => {
    const site = stampedSite({ 'img/y.123456.gif': 'gif', 'img/y.gif': 'other' });
    const { staticfiles } = stampedInstance(site);
    assert.equal(staticfiles.staticfile('/img/y.123456.gif'), `/img/y.123456.${T}.gif`);
  });
});

describe('a file with the time', () => {
  const servers = useServers();
  const times: Record<string, [seconds: number, stamp: string]> = {
    '0 of archives without times': [0, '0'],
    'of a second after 1970': [1, '1'],
    'of 1980 that zip files begin with': [315_532_800, '315532800'],
    'of a year far ahead': [4_102_444_800, '4102444800'],
    'of a fraction of a second': [T + 0.75, `${T}`],
    'of a fraction just below the next second': [T + 0.999, `${T}`],
  };

  for (const [name, [seconds, stamp]] of Object.entries(times)) {
    it(`${name} gets whole seconds and is served for ever`, async () => {
      const site = stampedSite({ 'x.gif': 'gif' }, { 'x.gif': seconds });
      const { staticfiles } = stampedInstance(site);
      const url = staticfiles.staticfile('/x.gif');
      assert.equal(url, `/x.${stamp}.gif`);
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
    });
  }

  it('of before 1970 gets a URL that works', async () => {
    const site = stampedSite({ 'x.gif': 'gif' }, { 'x.gif': -86_400 });
    const { staticfiles } = stampedInstance(site);
    const url = staticfiles.staticfile('/x.gif');
    const answer = await (await servers.serve(staticfiles.middleware())).get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString(), 'gif');
  });

  it('that all files share has it in all names', () => {
    const { staticfiles, content } = stampedInstance(stampedSite(FILES));
    assert.equal(withoutDigits(staticfiles.staticfile('/css/a.css')), `/css/a.${T}.css`);
    assert.equal(staticfiles.staticfile('/css/b.css'), `/css/b.${T}.css`);
    assert.equal(content('/css/a.css'), `a{background:url(../img/x.${T}.gif)}`);
  });
});
