// What the names, strings and URLs of a stylesheet say: escapes decoded as CSS Syntax 3 has it (4.3.7).
import { withoutEnd } from '../text-end.ts';

const ESCAPE =
  /\\(?:(?<digits>[\da-f]{1,6})(?:\r\n|[ \t\n\r\f])?|(?<end>\r\n|[\n\r\f])|(?<character>[\s\S])|$)/giu;
const REPLACEMENT = '\ufffd';
const BLANKS = ' \t\n\r\f';

/** Writes a character that stands as an escape and is none of ASCII. */
export type WriteEscaped = (character: string) => string;

/** Decodes a name: `\61 b` says `ab`. */
export function decodeName(written: string, write: WriteEscaped = same): string {
  return written.includes('\\') ? decoded(written, REPLACEMENT, write) : written;
}

/** Decodes a string, with or without its quotes. */
export function decodeString(written: string, write: WriteEscaped = same): string {
  const quote = /^["']/.test(written) ? written.charAt(0) : '';
  const behind = written.slice(quote.length);
  const isClosed = quote !== '' && behind.endsWith(quote) && !endsInEscape(behind.slice(0, -1));
  return decoded(isClosed ? behind.slice(0, -1) : behind, '', write);
}

/** Decodes `url(x)`, whatever escapes stand in its own name; blanks around what it names are none of it. */
export function decodeUrl(written: string, write: WriteEscaped = same): string {
  const behind = written.slice(written.indexOf('(') + 1);
  const isClosed = behind.endsWith(')') && !endsInEscape(behind.slice(0, -1));
  const inner = (isClosed ? behind.slice(0, -1) : behind).replace(/^[ \t\n\r\f]+/, '');
  const bare = withoutEnd(inner, BLANKS);
  // a `\` before a blank escapes it
  const end = bare.length + (endsInEscape(bare) ? 1 : 0);
  return decoded(inner.slice(0, end), REPLACEMENT, write);
}

function same(character: string): string {
  return character;
}

/** @param atEnd - What a `\` says that nothing follows. */
function decoded(text: string, atEnd: string, write: WriteEscaped): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (...parts) => {
    const { digits, end, character } = parts.at(-1) as Record<string, string | undefined>;
    if (end !== undefined) return '';
    const found = digits === undefined ? character : characterOf(Number.parseInt(digits, 16));
    if (found === undefined) return atEnd;
    return found > '\x7f' ? write(found) : found;
  });
}

function characterOf(code: number): string {
  const isNone = code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff);
  return isNone ? REPLACEMENT : String.fromCodePoint(code);
}

/**
 * Checks whether a text ends in a `\` that escapes what follows. At the end of a sheet it stands for
 * U+FFFD, in a string for nothing (CSS Syntax 3, 4.3).
 */
export function endsInEscape(text: string): boolean {
  return (text.length - withoutEnd(text, '\\').length) % 2 === 1;
}
