// The scripts of a combination, without those that no browser runs behind the others.
import { decodeByteText, toByteText } from '../core/byte-text.ts';
import { openEndOf } from '../core/js/end.ts';
import { clashingScripts } from '../core/js/join.ts';
import { DeclaredNames, JoinableScripts } from '../core/js/joinable.ts';
import { isModule } from '../core/js/module-references.ts';
import { type ScriptRecord, scriptRecord } from '../core/js/record.ts';
import { mapCommentOf } from '../core/map-comment.ts';
import { quote } from '../errors.ts';
import type { LoadedSource } from '../files/source.ts';
import type { ScriptRecords } from './script-records.ts';
import type { Shorten } from './shorten.ts';
import type { TextPart } from './text-part.ts';
import type { TextReferences } from './text-references.ts';

type References = Pick<TextReferences, 'find'>;
type Warn = (subject: string, message: string) => void;

interface ScriptPartsTools {
  readonly references: References;
  readonly scripts: Pick<ScriptRecords, 'areLater' | 'known'>;
  readonly warn: Warn;
}

/** What a combination is made of. */
export interface ScriptParts {
  readonly parts: TextPart[];
  /** Nothing is known of the scripts yet: some may have to be left out. */
  readonly isUnjudged?: true;
}

/**
 * Takes scripts apart. One that browsers refuse alone, or behind those before it, runs nothing there;
 * joined it would stop all others, so it is left out with a warning.
 */
export function scriptParts(
  sources: readonly LoadedSource[],
  shorten: Shorten,
  { references, scripts, warn }: ScriptPartsTools,
): ScriptParts {
  const buffers = sources.map(({ bytes }) => bytes);
  const finished = (parts: readonly TextPart[]) =>
    parts.map((part) => shortened(part, shorten, references));
  if (scripts.areLater(buffers)) {
    const all = sources.map((source) => toPart(source, references, () => false));
    const refused = refusedOf(smallOf(all), warn);
    return { parts: finished(all.filter((part) => !refused.has(part))), isUnjudged: true };
  }
  const all = sources.map((source) => toPart(source, references, isInside));
  // what is known of all of them need not be found by parsing them
  const records = scripts.known(buffers);
  if (records !== undefined && !areRefused(records)) {
    warnOfDifference(all, records, warn);
    return { parts: finished(all) };
  }
  const refused = refusedOf(all, warn);
  const parts = all.filter((part) => !refused.has(part));
  for (const { path, text } of parts) if (isModule(text)) warnOfModule(path, warn);
  warnOfDifference(parts, undefined, warn);
  return { parts: finished(parts) };
}

/** All that are parsed in a render, in characters: a few milliseconds. What is written by hand is small. */
const MOST_CHARACTERS = 64_000;

/** Picks the first scripts that can be parsed while a render waits. */
function smallOf(parts: readonly TextPart[]): readonly TextPart[] {
  let left = MOST_CHARACTERS;
  return parts.filter(({ text }) => {
    const isSmall = text.length <= left;
    if (isSmall) left -= text.length;
    return isSmall;
  });
}

/** Returns the scripts that no browser runs, alone or behind those before them, and warns of them. */
function refusedOf(parts: readonly TextPart[], warn: Warn): ReadonlySet<TextPart> {
  const whole = parts.filter((part) => isWhole(part, warn));
  const clashing = clashingScripts(whole.map(({ text }) => text));
  for (const { path, text } of whole) if (clashing.has(text)) warnOfClash(path, warn);
  return new Set(parts.filter((part) => !whole.includes(part) || clashing.has(part.text)));
}

/** Browsers may refuse one behind those before it. */
function areRefused(records: readonly ScriptRecord[]): boolean {
  const declared = new DeclaredNames();
  return records.some((record) => {
    const isRefused = declared.refuses(record);
    declared.add(record);
    return isRefused;
  });
}

function shortened(part: TextPart, shorten: Shorten, references: References): TextPart {
  const short = { ...part, ...shorten('js', part.path, part.text), source: part.source };
  if (short.text === part.text) return short;
  return { ...short, references: references.find('js', short.text) };
}

function toPart(
  { path, bytes }: LoadedSource,
  references: References,
  isCode: typeof isInside,
): TextPart {
  const source = toByteText(toUtf8(bytes));
  const text = withoutMapComment(source, isCode);
  return { path, text, source, references: references.find('js', text) };
}

/** The map of one member maps no other. What only looks like the comment's line is left alone. */
function withoutMapComment(source: string, isCode: typeof isInside): string {
  const comment = mapCommentOf(source);
  if (comment === undefined) return source;
  const text = `${source.slice(0, comment.index)}\n`;
  return isCode(text, source) ? source : text;
}

/** Checks whether what looks like a comment stands in a string. */
function isInside(before: string, source: string): boolean {
  return openEndOf(before) !== undefined && openEndOf(source) === undefined;
}

/** Scripts in UTF-16 can't stand beside others as they are. */
function toUtf8(bytes: Buffer): Buffer {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined;
  return encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes;
}

function isWhole({ path, text }: TextPart, warn: Warn): boolean {
  const open = openEndOf(text);
  if (open === undefined) return true;
  warn(
    `broken ${path}`,
    `${quote(path)} ends inside a ${open}, so that no browser runs it. It is left out of the combination.`,
  );
  return false;
}

function warnOfClash(path: string, warn: Warn): void {
  warn(
    `clash ${path}`,
    `${quote(path)} declares a name that a script before it has declared, so that no browser runs it ` +
      'there. It is left out of the combination.',
  );
}

function warnOfModule(path: string, warn: Warn): void {
  warn(
    `module ${path}`,
    `${quote(path)} is a module and part of a combination: where it is imported, too, it runs twice, and ` +
      'its names may clash with those of the others. Name it alone.',
  );
}

/** Whoever names scripts together gets them together; what then differs is said once for all. */
function warnOfDifference(
  parts: readonly TextPart[],
  records: readonly ScriptRecord[] | undefined,
  warn: Warn,
): void {
  const found = firstDifference(parts, records);
  if (found === undefined) return;
  const paths = new Set(parts.map(({ path }) => path));
  const others = [...paths].filter((path) => path !== found.path).map(quote);
  const beside = others.length > 0 ? others.join(', ') : 'itself';
  warn(
    `joined ${[...paths].join()}`,
    `Joined with ${beside}, the script ${quote(found.path)} may run differently: ` +
      `${found.difference}. Name it in a tag of its own if that matters.`,
  );
}

/** @param records - What is known of the parts already. */
function firstDifference(
  parts: readonly TextPart[],
  records: readonly ScriptRecord[] | undefined,
): { path: string; difference: string } | undefined {
  let joined: JoinableScripts | undefined;
  for (const [at, { path, text }] of parts.entries()) {
    const record = records?.[at] ?? scriptRecord(decodeByteText(text));
    if (record === undefined && isModule(text)) continue;
    if (record === undefined) return { path, difference: "it can't be parsed as a script" };
    const difference = joined?.differenceTo(record);
    if (difference !== undefined) return { path, difference };
    if (joined === undefined) joined = new JoinableScripts(record);
    else joined.add(record);
  }
  return undefined;
}
