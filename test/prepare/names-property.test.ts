// What a build writes a server can read, whatever files are called.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { isHidden } from '../../lib/core/paths.ts';
import { useServers } from '../support/http.ts';
import { makeInstance } from '../support/instance.ts';

/** What URLs, paths of combinations, headers, shells and Windows read in a way of their own. */
const LETTERS = '#?%;& \'"<>\\`$+=,@:!~^|*()[]{}.-_éжё字😀\u202eaZ09'.split(/(?!\p{Lo}?$)/u);
const EXTENSIONS = ['gif', 'css', 'js', 'mjs', 'svg', 'x', 'map', 'gz'];

const fileName = fc
  .tuple(
    fc.array(fc.constantFrom(...LETTERS, '%41', '%zz', '%2F', 'ab'), {
      minLength: 1,
      maxLength: 8,
    }),
    fc.constantFrom(...EXTENSIONS),
  )
  .map(([letters, extension]) => `${letters.join('')}.${extension}`)
  .filter((name) => !isHidden(name) && name.isWellFormed());

describe('a build with a manifest, and a server that has nothing else', () => {
  const servers = useServers();

  it('agree about every name of a file', async function () {
    this.timeout(120_000);
    if (process.platform === 'win32') this.skip();
    const names = fc.uniqueArray(fileName, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(names, async (drawn) => {
        const files = Object.fromEntries(
          drawn.map((name) => [`d/${name}`, `/* ${name.length} */`]),
        );
        const { staticfiles, site } = makeInstance(files, { debug: false });
        const manifest = path.join(site.dir, 'manifest.json');
        await staticfiles.prepare({ paths: ['/**'], manifest });
        const options = { manifest, roots: undefined, debug: false } as const;
        const reading = makeInstance({}, options, site);
        // the server has no sources
        fs.rmSync(site.root, { recursive: true });
        const server = await servers.serve(reading.staticfiles.middleware());
        for (const name of drawn) {
          const url = reading.staticfiles.staticfile(`/d/${encodeURIComponent(name)}`);
          const answer = await server.get(url);
          assert.equal(answer.status, 200, `${JSON.stringify(name)} ${url}`);
          assert.match(url, /^\/d\/[\x21-\x7e]+$/);
          assert.match(answer.headers['cache-control'] ?? '', /immutable/, url);
        }
        await staticfiles.close();
      }),
      { numRuns: 15 },
    );
  });
});
