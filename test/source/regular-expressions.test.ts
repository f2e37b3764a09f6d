// Every regular expression of the package takes a time that grows with its text, not with its square.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import type { checkSync as Check } from 'recheck';
import { LANDMARKS } from '../../lib/core/css/quick-references.ts';
import { customScheme, type NameFunction } from '../../lib/core/version-scheme.ts';
import { sampled } from '../support/sampled.ts';
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
  ['/\\/\\*([\\s\\S]*?)\\*\\/|\\/\\/.*/g', 'between two tokens of a script each comment is closed'],
  [
    '/\\.(?:[0-9a-f]{12}|[0-9]{9,11}(?:-[0-9a-f]{6})?)\\.[^./]+(?:\\.map)?$/',
    'keys of S3 have at most 1,024 bytes',
  ],
  [`/${LANDMARKS[2]}/gi`, 'behind `url(` all may be absent: no place is looked at twice'],
]);

/** What takes the tool a quarter of a second or more each. */
const SLOW: readonly string[] = [
  '/^(?:(.)\\1)+$/',
  '/^data:application\\/json(?:;charset=[\\w-]+)?(?<base64>;base64)?,(?<data>.*)$/',
  '/^(?:-webkit-)?(?:mask(?:-.*)?|shape-outside|clip-path|filter|backdrop-filter)$/',
  '/^\\n?[ \\t]*(?:\\/\\/|\\/\\*)[#@] ?sourceMappingURL=(?<url>[^\\s\'"`*]+)(?:[ \\t]*\\*\\/)?\\s*$/',
  '/^\\/\\*[#@]\\s*sourceMappingURL=\\s*(\\S+?)\\s*\\*\\/$/',
  '/^sha384-[A-Za-z0-9+/]{64}$/',
  '/on resource: "?(arn:[^\\s"]+)/',
  '/^(?:\\.{0,2}\\/|[a-z][a-z0-9+.-]*:)/i',
  '/^[ \\t]*(?:endpoint_url|services)[ \\t]*=.*$/gm',
  '/\\.(?<mark>[0-9a-f]{8}-\\d{1,10}-[0-9a-f]{16})(?:-\\d{1,10})?\\.tmp$/',
  `/(?:href|src)\\s*=\\s*["']?(?!#|["'\\s]|\\/\\/|[a-z]{1,10}:)|url\\(["']?(?!#|["']|\\/\\/|[a-z]{1,10}:)|@import|<\\?xml-stylesheet/i`,
  `/\\sxmlns:([\\w.-]+)\\s?=\\s?["']http:\\/\\/www\\.w3\\.org\\/2000\\/svg["']/g`,
  '/([<{([%#$@=*!?&|~^]{2,4})-?[ \\t]*([a-z]{1,20})\\b/g',
  '/<\\/[a-z][a-z0-9-]*\\s*>/i',
  '/\\bclass [\\w$]+ ?\\{|\\bextends [\\w$.]+ ?\\{/',
  '/\\bfunction [\\w$]+ ?\\(/',
  '/\\b(?:var|let|const) (?:[[{]|[\\w$]+ ?=)/',
  `/^import (?:[\\w$]+ from )?["'{*]|^export (?:default|[{*])/`,
  '/^[A-Za-z0-9+/]{43}=$/',
  '/^(?:localhost|[^/]*\\.localhost|127\\.[\\d.]+|\\[::1\\])(?::\\d+)?$/',
  '/\\b(E[A-Z0-9]{6,})\\b/',
  '/^([0-9a-f]{8}) ((\\d+) ([^ ]+)(?: .*)?)$/',
  '/<!--|(?:^[^\\S\\n\\r\\u2028\\u2029]*|\\*\\/\\s*)-->/m',
  '/(?:^|\\n)[ \\t]*\\/\\/[#@][ \\t]sourceMappingURL=\\S*\\s*$/',
  '/^@charset "([\\w.:-]{1,40})";/',
  '/^(?!-)[a-z0-9_-]{1,63}(?<!-)$/',
  '/(?:^|[;{}\\s])(?:self\\.)?importScripts\\(\\s*["\'`]/',
  '/\\nRequire stack:\\n[\\s\\S]*/',
  `/\\bcharset\\s{0,9}=\\s{0,9}["']?([\\w.:-]{1,40})/i`,
  '/^\\.s3(?:[.-][a-z0-9.-]+)?\\.(?:amazonaws\\.(?:com(?:\\.cn)?|eu)|(?:c2s|csp\\.hci)\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk)$/',
  '/^(?!.*\\.\\.)(?!\\d+(?:\\.\\d+){3}$)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?$/',
];
/** Steps are counted, not the clock: what is found is the same on a busy machine. */
const LIMITS = {
  timeout: null,
  incubationTimeout: null,
  attackTimeout: null,
  attackLimit: 150_000_000,
} as const;
const tried = new Set(sampled('regular expressions that take long to check', 1, SLOW));

function problemsOf(source: string, flags: string): string | undefined {
  const expression = `/${source}/${flags}`;
  if (KNOWN.has(expression) || (SLOW.includes(expression) && !tried.has(expression)))
    return undefined;
  const { status } = checkSync(source, flags, LIMITS);
  return status === 'safe' ? undefined : `${expression} is ${status}`;
}

describe('the check of regular expressions', () => {
  const bad = ['\\s+$', '^(a|a)*$', '\\/\\*[\\s\\S]*?\\*\\/', '^\\s*(?:|text\\/css)\\s*$'];
  for (const source of bad) {
    it(`refuses /${source}/`, () => assert.match(problemsOf(source, '') ?? '', /vulnerable/));
  }
});

describe('a regular expression', () => {
  const texts = new Set<string>();
  for (const file of filesIn('lib')) {
    const found = expressionsOf(file);
    if (found.length === 0) continue;
    for (const { source, flags } of found) texts.add(`/${source}/${flags}`);
    it(`in ${file} is linear`, function () {
      this.timeout(600_000);
      const problems = found.map(({ source, flags }) => problemsOf(source, flags));
      assert.deepEqual(
        problems.filter((problem) => problem !== undefined),
        [],
      );
    });
  }

  it('that takes long to check stands in the source', () => {
    assert.deepEqual(
      SLOW.filter((each) => !texts.has(each)),
      [],
    );
  });
});

describe('a regular expression that is put together', () => {
  const FILES = ['lib/core/css/quick-references.ts', 'lib/core/version-scheme.ts'];

  it('stands in files that are known', () => {
    const found = filesIn('lib').filter((file) =>
      fs.readFileSync(file, 'utf8').includes('RegExp('),
    );
    assert.deepEqual(found.map((file) => file.replaceAll('\\', '/')).sort(), FILES);
  });

  for (const landmark of sampled('landmarks of sheets', 1, LANDMARKS)) {
    it(`is linear: ${landmark}`, function () {
      this.timeout(600_000);
      assert.equal(problemsOf(landmark, 'gi'), undefined);
    });
  }

  const NAMINGS: readonly NameFunction[] = [
    ({ stem, ext, version }) => `${stem}-${version}${ext}`,
    ({ stem, ext, version }) => `${version}.${stem}${ext}`,
    ({ stem, ext, version }) => `a.${stem}.b.${version}.c${ext}`,
  ];

  it('is linear where it reads names of a function of the user', function () {
    this.timeout(600_000);
    const namings = sampled('naming functions', 1, NAMINGS);
    const built = builtWhile(() => namings.map((naming) => customScheme(naming)));
    assert.equal(built.length, namings.length);
    const problems = built.map(({ source, flags }) => problemsOf(source, flags));
    assert.deepEqual(
      problems.filter((problem) => problem !== undefined),
      [],
    );
  });
});

/** Collects the expressions that are put together meanwhile. */
function builtWhile(action: () => unknown): RegExp[] {
  const built: RegExp[] = [];
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct: (target, [source, flags]) => {
      const made = new target(source, flags);
      built.push(made);
      return made;
    },
  });
  try {
    action();
    return built;
  } finally {
    globalThis.RegExp = original;
  }
}
