// Whether a request for a part of a file gets that part, or the whole file.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Checks whether the ranges that a request names are those of this file. */
export function isRangeOf(
  { headers }: IncomingMessage,
  response: ServerResponse,
  sizeBytes: number,
): boolean {
  return isSameFile(headers['if-range'], response) && arePartsOf(`${headers.range}`, sizeBytes);
}

/** Only a strong tag that is ours says that the rest of a file is that of the same bytes. */
function isSameFile(asked: unknown, response: ServerResponse): boolean {
  if (asked === undefined) return true;
  const tag = `${response.getHeader('ETag') ?? ''}`;
  return `${asked}`.trim() === tag && tag.startsWith('"');
}

/**
 * Checks whether ranges are well written, or else are to be ignored; of a file that is shorter than what is
 * asked of its end, all is meant (RFC 9110, 14.1.1 and 14.1.2).
 */
function arePartsOf(ranges: string, sizeBytes: number): boolean {
  const each = ranges.slice(ranges.indexOf('=') + 1).split(',');
  return each.every((range) => {
    const [, first = '', last = ''] = /^\s*(\d*)-(\d*)\s*$/.exec(range) ?? [];
    if (first === '') return last !== '' && Number(last) <= sizeBytes;
    return last === '' || Number(first) <= Number(last);
  });
}
