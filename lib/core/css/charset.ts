// The encoding that a sheet names for itself, where it is not UTF-8 by its first bytes or for want of a name.
import { attempt } from '../attempt.ts';
import { decodeByteText, hasByteOrderMark, stripByteOrderMark } from '../byte-text.ts';

/** It counts in exactly this form, as the very first bytes (CSS Syntax, 3.2). */
const RULE = /^@charset "[^"]*";/;

/** Returns the rule that declares it, `''` where there is none. */
export function charsetRule(sheet: string): string {
  return RULE.exec(stripByteOrderMark(sheet))?.[0] ?? '';
}

/** Returns what a sheet declares, in lower case; a byte-order mark says more than what is declared. */
export function charsetOf(sheet: string): string | undefined {
  const [, declared] = charsetRule(sheet).split('"');
  return declared !== undefined && hasByteOrderMark(sheet) ? 'utf-8' : declared?.toLowerCase();
}

/** Encodings whose letters may hold bytes that are ASCII alone: braces, quotes, backslashes (Encoding, 11 to 13). */
const MIXED = /^(?:shift_jis|gbk|gb18030|big5|euc-kr|iso-2022-jp)$/;

/** Checks whether bytes that look like ASCII may be parts of letters, so that only browsers can read a sheet. */
export function holdsAscii(sheet: string): boolean {
  const hasLetters = /[\u0080-\u00ff]/.test(sheet) || sheet.includes('\u001b');
  return hasLetters && MIXED.test(decoderOf(sheet)?.encoding ?? '');
}

/** Returns what reads a piece of a sheet as browsers do. */
export function sheetDecoder(sheet: string): (piece: string) => string {
  const decoder = decoderOf(sheet);
  return decoder ? (piece) => decoder.decode(Buffer.from(piece, 'latin1')) : decodeByteText;
}

/** A sheet whose declaration can be read is not in UTF-16, and an unknown name says nothing. */
function decoderOf(sheet: string): InstanceType<typeof TextDecoder> | undefined {
  const charset = charsetOf(sheet);
  if (charset === undefined || /^utf-?(?:8|16)/.test(charset)) return undefined;
  const decoder = attempt(() => new TextDecoder(charset));
  return decoder instanceof Error ? undefined : decoder;
}
