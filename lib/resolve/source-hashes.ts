// What browsers would compare sources with, computed once for each content: authors write hashes of them.
import type { SourceState } from '../convert/output-record.ts';
import { type IntegrityAlgorithm, integrityOf } from '../core/names.ts';
import { loadSource, type SourceAccess } from '../files/source.ts';

interface Known extends SourceState {
  readonly path: string;
}

export class SourceHashes {
  readonly #access: SourceAccess;
  /** As many as the site has files. */
  readonly #known = new Map<string, Known>();

  constructor(access: SourceAccess) {
    this.#access = access;
  }

  /** Returns the hash of the source that a path leads to; `undefined` where it can't be read. */
  of(path: string, algorithm: IntegrityAlgorithm): string | undefined {
    const { locate, roots, now } = this.#access;
    const found = locate(path);
    if (found === undefined) return undefined;
    const key = `${algorithm}-${found.path}`;
    const known = this.#known.get(key);
    if (known?.isSettled && known.identity === found.identity) return known.hash;
    try {
      const { bytes, identity, isSettled } = loadSource(roots, found, now());
      const hash = integrityOf(bytes, algorithm);
      this.#known.set(key, { path: found.path, identity, isSettled, hash });
      return hash;
    } catch {
      // whoever resolves it says why
      return undefined;
    }
  }

  /** Lists what was asked for so far, by path. */
  all(): Record<string, readonly string[]> {
    const all = new Map<string, string[]>();
    for (const { path, hash } of this.#known.values())
      all.set(path, [...(all.get(path) ?? []), hash]);
    return Object.fromEntries(all);
  }
}
