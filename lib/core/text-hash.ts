// The hash of byte text, which one conversion asks for several times: that of the last large texts is kept.
import { fromByteText } from './byte-text.ts';
import { contentHash } from './names.ts';

/** To hash less costs less than to compare. */
const LARGE_TEXT = 256_000;
/** A source and what became of it, of two conversions at once. */
const MOST_TEXTS = 4;

/** The last one first; the same text has the same hash for everybody. */
const last: { readonly text: string; readonly hash: string }[] = [];

/** Computes SHA-256 of the bytes of byte text, in hex. */
export function textHash(text: string): string {
  // the bytes are hashed several times as fast
  if (text.length < LARGE_TEXT) return contentHash(fromByteText(text));
  const at = last.findIndex((each) => each.text === text);
  const [found = { text, hash: contentHash(fromByteText(text)) }] =
    at < 0 ? [] : last.splice(at, 1);
  last.unshift(found);
  last.length = Math.min(last.length, MOST_TEXTS);
  return found.hash;
}
