// A conversion before its references are known: the parts that it is made of, and what they name.
import { toByteText } from '../core/byte-text.ts';
import { joinSheets } from '../core/css-join.ts';
import { findCssReferences } from '../core/css-references.ts';
import { findModuleReferences } from '../core/module-references.ts';
import { encodePath, folderOf } from '../core/paths.ts';
import { lineAt, type Reference } from '../core/references.ts';
import { joinScripts } from '../core/script-join.ts';
import { isLocalReference, relativeUrl } from '../core/urls.ts';
import type { LoadedSource } from '../files/source.ts';
import type { Part } from './part.ts';
import type { Request } from './request.ts';
import { scriptParts } from './script-parts.ts';

export interface Draft {
  readonly request: Request;
  readonly sources: readonly LoadedSource[];
  /** The output, where nothing is joined and nothing can be replaced. */
  readonly bytes?: Buffer;
  readonly parts: readonly Part[];
  /** Puts the parts together when their references are replaced. */
  readonly join: (texts: readonly string[]) => string;
}

/** Takes sources apart as their kind asks for; `warn` is told of scripts that are left out. */
export function draftOf(
  request: Request,
  sources: readonly LoadedSource[],
  warn: (subject: string, message: string) => void,
): Draft {
  if (request.kind === 'css') return { request, sources, ...sheetParts(sources) };
  const [first] = sources;
  if (sources.length > 1 || first === undefined) {
    return { request, sources, parts: scriptParts(sources, warn), join: joinScripts };
  }
  const part = request.kind === 'js' ? modulePart(first) : undefined;
  const join = ([text]: readonly string[]) => text ?? '';
  if (part !== undefined && part.references.length > 0) {
    return { request, sources, parts: [part], join };
  }
  return { request, sources, bytes: first.bytes, parts: [], join };
}

/** The local references of a draft, each with the part that it stands in. */
export function localReferences(draft: Draft): { part: Part; reference: Reference }[] {
  return draft.parts.flatMap((part) =>
    part.references
      .filter(({ value }) => isLocalReference(value))
      .map((reference) => ({ part, reference })),
  );
}

/** Says where a reference stands: `"/css/a.css" line 3`. */
export function placeOf(part: Part, reference: Reference): string {
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

function modulePart({ path, bytes }: LoadedSource): Part {
  const text = toByteText(bytes);
  return { path, text, references: findModuleReferences(text) };
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
