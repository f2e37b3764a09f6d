// The references of sheets and scripts: those of a large text are found once, for requests in a worker.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import { findCssReferences } from '../core/css/references.ts';
import { findModuleReferences } from '../core/js/module-references.ts';
import { findListingReferences } from '../core/listings.ts';
import type { Reference } from '../core/references.ts';
import { textHash } from '../core/text-hash.ts';
import { isWorkerAbsent } from '../workers/job.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { TextKind } from './conversion.ts';

/** Longer texts are not searched while others wait: to search so much takes some milliseconds. */
export const LARGE_TEXT = 256_000;

/** What is known can be found again, but while others wait: there is room for many large texts. */
const MOST_BYTES = 32_000_000;
const REFERENCE_BYTES = 150;

export interface SearchedText {
  readonly kind: TextKind;
  readonly text: string;
}

const FINDERS: Readonly<Record<TextKind, (text: string) => Reference[]>> = {
  css: findCssReferences,
  js: findModuleReferences,
  listing: findListingReferences,
};

export function findReferences({ kind, text }: SearchedText): Reference[] {
  return FINDERS[kind](text);
}

export class TextReferences {
  readonly #pool: Pick<WorkerPool, 'run'>;
  readonly #onTheWay = new Map<string, Promise<readonly Reference[]>>();
  readonly #known = new BoundedMemory<readonly Reference[]>({
    mostBytes: MOST_BYTES,
    sizeOf: (all) =>
      all.reduce((sum, { value }) => sum + REFERENCE_BYTES + textBytes(value), REFERENCE_BYTES),
  });

  constructor(pool: Pick<WorkerPool, 'run'>) {
    this.#pool = pool;
  }

  /** Finds the references of a text at once. */
  find(kind: TextKind, text: string): Reference[] {
    if (text.length <= LARGE_TEXT) return findReferences({ kind, text });
    const key = keyOf(kind, text);
    return own(this.#known.get(key) ?? this.#remember(key, findReferences({ kind, text })));
  }

  /**
   * Finds the references of a text, those of a large one in a worker, so that {@link find} knows them.
   *
   * @throws The signal's reason; `WorkerFailure` where the worker could not do it.
   */
  async findLater(kind: TextKind, text: string, signal?: AbortSignal): Promise<Reference[]> {
    if (text.length <= LARGE_TEXT) return findReferences({ kind, text });
    const key = keyOf(kind, text);
    const known = this.#known.get(key) ?? this.#onTheWay.get(key);
    if (known !== undefined) return own(await known);
    const found = this.#search({ kind, text }, signal).finally(() => this.#onTheWay.delete(key));
    this.#onTheWay.set(key, found);
    return own(this.#remember(key, await found));
  }

  async #search(input: SearchedText, signal: AbortSignal | undefined): Promise<Reference[]> {
    // next to the worker that may be minifying, for long; whoever asks gets an answer before the process ends
    const terms = { mostWorkers: 2, isShort: true, keepsAlive: true };
    const job = { name: 'references', input, ...terms, signal };
    try {
      return await this.#pool.run<Reference[]>(job);
    } catch (error) {
      if (isWorkerAbsent(error)) return findReferences(input);
      throw error;
    }
  }

  #remember(key: string, found: readonly Reference[]): readonly Reference[] {
    this.#known.set(key, found);
    return found;
  }
}

function keyOf(kind: string, text: string): string {
  return `${kind} ${textHash(text)}`;
}

/** Two files with the same text refer to different files: whoever asks gets objects of its own. */
function own(found: readonly Reference[]): Reference[] {
  return found.map((each) => ({ ...each }));
}
