// The scripts of a combination, without those that no browser runs behind the others.
import { decodeByteText, toByteText } from '../core/byte-text.ts';
import { openEndOf } from '../core/js/end.ts';
import { JoinableScripts, SeenNames } from '../core/js/joinable.ts';
import { isModule } from '../core/js/module-references.ts';
import {
  type DeclaredBy,
  declarationsOf,
  type ScriptRecord,
  scriptRecord,
} from '../core/js/record.ts';
import { mapCommentOf } from '../core/map-comment.ts';
import { quote } from '../errors.ts';
import type { LoadedSource } from '../files/source.ts';
import type { ScriptRecords } from './script-records.ts';
import type { Shorten, TextPart } from './text-part.ts';
import type { TextReferences } from './text-references.ts';

type References = Pick<TextReferences, 'find'>;
type Records = ReadonlyMap<TextPart, ScriptRecord | undefined>;
type Warn = (subject: string, message: string) => void;

interface ScriptPartsTools {
  readonly references: References;
  readonly scripts: Pick<ScriptRecords, 'areLater' | 'of'>;
  readonly warn: Warn;
}

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
    const refused = refusedOf(smallOf(all), declaredBy, warn);
    return { parts: finished(all.filter((part) => !refused.has(part))), isUnjudged: true };
  }
  const all = sources.map((source) => toPart(source, references, isInside));
  const records = new Map(all.map((part, at) => [part, recordOf(part, buffers[at], scripts)]));
  const refused = refusedOf(all, (part) => records.get(part), warn);
  const parts = all.filter((part) => !refused.has(part));
  for (const part of parts) {
    if (records.get(part) === undefined && isModule(part.text)) warnOfModule(part.path, warn);
  }
  warnOfDifference(parts, records, warn);
  return { parts: finished(parts) };
}

/** Scripts in UTF-16 are known by what was made of them only. */
function recordOf(
  { text }: TextPart,
  bytes: Buffer | undefined,
  scripts: ScriptPartsTools['scripts'],
): ScriptRecord | undefined {
  const known = bytes && bytes === toUtf8(bytes) ? scripts.of(bytes) : 'later';
  return known === 'later' ? scriptRecord(decodeByteText(text)) : known;
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

function declaredBy({ text }: TextPart): DeclaredBy | undefined {
  return declarationsOf(decodeByteText(text));
}

/** Returns the scripts that no browser runs, alone or behind those before them, and warns of them. */
function refusedOf(
  parts: readonly TextPart[],
  declaredBy: (part: TextPart) => DeclaredBy | undefined,
  warn: Warn,
): ReadonlySet<TextPart> {
  const declared = new SeenNames();
  const isRefused = (part: TextPart) => {
    const names = declaredBy(part);
    if (names === undefined) return !isWhole(part, warn);
    const isClash = declared.refuses(names);
    if (isClash) warnOfClash(part.path, warn);
    else declared.add(names);
    return isClash;
  };
  return new Set(parts.filter(isRefused));
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
function warnOfDifference(parts: readonly TextPart[], records: Records, warn: Warn): void {
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

function firstDifference(
  parts: readonly TextPart[],
  records: Records,
): { path: string; difference: string } | undefined {
  let joined: JoinableScripts | undefined;
  for (const part of parts) {
    const [{ path, text }, record] = [part, records.get(part)];
    if (record === undefined && isModule(text)) continue;
    if (record === undefined) return { path, difference: "it can't be parsed as a script" };
    const difference = joined?.differenceTo(record);
    if (difference !== undefined) return { path, difference };
    if (joined === undefined) joined = new JoinableScripts(record);
    else joined.add(record);
  }
  return undefined;
}
