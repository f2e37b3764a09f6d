// What tells apart instances that make different outputs of the same sources.
import { contentHash } from '../core/names.ts';

/** Changes whenever this package makes other outputs of the same sources and options. */
const CONVERSION_FORMAT = 5;

/** Options that change no output. */
const IRRELEVANT = ['debug', 'fileProxy', 'logger', 'missing', 'cacheDir'];

/** Computes the same text for the same options; functions count by their source text. */
export function fingerprintOf(options: object): string {
  const relevant = Object.entries(options)
    .filter(([name]) => !IRRELEVANT.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([CONVERSION_FORMAT, relevant], (_name, value: unknown) =>
    typeof value === 'function' ? String(value) : value,
  );
  return contentHash(text).slice(0, 12);
}
