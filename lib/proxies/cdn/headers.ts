// The headers that an object is stored with.
import { answerAtOnce, attempt, describeAnswer } from '../../core/attempt.ts';
import { contentTypeOf } from '../../core/content-type.ts';
import { baseOf } from '../../core/paths.ts';
import { quote } from '../../errors.ts';
import { firstBytesOf } from './first-bytes.ts';
import { StoreFailure, type UploadHeaders } from './store.ts';

/** Headers that are stored with an object; they take the place of the usual ones. */
export interface HeaderOptions {
  cacheControl?: string;
  /** A content type, or a function of the key; `undefined` means the usual one. */
  contentType?: string | ((key: string) => string | undefined);
}

/** A name with a version is good for ever: one year is what RFC 9111 and caches take for that. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Returns what the metadata of our objects hold: only what has it is ever deleted. Sites with a prefix inside of
 * another one's have another mark.
 */
export function markOf(prefix: string): string {
  return `prefix=${encodeURIComponent(prefix)}`;
}

/**
 * Returns the headers of an object of a key.
 *
 * @param filePath - The file that it is made of; a sheet may name another encoding than UTF-8.
 * @internal
 */
export function headersFor(
  key: string,
  options: HeaderOptions = {},
  filePath?: string,
): UploadHeaders {
  const { contentType, cacheControl = FOR_EVER } = options;
  const asked = typeof contentType === 'function' ? answered(key, contentType) : contentType;
  const read = filePath === undefined ? undefined : attempt(() => typeOf(key, filePath));
  const usual = typeof read === 'string' ? read : contentTypeOf(baseOf(key), () => 0);
  return {
    contentType: asked ?? usual,
    cacheControl,
    // it is packed, and browsers take it for a drawing only where they are told
    ...(/\.svgz$/i.test(key) && { contentEncoding: 'gzip' }),
  };
}

/** Checks whether a value may be sent as a header: anything else would fail with each upload. */
export function isHeader(value: unknown): value is string {
  return typeof value === 'string' && /^[\t\x20-\x7e]+$/.test(value);
}

function answered(key: string, contentType: (key: string) => unknown): string | undefined {
  const answer = attempt(() => answerAtOnce(() => contentType(key)));
  if (answer === undefined || isHeader(answer)) return answer;
  const message =
    `The option "headers.contentType" ${describeAnswer(answer)} for ${quote(key)}; ` +
    'it must answer a text of ASCII, on one line.';
  throw new StoreFailure('rejected', 'content type', message);
}

function typeOf(key: string, filePath: string): string {
  return contentTypeOf(baseOf(key), (bytes) => firstBytesOf(filePath, bytes.length).copy(bytes));
}
