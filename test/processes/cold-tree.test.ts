// Real processes start at once on a tree that nobody has converted, with one folder for outputs
// and one cache.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash } from '../support/instance.ts';
import { fewer } from '../support/sampled.ts';
import { createSite, type Site } from '../support/site.ts';
import { type Child, type Ended, useChildren, wholeLines } from './support/children.ts';

const PROCESSES = fewer('processes on one cold tree', 8, 2);
const FILES = fewer('files of a cold tree', 2000, 600);
const SHEETS = FILES * 0.15;
const PICTURES = FILES * 0.6;
const SCRIPTS = FILES * 0.25;

/** Sheets that refer to pictures and to other sheets, pictures, scripts. */
function tree(): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; at < PICTURES; at += 1) {
    files[`img/${at % 20}/p${at}.png`] = `picture ${at} `.repeat(1 + (at % 400));
  }
  for (let at = 0; at < SCRIPTS; at += 1) {
    files[`js/s${at}.js`] = `/* ${'x'.repeat(at * 10)} */ run(${at});\n`;
  }
  for (let at = 0; at < SHEETS; at += 1) files[`css/c${at}.css`] = sheet(at);
  return files;
}

function sheet(at: number): string {
  const next = at % 10 === 9 ? '' : `@import "c${at + 1}.css";\n`;
  const rules = [0, 1, 2, 3].map((each) => {
    const picture = (at * 4 + each) % PICTURES;
    return `.r${each} { background: url("../img/${picture % 20}/p${picture}.png#${at}") }\n`;
  });
  return next + rules.join('');
}

function coldSite(): { site: Site; paths: string[] } {
  const files = tree();
  const site = createSite(files);
  const paths = Object.keys(files).map((name) => `/${name}`);
  assert.equal(paths.length, FILES);
  fs.writeFileSync(path.join(site.dir, 'paths.txt'), paths.join('\n'));
  return { site, paths };
}

/** What a process has printed: path → its URL and flags. */
function answersOf(ended: Ended): Map<string, { url: string; flags: string }> {
  assert.deepEqual([ended.code, ended.stderr], [0, '']);
  const lines = wholeLines(ended).slice(1);
  return new Map(
    lines.map((line) => {
      const [name = '', url = '', flags = ''] = line.split(' ');
      return [name, { url, flags }];
    }),
  );
}

function urlsOf(ended: Ended, paths: readonly string[]): (string | undefined)[] {
  const answers = answersOf(ended);
  return paths.map((each) => answers.get(each)?.url);
}

/** Every output has the bytes that its name says, and there is nothing else. */
function assertWhole(site: Site, urls: readonly (string | undefined)[]): void {
  const outputs = site.list('out').map((name) => `/${name.split(path.sep).join('/')}`);
  assert.deepEqual(outputs, [...urls].sort());
  for (const name of outputs) {
    const bytes = fs.readFileSync(path.join(site.outDir, name));
    assert.ok(name.includes(`.${hash(bytes)}.`), name);
  }
}

describe(`${PROCESSES} processes on one cold tree of ${FILES} files`, function () {
  this.timeout(60_000);
  const children = useChildren();

  async function runAll(starts: readonly Child[]): Promise<Ended[]> {
    await Promise.all(starts.map((child) => child.printed(1)));
    for (const child of starts) child.go();
    return Promise.all(starts.map((child) => child.ended));
  }

  it('print the same URLs, tear no output, and leave nothing to do for the next', async () => {
    const { site, paths } = coldSite();
    const reader = children.start('watch-outputs.ts', site.outDir);
    await reader.printed(1);
    const starts = Array.from({ length: PROCESSES }, (_each, at) =>
      children.start('ask-for-urls.ts', site.dir, String((at * FILES) / PROCESSES)),
    );
    const [first, ...others] = (await runAll(starts)).map((ended) => urlsOf(ended, paths));
    reader.go();
    const seen = await reader.ended;
    assert.ok(first);
    assert.equal(new Set(first).size, FILES);
    for (const urls of others) assert.deepEqual(urls, first);
    assertWhole(site, first);
    assert.match(seen.stdout, /^ready\nlooks \d+, reads [1-9]\d+\n$/);
    const [next] = await runAll([children.start('ask-for-urls.ts', site.dir)]);
    assert.ok(next);
    const answers = answersOf(next);
    assert.deepEqual(
      paths.map((each) => answers.get(each)?.url),
      first,
    );
    const anew = paths.filter((each) => answers.get(each)?.flags !== 'new+cached');
    assert.deepEqual(anew, []);
  });
});
