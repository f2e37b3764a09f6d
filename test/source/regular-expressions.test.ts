// Every regular expression of the package takes a time that grows with its text, not with its square.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { checkSync as Check } from 'recheck';
import { expressionsOf, filesIn } from './regular-expressions.ts';

// its build for browsers runs in this process; the other one starts a Java program where it can
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as {
  checkSync: typeof Check;
};

/** What the tool can't decide, and why it is linear. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  [
    '/^(?:<\\?xml\\b|<!DOCTYPE\\s[^>]*XHTML|<html\\b[^>]*\\sxmlns=)/i',
    'one place to begin, one repetition',
  ],
]);

function problemsOf(source: string, flags: string): string | undefined {
  const { status } = checkSync(source, flags, { timeout: 10_000 });
  if (status === 'safe' || KNOWN.has(`/${source}/${flags}`)) return undefined;
  return `/${source}/${flags} is ${status}`;
}

describe('the check of regular expressions', () => {
  const bad = ['\\s+$', '^(a|a)*$', '\\/\\*[\\s\\S]*?\\*\\/', '^\\s*(?:|text\\/css)\\s*$'];
  for (const source of bad) {
    it(`refuses /${source}/`, () => assert.match(problemsOf(source, '') ?? '', /vulnerable/));
  }
});

describe('a regular expression', () => {
  for (const file of filesIn('lib')) {
    const found = expressionsOf(file);
    if (found.length === 0) continue;
    it(`in ${file} is linear`, function () {
      this.timeout(120_000);
      const problems = found.map(({ source, flags }) => problemsOf(source, flags));
      assert.deepEqual(
        problems.filter((problem) => problem !== undefined),
        [],
      );
    });
  }
});
