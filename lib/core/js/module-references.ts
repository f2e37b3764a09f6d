// The references of a script or module: what it imports by a literal name, and what lies beside it.
import type * as Lexer from 'es-module-lexer/js';
import { attempt } from '../attempt.ts';
import { decodeByteText, encodeByteText, inByteText } from '../byte-text.ts';
import { lexer } from '../packages.cjs';
import { splitSuffix } from '../paths.ts';
import type { Reference } from '../references.ts';
import { type Literal, literalsOf } from './literal-argument.ts';
import { type PlacedToken, tokensFrom, withPlainBlanks } from './module-text.ts';

/**
 * Finds the specifiers of static imports, re-exports and `import()`, and what `import.meta.resolve("x")`
 * and `new URL("x", import.meta.url)` name, in order. A script that the lexer refuses has none.
 */
export function findModuleReferences(byteText: string): Reference[] {
  if (!hasModuleWords(byteText)) return [];
  const decoded = decodeByteText(byteText);
  // in another encoding its bytes are what can be told
  const text = encodeByteText(decoded) === byteText ? decoded : byteText;
  const parsed = parse(text);
  if (parsed instanceof Error) return [];
  const found = parsed[0].flatMap((each) => referencesIn(text, each));
  const sorted = found.sort((one, other) => one.start - other.start);
  return text === byteText ? sorted : inByteText(text, sorted);
}

/** Returns why the references of a script can't be found, `undefined` where they can. */
export function moduleProblem(byteText: string): string | undefined {
  if (!hasModuleWords(byteText)) return undefined;
  const parsed = parse(decodeByteText(byteText));
  return parsed instanceof Error ? parsed.message : undefined;
}

/**
 * Checks whether a script finds other files in a way that is not understood: by a name that it makes, or by
 * its own address.
 */
export function hasUnknownReferences(byteText: string): boolean {
  if (SCRIPT_ELEMENT.test(byteText) && READS_SRC.test(byteText)) return true;
  // most scripts need not be read as modules are, which takes time
  if (!ASKS_AT_RUN_TIME.test(byteText)) return false;
  const text = decodeByteText(byteText);
  const parsed = parse(text);
  return parsed instanceof Error || parsed[0].some((each) => isUnknown(text, each));
}

/** `import(…)` or `import.meta`, with comments or not; no method of that name. */
const ASKS_AT_RUN_TIME = /(?<![.$\w])import\s*(?:\/[*/]|[(.])/;

/** A classic script is told its address by the element that it is in. */
const SCRIPT_ELEMENT =
  /currentScript|\.scripts\b|(?:getElementsByTagName|querySelector(?:All)?)\(\s*["'`]script/;
const READS_SRC = /\.src\b(?!\s*=(?!=))|["'`]src["'`]|[{,]\s*src\s*[,:}]/;

function isUnknown(text: string, { type, start, end }: Lexer.Import): boolean {
  if (type === 'dynamic') return literalsOf([...tokensFrom(text, start)]).includes(undefined);
  if (type !== 'import-meta') return false;
  const [dot, name, open, ...rest] = tokensFrom(text, end);
  if (dot?.value !== '.') return true;
  if (name?.value === 'url') return besideModule(text, start, end).includes(undefined);
  if (name?.value !== 'resolve') return false;
  return open?.value !== '(' || literalsOf(rest).includes(undefined);
}

/** Checks whether a text imports or exports as only a module can. */
export function isModule(byteText: string): boolean {
  const parsed = parse(decodeByteText(byteText));
  return !(parsed instanceof Error) && parsed[3] === true;
}

function hasModuleWords(text: string): boolean {
  return /\bimport\b|\bexport\b/.test(text);
}

function parse(text: string): ReturnType<typeof Lexer.parse> | Error {
  // what can't be loaded for a moment says nothing of the text
  const { parse } = lexer();
  return attempt(() => parse(withPlainBlanks(text)));
}

function referencesIn(text: string, found: Lexer.Import): Reference[] {
  const { type, start, end } = found;
  if (type === 'import-meta') {
    return [...resolvedIn(text, end), ...besideModule(text, start, end)].filter(
      (each) => each !== undefined,
    );
  }
  if (type !== 'dynamic') return specifiers([{ value: found.specifier ?? '', start, end }]);
  return specifiers(literalsOf([...tokensFrom(text, start)]));
}

/** A bare name is for an import map. */
function specifiers(literals: readonly (Literal | undefined)[]): Reference[] {
  return literals
    .filter((each) => each !== undefined && /^(?:\.{1,2})?\/(?!\/)/.test(each.value))
    .map((each) => ({ ...(each as Literal), form: 'specifier' }));
}

/** `import.meta` `.resolve("x")`. */
function resolvedIn(text: string, end: number): Reference[] {
  const [dot, name, open, ...rest] = tokensFrom(text, end);
  if (dot?.value !== '.' || name?.value !== 'resolve' || open?.value !== '(') return [];
  return specifiers(literalsOf(rest));
}

/** Further away no constructor stands whose second argument this is. */
const MOST_BEFORE = 2000;

/** What is called with a URL that must be of the page's own origin. */
const STARTS_WORKER = /(?:Worker|register|addModule)\s*\(\s*$/;
const MOST_CALL = 60;

/** `new URL("x", ` `import.meta` `.url)`. A folder is no file. */
function besideModule(text: string, start: number, end: number): (Reference | undefined)[] {
  if (!isUrl(text, end)) return [undefined];
  const least = Math.max(0, start - MOST_BEFORE);
  for (let at = text.lastIndexOf('new', start); at >= least; at = text.lastIndexOf('new', at - 1)) {
    const literals = firstArgument([...tokensFrom(text, at, start)]);
    if (literals.some((each) => each !== undefined)) {
      const needsSite = STARTS_WORKER.test(text.slice(Math.max(0, at - MOST_CALL), at));
      return literals.map((each) =>
        each === undefined || isFolder(each.value)
          ? undefined
          : { ...each, form: 'specifier', ...(needsSite && { needsSite }) },
      );
    }
    if (at === 0) return [undefined];
  }
  return [undefined];
}

/** What follows `import.meta` is `.url`, and no more of the argument. */
function isUrl(text: string, end: number): boolean {
  const [dot, name, next, last] = tokensFrom(text, end);
  if (dot?.value !== '.' || name?.value !== 'url') return false;
  return next?.value === ')' || (next?.value === ',' && last?.value === ')');
}

const GLOBALS = /^(?:window|self|globalThis)$/;

/** The literals of `new URL("x", `, or of `new window.URL("x", `; it ends with the comma. */
function firstArgument([word, ...rest]: readonly PlacedToken[]): (Literal | undefined)[] {
  if (GLOBALS.test(rest[0]?.value ?? '') && rest[1]?.value === '.') rest.splice(0, 2);
  const [name, open, ...argument] = rest;
  if (word?.value !== 'new' || name?.value !== 'URL' || open?.value !== '(') return [];
  const isLast = argument.findIndex(({ value }) => value === ',') === argument.length - 1;
  return isLast ? literalsOf(argument, /^,$/) : [];
}

function isFolder(value: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(splitSuffix(value.trim()).head);
}
