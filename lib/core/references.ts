// References in a text: where they stand, what they name, and how to put others there.
import { decodeByteText, encodeByteText } from './byte-text.ts';
import { applyEdits, type Edit } from './edits.ts';
import { cssWords } from './packages.cjs';
import { encodeCharacter, extensionOf } from './paths.ts';
import { isLocalReference } from './urls.ts';

/** A reference in a sheet or module: what stands at `start`..`end` names `value`. */
export interface Reference {
  readonly start: number;
  readonly end: number;
  /** What is named, escapes decoded. */
  readonly value: string;
  readonly form: ReferenceForm;
  /** Browsers use what is named only where its origin allows that (CORS). */
  readonly needsCors?: boolean;
  /** Browsers run what is named from their page's own origin only, as workers. */
  readonly needsSite?: boolean;
  /** Browsers resolve it from where its custom property is used: another sheet, or a page. */
  readonly isUsedElsewhere?: boolean;
  /** It names a page, which is no file: it stays, and is re-based where the folder changes. */
  readonly isPage?: boolean;
}

/** Checks whether a reference is resolved from a place that can't be known: it is relative to where it is used. */
export function isResolvedElsewhere({ isUsedElsewhere, value }: Reference): boolean {
  return isUsedElsewhere === true && isLocalReference(value) && !value.trim().startsWith('/');
}

/** How a reference is written; `specifier`, `json`, `attribute`: between quotes that stay. */
export type ReferenceForm = 'string' | 'url' | 'source-map' | 'specifier' | 'json' | 'attribute';

/** Texts whose references are found, by their extensions. */
const TEXTS: ReadonlyMap<string, 'css' | 'js'> = new Map([
  ['.css', 'css'],
  ['.js', 'js'],
  ['.mjs', 'js'],
]);

/** Returns what a path's file is read as to find its references; `undefined`: it is no sheet or script. */
export function textKindOf(path: string): 'css' | 'js' | undefined {
  return TEXTS.get(extensionOf(path));
}

/** Returns the URL for a reference; `undefined` leaves it as it is. */
export type Replace = (reference: Reference) => string | undefined;

/** Puts other URLs in place of the references. */
export function replaceReferences(
  text: string,
  references: readonly Reference[],
  replace: Replace,
): string {
  return applyEdits(text, referenceEdits(text, references, replace));
}

/** Puts other URLs in place of the references that are found in a text, which is no byte text yet. */
export function replaceFound(
  text: string,
  find: (byteText: string) => readonly Reference[],
  replace: Replace,
): string {
  const bytes = encodeByteText(text);
  return decodeByteText(replaceReferences(bytes, find(bytes), replace));
}

/** Lists what is to be written in place of the references, in order. */
export function referenceEdits(
  text: string,
  references: readonly Reference[],
  replace: Replace,
): Edit[] {
  return references.flatMap((reference) => {
    const replacement = replace(reference);
    if (replacement === undefined || replacement === reference.value) return [];
    const { start, end, form } = reference;
    // what ends an element of a page has another spelling in URLs
    const url = replacement.replaceAll('<', '%3C');
    const written = WRITERS[form](url, text[start] ?? '');
    return { start, end, text: encodeByteText(written) };
  });
}

/** Writes a URL in each form, given the first character of what stood there. */
const WRITERS: Readonly<Record<ReferenceForm, (url: string, first: string) => string>> = {
  string: (value, first) => cssWords().string.encode(value, first === "'"),
  url: (value) => cssWords().url.encode(value),
  // a comment that names no map is none
  'source-map': (value) => (value === '' ? '' : `/*# sourceMappingURL=${value} */`),
  specifier: (value) => value.replace(NOT_IN_LITERALS, encodeCharacter),
  json: (value) => JSON.stringify(value).slice(1, -1),
  attribute: (value) => value.replace(NOT_IN_ATTRIBUTES, (each) => `&#${each.charCodeAt(0)};`),
};

/** Quotes, escapes, line ends, and what would begin an expression between backquotes. */
const NOT_IN_LITERALS = /["'`\\\n\r]|\$(?=\{)/g;

/** Ends of attributes, and what would begin a tag or a character reference. */
const NOT_IN_ATTRIBUTES = /["'<&]/g;

/** Counts the line, from 1, that an offset lies in. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
