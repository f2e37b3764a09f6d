// The references of a stylesheet that holds nothing unusual, without taking it apart into tokens.
import { decodeByteText } from '../byte-text.ts';
import type { Reference } from '../references.ts';
import { traitsOf } from './traits.ts';

/** What makes a name mean another one, a string a reference, or a url none. */
const UNUSUAL = /[\\\0]|image-set|@namespace|<!--/i;

/** Without one of these the property of a reference does not matter. */
const CORS = /mask|shape-outside|clip-path|filter|--/i;

/** Behind one of these, `url(` is the end of another name. */
const NAME_BEFORE = '(?<![\\w\\-#@\\x80-\\uffff])';
const BLANK = '[ \\t\\n\\r\\f]*';

/**
 * What a sheet without escapes is searched for (CSS Syntax 3, 4.3): comments and strings, because
 * what stands in them is none of it, and whatever names a file. Each is whole only with its `end`.
 * None reads in vain what another one could begin in, so that the search is linear as each of them is.
 */
export const LANDMARKS: readonly string[] = [
  '(?<comment>/\\*[^]*?(?<commentEnd>\\*/|$))',
  `(?<head>${NAME_BEFORE}(?:url|src)\\(${BLANK}|@import(?![\\w\\-\\x80-\\uffff])${BLANK})(?=["'])`,
  `(?<url>${NAME_BEFORE}url\\(${BLANK}(?<value>[^ "'()\\x00-\\x1f\\x7f]+)?${BLANK}(?<urlEnd>\\))?)`,
  '(?<string>"[^"\\n\\r\\f]*(?<double>")?|\'[^\'\\n\\r\\f]*(?<single>\')?)',
  `(?<other>${NAME_BEFORE}src\\(|@import(?![\\w\\-\\x80-\\uffff])${BLANK}/\\*)`,
];
const LANDMARK = new RegExp(LANDMARKS.join('|'), 'gi');
/** Finds where declarations begin, too; there are many, and they are seldom needed. */
const LANDMARK_OR_LIMIT = new RegExp([...LANDMARKS, '(?<limit>[;{}])'].join('|'), 'gi');

/** What names the source map of a sheet (ECMA-426, 11.1.2.2). */
export const SOURCE_MAP: RegExp = /^\/\*[#@]\s*sourceMappingURL=\s*(\S+?)\s*\*\/$/;

/** Finds what `findCssReferences` finds; `undefined` for a sheet that has to be taken apart. */
export function quickCssReferences(text: string): Reference[] | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const hasCors = CORS.test(text);
  const references: Reference[] = [];
  let isArgument = false;
  const declarations = new Declarations(text);
  for (const match of text.matchAll(hasCors ? LANDMARK_OR_LIMIT : LANDMARK)) {
    const groups = match.groups ?? {};
    if (!isWhole(groups)) return undefined;
    if (groups['limit'] !== undefined) declarations.start = match.index + 1;
    const found = groups['head'] === undefined ? referenceOf(match, isArgument) : undefined;
    isArgument = groups['head'] !== undefined;
    if (found === undefined) continue;
    const property = hasCors ? declarations.propertyBefore(found.start) : '';
    if (property === undefined) return undefined;
    const isMap = found.form === 'source-map';
    references.push(isMap ? found : { ...found, ...traitsOf(property, found.value) });
  }
  return references;
}

const PROPERTY = /\s*(--[\w-]+|-?[a-z_][\w-]*)\s*:/iy;

/** The declarations of a sheet: each is read once, however many references it has. */
class Declarations {
  /** Where the declaration begins that is being read. */
  start = 0;
  readonly #text: string;
  #colon = -1;
  #read = -1;
  #property: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads the property of a value that has begun; `undefined` where that is not plain. */
  propertyBefore(offset: number): string | undefined {
    if (this.#colon < this.start) this.#colon = this.#text.indexOf(':', this.start) >>> 0;
    if (this.#colon >= offset) return '';
    if (this.#read !== this.start) {
      PROPERTY.lastIndex = this.#read = this.start;
      this.#property = PROPERTY.exec(this.#text)?.[1]?.toLowerCase();
    }
    return this.#property;
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

function isWhole(groups: Groups): boolean {
  const { comment, commentEnd, url, value, urlEnd, string, double, single, other } = groups;
  if (comment !== undefined) return commentEnd === '*/';
  if (url !== undefined) return value !== undefined && urlEnd !== undefined;
  if (string !== undefined) return (double ?? single) !== undefined;
  return other === undefined;
}

function referenceOf(match: RegExpMatchArray, isArgument: boolean): Reference | undefined {
  const { comment, value, string } = match.groups ?? {};
  const [start, end] = [match.index ?? 0, (match.index ?? 0) + match[0].length];
  const at = (named: string, form: Reference['form']) => {
    return { start, end, value: decodeByteText(named), form };
  };
  if (value !== undefined) return at(value, 'url');
  if (string !== undefined) return isArgument ? at(string.slice(1, -1), 'string') : undefined;
  const map = SOURCE_MAP.exec(comment ?? '')?.[1];
  return map === undefined ? undefined : at(map, 'source-map');
}
