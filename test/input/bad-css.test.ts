// Stylesheets that are broken or huge: nothing is damaged but what their authors broke.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const GOOD = 'a{background:url(x.gif)}\n';
const GOOD_OUTPUT = /^a\{background:url\(x\.[0-9a-f]{12}\.gif\)\}\n/;

/** What follows a good rule, and comes out byte for byte. */
const BROKEN: Readonly<Record<string, string | Buffer>> = {
  'ends in a string': 'b{content:"url(x.gif)',
  'ends in a comment': '/* url(x.gif)',
  'ends in a url with a blank in it': 'b{background:url(x .gif',
  'has unbalanced braces': '}}}{{{',
  'has 100,000 nested parentheses': '('.repeat(100_000),
  'is 10 MB on one line': 'b{c:d}'.repeat(1_700_000),
  'is not UTF-8': Buffer.from('623ac3282920ff7b7d', 'hex'),
  'holds NUL bytes': 'b\0{c:\0}',
};

function convert(files: Readonly<Record<string, string | Buffer>>, asked: string): Buffer {
  const site = createSite({ ...files, 'x.gif': 'GIF89a' });
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    logger: collectLog(),
  });
  return fs.readFileSync(`${site.outDir}${staticfiles.staticfile(asked)}`);
}

describe('a stylesheet that', () => {
  for (const [name, rest] of Object.entries(BROKEN)) {
    it(`${name} keeps its bytes, and its references before that are versioned`, () => {
      const broken = Buffer.from(rest);
      const output = convert({ 'a.css': Buffer.concat([Buffer.from(GOOD), broken]) }, '/a.css');
      assert.match(output.subarray(0, 80).toString('latin1'), GOOD_OUTPUT);
      assert.ok(output.subarray(output.length - broken.length).equals(broken));
    });
  }

  it('is in UTF-16 stays as it is', () => {
    const sheet = Buffer.from(`\ufeff${GOOD}`, 'utf16le');
    assert.ok(convert({ 'a.css': sheet }, '/a.css').equals(sheet));
  });

  it('ends in a comment does not swallow the next of a combination', () => {
    const files = { 'a.css': '/* open', 'b.css': GOOD };
    assert.match(convert(files, '/a.css; /b.css').toString(), /\*\/[\s\S]*a\{background:url\(x\./);
  });
});
