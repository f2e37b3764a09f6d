// The content type of a file: what its name says, in the encoding that the file names itself.
import { mimeTypes } from './packages.cjs';

/** Browsers look no further for the name of an encoding (HTML, "prescan a byte stream"). */
const START_BYTES = 1024;

/** They rank above what a file says in letters (Encoding, "BOM sniff"). */
const MARKS = [
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
] as const;

/** A sheet says it in exactly this form (CSS Syntax, 3.2). */
const IN_SHEET = /^@charset "([\w.:-]{1,40})";/;
/** Where exactly a page has to say it is left to the browser. */
const IN_PAGE = /\bcharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i;
/** A file whose letters can be read is not in UTF-16, and browsers take UTF-8 then. */
const IS_UTF8 = /^utf-?(?:8|16)/i;

/**
 * @param name - Decides the kind.
 * @param readInto - Reads the file's first bytes, and returns how many; called only for kinds that may name
 *   their encoding.
 */
export function contentTypeOf(name: string, readInto: (bytes: Buffer) => number): string {
  const usual = mimeTypes().contentType(name) || 'application/octet-stream';
  const [, type, kind] = /^(text\/(css|html));/.exec(usual) ?? [];
  if (type === undefined) return usual;
  const bytes = Buffer.alloc(START_BYTES);
  const start = bytes.toString('latin1', 0, readInto(bytes));
  const marked = MARKS.find(([mark]) => start.startsWith(mark))?.[1];
  const [, named] = (kind === 'css' ? IN_SHEET : IN_PAGE).exec(start) ?? [];
  if (marked === undefined && (named === undefined || IS_UTF8.test(named))) return usual;
  if (marked === undefined && kind !== 'css') return type;
  return `${type}; charset=${(marked ?? `${named}`).toLowerCase()}`;
}
