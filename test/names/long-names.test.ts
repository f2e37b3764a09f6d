// A name that was taken on one server is accepted by all others, which have the same bytes under a short one.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { sampled } from '../support/sampled.ts';
import { createSite, type Site } from '../support/site.ts';
import { stampedSite } from './support/stamped.ts';

const FILES = {
  'x.gif': 'GIF89a',
  'a.css': 'a { background: url(y.gif) }',
  'y.gif': 'y',
  'd.js': 'function double( number ) { return 2 * number }\n',
};

const NAMINGS: Readonly<Record<string, InstanceOptions['naming']>> = {
  hash: 'hash',
  timestamp: 'timestamp',
  'a custom one': ({ stem, ext, version }) => `${stem}_v${version}${ext}`,
};

const ASKED: Readonly<Record<string, readonly [tag: 'staticfile' | 'slimfile', path: string]>> = {
  'a picture': ['staticfile', '/x.gif'],
  'a sheet': ['staticfile', '/a.css'],
  'a minified script': ['slimfile', '/d.js'],
  'a minified sheet': ['slimfile', '/a.css'],
};

function copyOf(site: Site): Site {
  const copy = createSite();
  fs.cpSync(site.root, copy.root, { recursive: true, preserveTimestamps: true });
  return copy;
}

describe('a name that is taken on one server', () => {
  const servers = useServers();

  const pairs = Object.entries(NAMINGS).flatMap((naming) =>
    Object.entries(ASKED).map((asked) => [...naming, ...asked] as const),
  );
  for (const [named, naming, what, [tag, asked]] of sampled('names that are taken', 5, pairs)) {
    it(`is served for ever by another one: ${what}, naming by ${named}`, async () => {
      const site = stampedSite(FILES);
      const short = makeInstance({}, { naming }, copyOf(site)).staticfiles[tag](asked);
      const clashing = copyOf(site);
      fs.writeFileSync(path.join(clashing.root, short), 'written by hand');
      const first = makeInstance({}, { naming, outDir: false }, clashing);
      const long = first.staticfiles[tag](asked);
      assert.match(long, /[0-9a-f]{24}/);
      const second = makeInstance({}, { naming }, copyOf(site)).staticfiles;
      const server = await servers.serve(second.middleware());
      const answer = await server.get(long);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal(answer.body.toString(), clashing.read(`root${long}`));
      assert.equal(second.isVersioned(long), true);
      assert.equal(second[tag](asked), short);
    });
  }

  it('is none of ours where the digits are those of other bytes', async () => {
    const { staticfiles } = makeInstance(FILES);
    const server = await servers.serve(staticfiles.middleware());
    const [, version = ''] = /\.(\w+)\.gif$/.exec(staticfiles.staticfile('/x.gif')) ?? [];
    const answer = await server.get(`/x.${version}${'0'.repeat(12)}.gif`);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });
});
