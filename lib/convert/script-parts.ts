// The scripts of a combination, without those that no browser runs behind the others.
import { toByteText } from '../core/byte-text.ts';
import { findModuleReferences, isModule } from '../core/module-references.ts';
import { openEndOf } from '../core/script-end.ts';
import { clashingScripts, isMixed } from '../core/script-join.ts';
import type { LoadedSource } from '../files/source.ts';
import type { Part } from './part.ts';
import type { Shorten } from './shorten.ts';
import { MAP_COMMENT } from './source-maps.ts';

type Warn = (subject: string, message: string) => void;

/**
 * Takes scripts apart. One that browsers refuse alone, or behind those before it, runs nothing there;
 * joined it would stop all others, so it is left out with a warning.
 */
export function scriptParts(
  sources: readonly LoadedSource[],
  shorten: Shorten,
  warn: Warn,
): Part[] {
  const whole = sources.map(toPart).filter((part) => isWhole(part, warn));
  const clashing = clashingScripts(whole.map(({ text }) => text));
  const parts = whole.filter((part) => !clashing.has(part.text));
  for (const { path, text } of whole) if (clashing.has(text)) warnOfClash(path, warn);
  for (const { path, text } of parts) if (isModule(text)) warnOfModule(path, warn);
  if (isMixed(parts.map(({ text }) => text))) warnOfMixture(parts, warn);
  return parts.map((part) => shortened(part, shorten));
}

function shortened(part: Part, shorten: Shorten): Part {
  const short = { ...part, ...shorten('js', part.path, part.text), source: part.source };
  if (short.text === part.text) return short;
  return { ...short, references: findModuleReferences(short.text) };
}

function toPart({ path, bytes }: LoadedSource): Part {
  const source = toByteText(toUtf8(bytes));
  // the map of one member maps no other
  const text = source.replace(MAP_COMMENT, '\n');
  return { path, text, source, references: findModuleReferences(text) };
}

/** Scripts in UTF-16 can't stand beside others as they are. */
function toUtf8(bytes: Buffer): Buffer {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined;
  return encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes;
}

function isWhole({ path, text }: Part, warn: Warn): boolean {
  const open = openEndOf(text);
  if (open === undefined) return true;
  warn(
    `broken ${path}`,
    `"${path}" ends inside a ${open}, so that no browser runs it. It is left out of the combination.`,
  );
  return false;
}

function warnOfClash(path: string, warn: Warn): void {
  warn(
    `clash ${path}`,
    `"${path}" declares a name that a script before it has declared, so that no browser runs it ` +
      'there. It is left out of the combination.',
  );
}

function warnOfModule(path: string, warn: Warn): void {
  warn(
    `module ${path}`,
    `"${path}" is a module and part of a combination: where it is imported, too, it runs twice, and ` +
      'its names may clash with those of the others. Name it alone.',
  );
}

function warnOfMixture(parts: readonly Part[], warn: Warn): void {
  const paths = parts.map(({ path }) => `"${path}"`).join(', ');
  warn(
    `mixture ${paths}`,
    `Of ${paths} some say "use strict" and others do not. Combined, none of them is strict: ` +
      'combine the strict ones apart from the others.',
  );
}
