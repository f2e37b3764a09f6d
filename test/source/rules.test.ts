// What texts of others must never reach, read off the source.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { filesIn } from './regular-expressions.ts';

const QUOTES = 'a value in quotes that is not escaped';

/** Finds lines of a source that break a rule. */
const RULES: Readonly<Record<string, (source: string) => string[]>> = {
  'node:vm': (source) => source.match(/['"](?:node:)?vm['"]/g) ?? [],
  'eval or Function': (source) => source.match(/\beval\(|new Function\(/g) ?? [],
  'a replacement of values that may hold patterns': (source) =>
    source.match(/\.replace(?:All)?\([^\n]*, `[^`\n]*\$\{[^\n]*\)/g) ?? [],
  [QUOTES]: (source) =>
    (source.match(/`[^`\n]*"\$\{[^\n]*/g) ?? []).filter(
      (line) => !/@import|@charset|describeValue/.test(line),
    ),
  'a table by names of others that is a plain object': (source) => {
    const tables = source.matchAll(/^(?:export )?const ([A-Z_]+): (?:Readonly<)?Record<string,/gm);
    return Array.from(tables, ([, name = '']) => name).filter((name) => isIndexed(source, name));
  },
};

function isIndexed(source: string, name: string): boolean {
  const uses = source.split(`${name}[`).length - 1;
  return uses > 0 && !source.includes(`Object.hasOwn(${name}, `);
}

/** Files that write quotes into something else than messages. */
const NO_MESSAGES: ReadonlySet<string> = new Set([
  'lib/errors.ts',
  'lib/serve/serve-file.ts',
  'lib/minify/css/words.ts',
  'lib/minify/js/outline.ts',
  'lib/resolve/block-cache.ts',
]);

const BAD: Readonly<Record<string, string>> = {
  'node:vm': "import { Script } from 'node:vm';",
  'eval or Function': 'new Function(text)',
  'a replacement of values that may hold patterns': 'text.replace(NONCES, `a $'.concat('{nonce}`)'),
  [QUOTES]: 'warn(`"$'.concat('{path}" is not there.`)'),
  'a table by names of others that is a plain object':
    "const WORDS: Readonly<Record<string, string>> = { from: '0%' };\nreturn WORDS[name];",
};

describe('the source', () => {
  for (const [rule, find] of Object.entries(RULES)) {
    it(`holds nothing that is ${rule}`, () => {
      assert.notDeepEqual(find(BAD[rule] ?? ''), []);
      const files = filesIn('lib').map((file) => file.replaceAll('\\', '/'));
      const isMeant = (file: string) => rule !== QUOTES || !NO_MESSAGES.has(file);
      const found = files
        .filter(isMeant)
        .flatMap((file) => find(fs.readFileSync(file, 'utf8')).map((each) => `${file}: ${each}`));
      assert.deepEqual(found, []);
    });
  }
});
