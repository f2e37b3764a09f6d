// Byte text: the bytes of a file as one character each, so that what we do not touch stays as it is.
//
// Sheets and scripts are handled in this form, whatever their encoding. In UTF-8, and in every other
// encoding that browsers take without a byte-order mark, ASCII means ASCII, and the other bytes can
// only be part of a name, a string or a comment.

/** The UTF-8 byte-order mark, one character per byte. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/** Reads bytes as one character each. */
export function toByteText(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** Writes {@link toByteText} back. */
export function fromByteText(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Reads a piece of byte text as the UTF-8 that it is. */
export function decodeByteText(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8');
}

export function encodeByteText(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** Returns where ascending offsets of a text are in its byte text. */
export function byteOffsets(text: string, offsets: readonly number[]): number[] {
  let [before, byteOffset] = [0, 0];
  return offsets.map((offset) => {
    byteOffset += Buffer.byteLength(text.slice(before, offset));
    before = offset;
    return byteOffset;
  });
}

/** Returns what stands in a text, in order and none inside another, with its places in byte text. */
export function inByteText<R extends { readonly start: number; readonly end: number }>(
  text: string,
  found: readonly R[],
): R[] {
  const ends = found.flatMap(({ start, end }) => [start, end]);
  const places = byteOffsets(text, ends);
  return found.map((each, at) => {
    const [start = 0, end = 0] = places.slice(2 * at, 2 * at + 2);
    return { ...each, start, end };
  });
}

export function hasByteOrderMark(text: string): boolean {
  return text.startsWith(BYTE_ORDER_MARK);
}

export function stripByteOrderMark(text: string): string {
  return hasByteOrderMark(text) ? text.slice(BYTE_ORDER_MARK.length) : text;
}
