// Names that do not show their parts are known by the instance that made them.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { StaticfilesOptions } from '../../lib/index.ts';
import { useServers } from '../support/http.ts';
import { hash, makeInstance } from '../support/instance.ts';

type NameFunction = Exclude<StaticfilesOptions['naming'], string | undefined>;

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FILES = { 'css/a.css': 'a{background:url(../img/x.gif)}', 'img/x.gif': 'gif' };
const V = hash('gif');

/** Names from which stem, ext or version can't be read, and what they make of `x.gif`. */
const hidden: Record<string, [naming: NameFunction, picture: string]> = {
  'without the stem': [({ ext, version }) => version + ext, `${V}.gif`],
  'with the stem in upper case': [
    ({ stem, ext, version }) => `${stem.toUpperCase()}.${version}${ext}`,
    `X.${V}.gif`,
  ],
  'with the version twice': [
    ({ stem, ext, version }) => `${version}-${stem}-${version}${ext}`,
    `${V}-x-${V}.gif`,
  ],
};

for (const [name, [naming, picture]] of Object.entries(hidden)) {
  describe(`a name ${name}`, () => {
    const servers = useServers();
    const url = `/img/${picture}`;

    it("is the output's", () => {
      const { staticfiles, site } = makeInstance(FILES, { naming });
      assert.equal(staticfiles.staticfile('/img/x.gif'), url);
      assert.deepEqual(site.list('out'), [path.join('img', picture)]);
    });

    it('is what a sheet refers to', () => {
      const { content } = makeInstance(FILES, { naming });
      assert.equal(content('/css/a.css'), `a{background:url(../img/${picture})}`);
    });

    it('is served by the instance that made it', async () => {
      const { staticfiles } = makeInstance(FILES, { naming });
      staticfiles.staticfile('/img/x.gif');
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), 'gif');
    });

    it('is served for ever by the instance that made it', async () => {
      const { staticfiles } = makeInstance(FILES, { naming });
      staticfiles.staticfile('/img/x.gif');
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
    });

    it('is a versioned one for the instance that made it', () => {
      const { staticfiles } = makeInstance(FILES, { naming });
      staticfiles.staticfile('/img/x.gif');
      assert.equal(staticfiles.isVersioned(url), true);
    });

    it('is served where outputs lie beside their sources', async () => {
      const { staticfiles } = makeInstance(FILES, { naming, outDir: false });
      staticfiles.staticfile('/img/x.gif');
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
    });

    it('is served under a name prefix', async () => {
      const { staticfiles } = makeInstance(FILES, { naming, namePrefix: '/forever' });
      const prefixed = staticfiles.staticfile('/img/x.gif');
      assert.equal(prefixed, `/forever${url}`);
      const answer = await (await servers.serve(staticfiles.middleware())).get(prefixed);
      assert.equal(answer.status, 200);
    });
  });
}
