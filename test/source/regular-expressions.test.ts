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
  ['/\\/\\*([\\s\\S]*?)\\*\\/|\\/\\/.*/g', 'between two tokens of a script each comment is closed'],
  [`/${LANDMARKS[2]}/gi`, 'behind `url(` all may be absent: no place is looked at twice'],
]);

/** Files whose expressions take the tool a second or more: the short form checks one of them, and a part of the others. */
const SLOW_FILES: readonly string[] = [
  'lib/convert/source-map.ts',
  'lib/core/inline/svg.ts',
  'lib/core/js/module-references.ts',
  'lib/errors.ts',
  'lib/minify/content-kind.ts',
  'lib/nunjucks/find/delimiters.ts',
  'lib/proxies/cdn/own-origin.ts',
  'lib/proxies/cloudfront/environment.ts',
  'lib/proxies/cloudfront/failure-texts.ts',
  'lib/proxies/cloudfront/option-shapes.ts',
  'lib/proxies/cloudfront/partitions.ts',
];
/** Steps are counted, not the clock: what is found is the same on a busy machine. */
const LIMITS = {
  timeout: null,
  incubationTimeout: null,
  attackTimeout: null,
  attackLimit: 150_000_000,
} as const;
const checked = new Set([
  ...sampled('files with expressions that take long to check', 1, SLOW_FILES),
  ...sampled(
    'other files of lib/, whose regular expressions are checked',
    60,
    filesIn('lib').filter((file) => !SLOW_FILES.includes(file)),
  ),
]);

function problemsOf(source: string, flags: string): string | undefined {
  const expression = `/${source}/${flags}`;
  if (KNOWN.has(expression)) return undefined;
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
    for (const { source, flags } of found) texts.add(`/${source}/${flags}`);
    if (found.length === 0 || !checked.has(file)) continue;
    it(`in ${file} is linear`, function () {
      this.timeout(600_000);
      const problems = found.map(({ source, flags }) => problemsOf(source, flags));
      assert.deepEqual(
        problems.filter((problem) => problem !== undefined),
        [],
      );
    });
  }

  it('that the tool can not decide stands in the source', () => {
    const put = new Set(LANDMARKS.map((each) => `/${each}/gi`));
    const known = [...KNOWN.keys()].filter((each) => !texts.has(each) && !put.has(each));
    assert.deepEqual(known, []);
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
