// A conversion before its references are known: the parts that it is made of, and what they name.
import { toByteText } from '../core/byte-text.ts';
import { joinSheets } from '../core/css-join.ts';
import { type CssReference, findCssReferences, lineAt } from '../core/css-references.ts';
import { encodePath, folderOf } from '../core/paths.ts';
import { joinScripts, openEndOf } from '../core/script-join.ts';
import { isLocalReference, relativeUrl } from '../core/urls.ts';
import type { LoadedSource } from '../files/source.ts';
import type { Request } from './request.ts';

/** A text whose references are relative to the folder of `path`. */
export interface Part {
  readonly path: string;
  readonly text: string;
  readonly references: readonly CssReference[];
}

export interface Draft {
  readonly request: Request;
  readonly sources: readonly LoadedSource[];
  /** Empty when the bytes of the one source are the output. */
  readonly parts: readonly Part[];
  /** Puts the parts together when their references are replaced. */
  readonly join: (texts: readonly string[]) => string;
}

/** Takes sources apart as their kind asks for; `warn` is told of a script that is left out. */
export function draftOf(
  request: Request,
  sources: readonly LoadedSource[],
  warn: (subject: string, message: string) => void,
): Draft {
  const isSingle = sources.length === 1;
  if (request.kind === 'css') return { request, sources, ...sheetParts(sources) };
  if (isSingle) return { request, sources, parts: [], join: joinScripts };
  const parts = sources.flatMap((source) => scriptPart(source, warn));
  return { request, sources, parts, join: joinScripts };
}

/** The local references of a draft, each with the part that it stands in. */
export function localReferences(draft: Draft): { part: Part; reference: CssReference }[] {
  return draft.parts.flatMap((part) =>
    part.references
      .filter(({ value }) => isLocalReference(value))
      .map((reference) => ({ part, reference })),
  );
}

/** Says where a reference stands: `"/css/a.css" line 3`. */
export function placeOf(part: Part, reference: CssReference): string {
  return `"${part.path}" line ${lineAt(part.text, reference.start)}`;
}

function sheetParts(sources: readonly LoadedSource[]): Pick<Draft, 'parts' | 'join'> {
  const texts = sources.map(({ bytes }) => toByteText(bytes));
  if (texts.length === 1) return { parts: sources.map(sheetPart), join: ([text]) => text ?? '' };
  if (joinSheets(texts) !== undefined) {
    return { parts: sources.map(sheetPart), join: (each) => joinSheets(each) ?? '' };
  }
  return { parts: [importingPart(sources)], join: ([text]) => text ?? '' };
}

function sheetPart({ path, bytes }: LoadedSource): Part {
  const text = toByteText(bytes);
  return { path, text, references: findCssReferences(text) };
}

/**
 * Sheets that can't be joined without changing what they mean are imported one by one: a sheet of
 * `@import`s has the cascade of the sheets behind each other.
 */
function importingPart(sources: readonly LoadedSource[]): Part {
  const path = `${folderOf(sources[0]?.path ?? '')}/`;
  const urls = sources.map((source) => relativeUrl(encodePath(path), encodePath(source.path)));
  const text = urls.map((url) => `@import "${url}";\n`).join('');
  return { path, text, references: findCssReferences(text) };
}

/** A script that is broken in every engine would break those joined to it: it is left out. */
function scriptPart(
  { path, bytes }: LoadedSource,
  warn: (subject: string, message: string) => void,
): Part[] {
  const text = toByteText(bytes);
  const open = openEndOf(text);
  if (open === undefined) return [{ path, text, references: [] }];
  warn(
    `broken ${path}`,
    `"${path}" ends inside a ${open}, so that no browser runs it. It is left out of the combination.`,
  );
  return [];
}
