// The references of a script or module: what it imports by a literal name, and what lies beside it.
import type * as Lexer from 'es-module-lexer/js';
import { attempt } from './attempt.ts';
import { decodeByteText } from './byte-text.ts';
import { jsTokens, lexer } from './packages.cjs';
import type { Reference } from './references.ts';

/**
 * Finds the specifiers of static imports, re-exports and `import()`, and the `"x"` of
 * `new URL("x", import.meta.url)`, in order. A script that the lexer refuses has none.
 */
export function findModuleReferences(text: string): Reference[] {
  if (!/\bimport\b|\bexport\b/.test(text)) return [];
  const imports = importsOf(text);
  const specifiers = imports.flatMap(specifierOf);
  if (!imports.some(({ type }) => type === 'import-meta')) return specifiers;
  return [...specifiers, ...urlsBeside(text)].sort((a, b) => a.start - b.start);
}

/** Tells whether a text imports or exports as only a module can. */
export function isModule(text: string): boolean {
  const parsed = attempt(() => lexer().parse(text));
  return Array.isArray(parsed) && parsed[3] === true;
}

function importsOf(text: string): readonly Lexer.Import[] {
  const parsed = attempt(() => lexer().parse(text));
  return Array.isArray(parsed) ? parsed[0] : [];
}

/** A bare name is for an import map; a name with variables in it is none. */
function specifierOf(found: Lexer.Import): Reference[] {
  const { type, specifier } = found;
  if (typeof specifier !== 'string') return [];
  if (type === 'dynamic' && found.glob) return [];
  const value = decodeByteText(specifier);
  if (!/^(?:\.{1,2})?\/(?!\/)/.test(value)) return [];
  // of `import()` the quotes are part of what is found
  const quote = type === 'dynamic' ? 1 : 0;
  return [{ start: found.start + quote, end: found.end - quote, value, form: 'specifier' }];
}

const BEFORE = ['new', 'URL', '('];
const BEHIND = [',', 'import', '.', 'meta', '.', 'url'];
const BLANK = /Comment$|^WhiteSpace$|^LineTerminatorSequence$/;

function urlsBeside(text: string): Reference[] {
  const tokens: { value: string; type: string; start: number }[] = [];
  let start = 0;
  for (const { type, value } of jsTokens()(text)) {
    if (!BLANK.test(type)) tokens.push({ type, value, start });
    start += value.length;
  }
  const hasValues = (from: number, values: readonly string[]) =>
    values.every((value, at) => tokens[from + at]?.value === value);
  return tokens.flatMap(({ type, value, start }, at) => {
    if (type !== 'StringLiteral' || value.includes('\\')) return [];
    if (!hasValues(at - BEFORE.length, BEFORE) || !hasValues(at + 1, BEHIND)) return [];
    const name = decodeByteText(value.slice(1, -1));
    return [{ start: start + 1, end: start + value.length - 1, value: name, form: 'specifier' }];
  });
}
