// The code of the documentation runs: JavaScript as modules of a site, templates by Nunjucks.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';
import { codeBlocks, readPages } from './support/pages.ts';

/** What a piece may use without a line that imports it. */
const PRELUDE = `
import * as names from 'nunjucks-staticfile';
import * as cloudFront from 'nunjucks-staticfile/cloudfront';
Object.assign(globalThis, names, cloudFront, { upload: (file) => 'https://cdn.example.com/' + file });
`;

const blocks = readPages().flatMap(codeBlocks);
const inLanguage = (wanted: string) => blocks.filter(({ language }) => language === wanted);

describe('the code of the documentation', () => {
  it('runs, each piece of JavaScript in a process of its own folder', function () {
    this.timeout(60_000);
    const site = createSite({ 'public/img/x.gif': 'GIF89a', 'prelude.mjs': PRELUDE });
    lendPackages(site.root);
    // those that listen are run by test/package/quick-start.test.ts and test/examples/hosts-docs.test.ts
    const pieces = inLanguage('js').filter(
      ({ code, place }) => !code.includes('.listen(') && !place.startsWith('docs/hosts.md'),
    );
    for (const [index, { code }] of pieces.entries()) site.write(`piece-${index}.mjs`, code);
    const lines = pieces.map(
      ({ place }, index) =>
        `await import('./piece-${index}.mjs').catch((error) => failed.push('${place}: ' + error));`,
    );
    const end = 'console.log(JSON.stringify(failed));process.exit();';
    site.write('run.mjs', `const failed = [];\n${lines.join('\n')}\n${end}`);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', './prelude.mjs', 'run.mjs'],
      { cwd: site.root, encoding: 'utf8' },
    );
    assert.ok(pieces.length > 5, 'the pieces are found');
    assert.deepEqual(JSON.parse(stdout || `["${stderr.slice(0, 400)}"]`), []);
  });

  for (const { code, place } of inLanguage('njk')) {
    it(`renders: the template of ${place}`, () => {
      const named = [...code.matchAll(/"(\/[^"<%]+)"/g)].flatMap(([, paths = '']) =>
        paths.split(/; */),
      );
      const site = createSite(Object.fromEntries(named.map((name) => [name, '/**/'])));
      const tags = code.includes('<%') ? { tags: { blockStart: '<%', blockEnd: '%>' } } : {};
      const environment = new nunjucks.Environment(null, tags);
      createStaticfiles({ roots: site.root }).install(environment);
      const html = environment.renderString(code, {});
      const isInlined = !/(?:static|slim)/.test(code);
      assert.match(html, isInlined ? /\/\*\*\// : /\.[0-9a-f]{12}\./);
      assert.doesNotMatch(html, /staticfile|staticall/);
    });
  }
});

function lendPackages(folder: string): void {
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  fs.symlinkSync(process.cwd(), path.join(modules, 'nunjucks-staticfile'));
}
