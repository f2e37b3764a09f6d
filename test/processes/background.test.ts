// Real processes start at once on a tree that nobody has minified: each text is minified about once.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash } from '../support/instance.ts';
import { fewer } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { useChildren, wholeLines } from './support/children.ts';

const PROCESSES = fewer('processes that minify in the background', 8, 3);
const FILES = 12;

/** Notes each call, and takes its time. */
const MINIFIER = `
const fs = require('node:fs');
exports.js = (text, { path }) => {
  fs.appendFileSync(__dirname + '/../calls.txt', path + '\\n');
  const end = Date.now() + 20;
  while (Date.now() < end);
  return text.replace(/ +/g, '');
};
`;

describe(`${PROCESSES} processes with conversion in the background, one tree, one cache`, function () {
  this.timeout(60_000);
  const children = useChildren();

  it('minify each file about once, answer the same URLs in the end, and lose none', async () => {
    const names = Array.from({ length: FILES }, (_, at) => `s${at}.js`);
    const texts = names.map((name, at) => [name, `run( ${at} );\n`.repeat(20)] as const);
    const site = createSite({ ...Object.fromEntries(texts), 'minify.cjs': MINIFIER });
    const paths = names.map((name) => `/${name}`);
    const starts = Array.from({ length: PROCESSES }, () =>
      children.start('minify-in-background.ts', site.dir, ...paths),
    );
    await Promise.all(starts.map((child) => child.printed(1)));
    for (const child of starts) child.go();
    const ended = await Promise.all(starts.map((child) => child.ended));
    const pages = ended.map((each) => {
      assert.deepEqual([each.code, each.stderr], [0, '']);
      return wholeLines(each).slice(1);
    });
    const plain = texts.map(([name, text]) => `/${name.replace('.js', `.${hash(text)}.js`)}`);
    const seconds = new Set(pages.map(([, second]) => second));
    assert.equal(seconds.size, 1, [...seconds].join('\n'));
    for (const url of [...seconds][0]?.split(' ') ?? []) {
      assert.ok(!plain.includes(url), `${url} is not minified`);
      const bytes = fs.readFileSync(path.join(site.outDir, url));
      assert.ok(url.includes(hash(bytes)) && bytes.includes('run(') && !bytes.includes('run( '));
    }
    const calls = site.read('calls.txt').trim().split('\n');
    assert.deepEqual([...new Set(calls)].sort(), [...paths].sort());
    // who looks just before another has finished does it again
    const most = FILES + PROCESSES;
    assert.ok(calls.length <= most, `${calls.length} calls for ${FILES} files`);
  });
});
