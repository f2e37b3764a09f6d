// A conversion before its references are known: the parts that it is made of, and what they name.
import { encodeByteText, toByteText } from '../core/byte-text.ts';
import { joinSheets } from '../core/css/join.ts';
import { type Joined, joinOne } from '../core/joined.ts';
import { joinScripts } from '../core/js/join.ts';
import { encodePath, folderOf } from '../core/paths.ts';
import { isResolvedElsewhere, lineAt, type Reference } from '../core/references.ts';
import { isLocalReference, relativeUrl } from '../core/urls.ts';
import { quote } from '../errors.ts';
import type { LoadedSource } from '../files/source.ts';
import type { MinifyTask, TextMinifier } from '../minify/text-minifier.ts';
import { type Conversion, isMinifiable, type TextKind } from './conversion.ts';
import { type ScriptParts, scriptParts } from './script-parts.ts';
import type { ScriptRecords } from './script-records.ts';
import { asItIs, type Shorten, slimmed, type TextPart } from './text-part.ts';
import type { TextReferences } from './text-references.ts';

export interface Draft {
  readonly conversion: Conversion;
  readonly sources: readonly LoadedSource[];
  /** The output, where nothing is joined and nothing can be replaced. */
  readonly bytes?: Buffer;
  readonly parts: readonly TextPart[];
  readonly isUnjudged?: ScriptParts['isUnjudged'];
  /** Puts the parts together when their references are replaced. */
  readonly join: (texts: readonly string[]) => Joined;
}

export interface ParseTools {
  readonly minifier: TextMinifier;
  readonly references: Pick<TextReferences, 'find'>;
  readonly scripts: Pick<ScriptRecords, 'areLater' | 'of'>;
  /** Is told of scripts that are left out. */
  readonly warn: (subject: string, message: string) => void;
  /** Takes what would have to be minified, so that the draft is none yet; absent: that is done now. */
  readonly left?: MinifyTask[] | undefined;
}

/** Takes sources apart as their kind asks for. */
export function draftOf(
  conversion: Conversion,
  sources: readonly LoadedSource[],
  tools: ParseTools,
): Draft {
  const { minifier, references, left } = tools;
  const shorten = conversion.isSlim ? slimmed(minifier, left) : asItIs;
  if (conversion.kind === 'css')
    return { conversion, sources, ...sheetParts(sources, shorten, references) };
  const [first] = sources;
  if (sources.length > 1 || first === undefined) {
    return { conversion, sources, ...scriptParts(sources, shorten, tools), join: joinScripts };
  }
  const { kind } = conversion;
  if (kind === 'other')
    return { conversion, sources, bytes: first.bytes, parts: [], join: joinOne };
  const part = partOf(kind, first, shorten, references);
  const isSame = part.references.length === 0 && (part.minified?.by ?? 'source') === 'source';
  const whole = { conversion, sources, parts: [part], join: joinOne };
  return isSame ? { ...whole, bytes: first.bytes } : whole;
}

export function localReferences(draft: Draft): { part: TextPart; reference: Reference }[] {
  return draft.parts.flatMap((part) =>
    part.references
      .filter(({ value, isPage }) => isLocalReference(value) && isPage !== true)
      .map((reference) => ({ part, reference })),
  );
}

/** Returns where a reference stands: `"/css/a.css" line 3`; lines are those that people wrote. */
export function placeOf({ path, text, source }: TextPart, { start, value }: Reference): string {
  if (source === undefined) return `${quote(path)} line ${lineAt(text, start)}`;
  const at = source.indexOf(encodeByteText(value));
  return at < 0 ? quote(path) : `${quote(path)} line ${lineAt(source, at)}`;
}

function sheetParts(
  sources: readonly LoadedSource[],
  shorten: Shorten,
  references: ParseTools['references'],
): Pick<Draft, 'parts' | 'join'> {
  const parts = sources.map((source) => partOf('css', source, shorten, references));
  if (parts.length === 1) return { parts, join: joinOne };
  if (!isTiedToFolders(parts) && joinSheets(parts.map(({ text }) => text)) !== undefined) {
    return { parts, join: (each) => joinSheets(each) ?? joinOne([]) };
  }
  return { parts: [importingPart(sources, references)], join: joinOne };
}

/** A relative name in a custom property is resolved elsewhere: it can't follow its sheet to another folder. */
function isTiedToFolders(parts: readonly TextPart[]): boolean {
  if (new Set(parts.map(({ path }) => folderOf(path))).size === 1) return false;
  return parts.some(({ references }) => references.some(isResolvedElsewhere));
}

function partOf(
  kind: TextKind,
  { path, bytes }: LoadedSource,
  shorten: Shorten,
  references: ParseTools['references'],
): TextPart {
  const text = toByteText(bytes);
  const short = isMinifiable(kind) ? shorten(kind, path, text) : { text };
  return { path, ...short, references: references.find(kind, short.text) };
}

/**
 * Sheets that can't be joined without changing what they mean are imported one by one: a sheet of
 * `@import`s has the cascade of the sheets behind each other.
 */
function importingPart(
  sources: readonly LoadedSource[],
  references: ParseTools['references'],
): TextPart {
  const path = `${folderOf(sources[0]?.path ?? '')}/`;
  const urls = sources.map((source) => relativeUrl(encodePath(path), encodePath(source.path)));
  const text = urls.map((url) => `@import "${url}";\n`).join('');
  return { path, text, references: references.find('css', text) };
}
