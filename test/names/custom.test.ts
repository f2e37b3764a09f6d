// A function of the user's names outputs; its names are known again where they show their parts.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { useServers } from '../support/http.ts';
import { hash, makeInstance } from '../support/instance.ts';
import { createSite } from '../support/site.ts';

type NameFunction = Exclude<StaticfilesOptions['naming'], string | undefined>;

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FILES = {
  'css/a.css': 'a{background:url(../img/x.gif)}',
  'css/b.css': 'b{color:blue}',
  'img/x.gif': 'gif',
};
const V = hash('gif');

/** Names that show stem, ext and version, and what they make of `x.gif`. */
const readable: Record<string, [naming: NameFunction, picture: string]> = {
  'with a dash': [({ stem, ext, version }) => `${stem}-${version}${ext}`, `x-${V}.gif`],
  'with the version first': [({ stem, ext, version }) => `${version}.${stem}${ext}`, `${V}.x.gif`],
  'with words around': [
    ({ stem, ext, version }) => `my_${stem}.v${version}${ext}`,
    `my_x.v${V}.gif`,
  ],
  'with nothing between': [({ stem, ext, version }) => stem + version + ext, `x${V}.gif`],
  'with a space and a sign': [
    ({ stem, ext, version }) => `${stem} @${version}${ext}`,
    `x @${V}.gif`,
  ],
  'with a "#"': [({ stem, ext, version }) => `${stem}#${version}${ext}`, `x#${V}.gif`],
};

describe('a naming function', () => {
  it('is given stem, ext with its dot, and the hash of the output', () => {
    const asked: object[] = [];
    const naming: NameFunction = (parts) => {
      asked.push({ ...parts });
      return `${parts.stem}-${parts.version}${parts.ext}`;
    };
    makeInstance(FILES, { naming }).staticfiles.staticfile('/img/x.gif');
    assert.deepEqual(asked.at(-1), { stem: 'x', ext: '.gif', version: V });
  });

  it('names a file without an extension', () => {
    const { staticfiles } = makeInstance(
      { LICENSE: 'MIT' },
      { naming: ({ stem, ext, version }) => `${stem}-${version}${ext}` },
    );
    assert.equal(staticfiles.staticfile('/LICENSE'), `/LICENSE-${hash('MIT')}`);
    assert.equal(staticfiles.isVersioned(`/LICENSE-${hash('MIT')}`), true);
  });

  it('keeps an extension as it is written', () => {
    const { staticfiles } = makeInstance(
      { 'X.GIF': 'gif' },
      { naming: ({ stem, ext, version }) => `${stem}-${version}${ext}` },
    );
    assert.equal(staticfiles.staticfile('/X.GIF'), `/X-${V}.GIF`);
  });

  it('names what a sheet refers to, and sheets that import each other', () => {
    const { content } = makeInstance(
      {
        'a.css': '@import "b.css";',
        'b.css': '@import "a.css";b{background:url(x.gif)}',
        'x.gif': 'gif',
      },
      { naming: ({ stem, ext, version }) => `${stem}-${version}${ext}` },
    );
    assert.match(content('/a.css'), /^@import "b-[0-9a-f]{12}\.css";$/);
    assert.match(
      content('/b.css'),
      new RegExp(`^@import "a-[0-9a-f]{12}\\.css";b\\{background:url\\(x-${V}\\.gif\\)\\}$`),
    );
  });

  it('names a combination', () => {
    const { staticfiles } = makeInstance(FILES, {
      naming: ({ stem, ext, version }) => `${stem}-${version}${ext}`,
    });
    const url = staticfiles.staticfile('/css/a.css; /css/b.css');
    assert.match(url, /^\/css\/a_b-[0-9a-f]{12}\.css$/);
    assert.equal(staticfiles.isVersioned(url), true);
  });
});

describe('a naming function is refused at once', () => {
  const wrong: Record<string, (parts: { stem: string; version: string }) => unknown> = {
    'that does not use the version': () => 'x.gif',
    'that answers no text': () => 12,
    'that uses half of the version': ({ stem, version }: { stem: string; version: string }) =>
      stem + version.slice(0, 6),
    'that changes the version': ({ version }: { version: string }) => version.toUpperCase(),
    'that answers a promise': async () => 'x.gif',
    'that throws': () => {
      throw new Error('broken');
    },
  };
  const leaving: Record<string, NameFunction> = {
    'that leaves the folder': ({ version }) => `../${version}`,
    'that names a folder': ({ stem, version }) => `${version}/${stem}`,
    'that names a hidden file': ({ version }) => `.${version}`,
  };

  for (const [name, naming] of Object.entries({ ...wrong, ...leaving })) {
    it(name, () => {
      assert.throws(
        () => createStaticfiles({ roots: '.', naming: naming as NameFunction }),
        (error: { code?: string; message: string }) => {
          assert.equal(error.code, 'ERR_STATICFILE_OPTION');
          assert.match(error.message, /"naming"/);
          return true;
        },
      );
    });
  }
});

describe('a name that shows its parts', () => {
  const servers = useServers();

  for (const [name, [naming, picture]] of Object.entries(readable)) {
    const url = `/img/${encodeURIComponent(picture).replaceAll('%40', '@')}`;

    it(`${name} is the output's`, () => {
      const { staticfiles, site } = makeInstance(FILES, { naming });
      assert.equal(staticfiles.staticfile('/img/x.gif'), url);
      assert.deepEqual(site.list('out'), [path.join('img', picture)]);
    });

    it(`${name} is served for ever, by a server that has not rendered too`, async () => {
      const { staticfiles } = makeInstance(FILES, { naming });
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
      assert.equal(answer.body.toString(), 'gif');
    });

    it(`${name} is versioned, and not twice`, () => {
      const { staticfiles } = makeInstance(FILES, { naming });
      assert.equal(staticfiles.isVersioned(url), true);
      assert.equal(staticfiles.isVersioned(url.replace(V, '0123456789ab')), false);
      assert.equal(staticfiles.isVersioned('/img/x.gif'), false);
      assert.equal(staticfiles.staticfile(url), url);
    });

    it(`${name} is served by its old versions too`, async () => {
      const { staticfiles, site } = makeInstance(FILES, { naming });
      staticfiles.staticfile('/img/x.gif');
      site.write('img/x.gif', 'edited');
      assert.notEqual(staticfiles.staticfile('/img/x.gif'), url);
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), 'gif');
    });
  }

  it('of a file that is not there goes to the next handler, not to be kept', async () => {
    const [naming] = readable['with a dash'] ?? [];
    const { staticfiles } = makeInstance(FILES, { naming });
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get('/img/x-0123456789ab.gif');
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('is read where the name of the file holds the end of a line', async () => {
    const [naming] = readable['with a dash'] ?? [];
    const { staticfiles } = makeInstance({ 'a\nb.gif': 'gif' }, { naming, outDir: false });
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get(staticfiles.staticfile('/a\nb.gif'));
    assert.equal(answer.status, 200);
    assert.match(answer.headers['cache-control'] ?? '', /immutable/);
  });

  it('is remembered over a restart', () => {
    const site = createSite(FILES);
    const [naming] = readable['with a dash'] ?? [];
    const options = { naming, cacheDir: path.join(site.dir, 'cache') };
    const url = makeInstance({}, options, site).staticfiles.staticfile('/css/a.css');
    const { staticfiles, disk } = makeInstance({}, options, site);
    assert.equal(staticfiles.staticfile('/css/a.css'), url);
    assert.deepEqual(disk.published(), []);
  });
});
