// The body of a block tag, or a page → the same HTML with its files versioned, and neighbours combined.
import type { Place } from './argument.ts';
import { BlockCache, type BlockCacheOptions, type Uses } from './block-cache.ts';
import { BlockRun, type BlockRunOptions } from './block-run.ts';
import { PagePlace } from './page-place.ts';

export interface BlocksOptions extends BlockRunOptions, BlockCacheOptions {}

export class Blocks {
  readonly #options: BlocksOptions;
  readonly #cache: BlockCache;

  constructor(options: BlocksOptions) {
    this.#options = options;
    this.#cache = new BlockCache(options);
  }

  /** Rewrites a body. What is neither a file of the site nor combined is kept byte for byte. */
  staticall(html: string, place?: Place): string {
    return this.#cache.of(html, (text, uses) =>
      new BlockRun(this.#options, text, { place, uses }).html(),
    );
  }

  /** Rewrites a whole page; its relative references start from `url`. */
  page(html: string, url: string): string {
    const page = new PagePlace(url, this.#options.mediaUrl);
    const place = { template: page.key };
    const make = (text: string, uses: Uses) =>
      new BlockRun(this.#options, text, { place, uses, page }).html();
    return this.#cache.of(html, make, place);
  }
}
