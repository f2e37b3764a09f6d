// The 11ty example: built, built again, edited, and with its pictures on the (embedded) CDN.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import express from 'express';
import { writeUntilTold } from '../serve/eleventy/support/watch.ts';
import { itInLongForm, sampled } from '../support/sampled.ts';
import { useBrowser } from './support/browser.ts';
import { copyExample, removeExamples, runEleventy } from './support/eleventy-example.ts';
import { listen } from './support/example-site.ts';

const PAGES = sampled('pages of the 11ty example', 1, [
  '/',
  '/rule-thirty/',
  '/endless-lines/',
  '/two-stones/',
]);

/** All built files, by their path from `_site`. */
function builtFiles(folder: string): Map<string, string> {
  const site = path.join(folder, '_site');
  const names = fs.readdirSync(site, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => fs.statSync(path.join(site, name)).isFile());
  return new Map(files.sort().map((name) => [name, path.join(site, name)]));
}

/** The texts that can name files. */
function builtTexts(folder: string): string {
  const files = [...builtFiles(folder)].filter(([name]) => /\.(html|css)$/.test(name));
  return files.map(([, file]) => fs.readFileSync(file, 'utf8')).join('\n');
}

describe('the 11ty example', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  afterEach(removeExamples);

  it('has pages that a plain file server serves without one failure, and converts nothing anew', async () => {
    const folder = copyExample();
    await runEleventy(folder, 'build');
    const server = await listen(express().use(express.static(path.join(folder, '_site'))));
    try {
      for (const page of PAGES) {
        const { problems, loaded } = await browser.visit(server.origin + page);
        assert.deepEqual(problems, [], page);
        const types = new Set(loaded.map(({ type }) => type));
        for (const type of ['stylesheet', 'script', 'image']) assert.ok(types.has(type), type);
        for (const { url, type } of loaded) {
          if (type !== 'document') assert.match(url, /\.[0-9a-f]{12}\.\w+$/);
        }
      }
    } finally {
      await server.close();
    }
    const stamps = () =>
      [...builtFiles(folder)]
        .filter(([name]) => !name.endsWith('.html'))
        .map(([name, file]) => `${name} ${fs.statSync(file).ino} ${fs.statSync(file).mtimeMs}`);
    const [files, texts] = [stamps(), builtTexts(folder)];
    assert.ok(files.length >= 9, files.join('\n'));
    await runEleventy(folder, 'build');
    assert.deepEqual(stamps(), files);
    assert.equal(builtTexts(folder), texts);
  });

  itInLongForm('shows an edited stylesheet while it is watched', async () => {
    const folder = copyExample();
    const child = await runEleventy(folder, 'watch');
    const nameOf = () => /\/css\/page_code\.[0-9a-f]{12}\.css/.exec(pageText(folder))?.[0] ?? '';
    const before = nameOf();
    const write = () =>
      fs.writeFileSync(path.join(folder, 'public/css/code.css'), 'pre { color: #0a0b0c }\n');
    assert.equal(await writeUntilTold(child, write), 'built');
    assert.notEqual(nameOf(), before);
    assert.match(fs.readFileSync(path.join(folder, '_site', nameOf()), 'utf8'), /#0a0b0c/);
  });

  itInLongForm(
    'names only the CDN for pictures, where there is one, and all of them are there',
    async () => {
      const folder = copyExample();
      await runEleventy(folder, 'build', { STATICFILE_CDN: '1' });
      const pictures = [...new Set(builtTexts(folder).match(/[^\s"'()]+\.png/g))].sort();
      assert.equal(pictures.length, 6, pictures.join('\n'));
      for (const url of pictures) {
        assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/static\/img\/[\w-]+\.[0-9a-f]{12}\.png$/);
        const answer = await fetch(url);
        assert.equal(answer.status, 200, url);
        assert.equal(answer.headers.get('content-type'), 'image/png');
      }
    },
  );
});

function pageText(folder: string): string {
  return fs.readFileSync(path.join(folder, '_site/index.html'), 'utf8');
}
