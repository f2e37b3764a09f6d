// What tells apart instances that make different outputs of the same sources.
import * as path from 'node:path';
import { contentHash } from '../core/names.ts';

/** Changes whenever this package makes other outputs of the same sources and options. */
const CONVERSION_FORMAT = 10;

/** Options that change no output. */
const IRRELEVANT = 'debug fileProxy logger missing cacheDir conversion precompress'.split(' ');

/** Options with folders in them. */
interface Folders {
  readonly roots: readonly { readonly dir: string; readonly at: string }[];
  readonly outDir: string | undefined;
  readonly cacheDir: string | false;
}

/**
 * Computes the same text for the same options; functions count by their source text, folders by the
 * way from the cache to them: a site may be moved with its cache.
 */
export function fingerprintOf<O extends Folders>(options: O): string {
  const base = options.cacheDir || '.';
  const roots = options.roots.map(({ dir, at }) => ({ dir: path.relative(base, dir), at }));
  const outDir = options.outDir && path.relative(base, options.outDir);
  const relevant = Object.entries({ ...options, roots, outDir })
    .filter(([name]) => !IRRELEVANT.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([CONVERSION_FORMAT, relevant], (_name, value: unknown) =>
    typeof value === 'function' ? String(value) : value,
  );
  return contentHash(text).slice(0, 12);
}
