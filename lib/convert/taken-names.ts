// Whether a name is that of other bytes: one name must never hold two contents.
import { withoutEnd } from '../core/text-end.ts';
import type { Proof } from '../files/proof.ts';
import type { Publisher } from '../files/publish.ts';
import type { OutputPlace } from './output.ts';

export type NamedFile = Pick<OutputPlace, 'path' | 'filePath'>;

export interface TakenNamesOptions {
  readonly proof: Proof;
  readonly publisher: Publisher;
}

/** Fewer digits of a hash prove nothing. */
const LEAST_DIGITS = 6;

export class TakenNames {
  readonly #options: TakenNamesOptions;

  constructor(options: TakenNamesOptions) {
    this.#options = options;
  }

  /**
   * Checks whether other bytes than those of `hash` have the name. They have it where a record or
   * their own hash says so, or where they may be a source; all else is damage, to be replaced.
   */
  isTaken({ path, filePath }: NamedFile, hash: string, version: string): boolean {
    const { proof, publisher } = this.#options;
    if (!publisher.has(filePath)) return false;
    const there = proof.hashOf(filePath);
    if (there === undefined || there === hash) return false;
    const recorded = proof.recorded(path)?.hash;
    if (recorded !== undefined) return recorded === there;
    return isOwnHash(version, there) || publisher.overlap.has(filePath);
  }

  /** Checks whether a name was given to an output before. */
  isOurs(path: string): boolean {
    const { proof, publisher } = this.#options;
    return publisher.overlap.isAny && proof.recorded(path) !== undefined;
  }
}

/** Checks whether a version says which bytes it is of: a hash, or a time with one behind it. */
export function isOwnHash(version: string, hash: string): boolean {
  const digits = version.slice(withoutEnd(version, '0123456789abcdef').length);
  return digits.length >= LEAST_DIGITS && hash.startsWith(digits);
}
