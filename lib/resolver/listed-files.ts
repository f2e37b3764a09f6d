// The files that a manifest lists: each is served where its bytes are those that the manifest names.
import { attempt } from '../core/attempt.ts';
import { BoundedMemory } from '../core/bounded-memory.ts';
import { integrityOf } from '../core/names.ts';
import type { Roots } from '../files/roots.ts';
import type { ManifestCatalog } from './manifest-catalog.ts';

/** A file that was found, and proven. */
export interface ListedFile {
  readonly path: string;
  readonly filePath: string;
  readonly version: string;
}

const PROVEN = {};
const PROVEN_BYTES = 4_000_000;

export class ListedFiles {
  readonly #manifest: ManifestCatalog;
  readonly #outputs: Roots;
  /** What was proven, in the state that it was in. */
  readonly #proven = new BoundedMemory<object>({ mostBytes: PROVEN_BYTES, sizeOf: () => 0 });

  constructor(manifest: ManifestCatalog, outputs: Roots) {
    this.#manifest = manifest;
    this.#outputs = outputs;
  }

  /** Finds the output that has a uri, whatever scheme named it. */
  find(urlPath: string): ListedFile | undefined {
    const entry = this.#manifest.entryOfUri(urlPath);
    const found = entry && this.#outputs.findPath(entry.path);
    if (entry === undefined || found === undefined) return undefined;
    const { filePath, identity } = found;
    const key = `${filePath}\0${identity}\0${entry.integrity}`;
    if (this.#proven.get(key) === undefined) {
      if (attempt(() => integrityOf(this.#outputs.read(filePath))) !== entry.integrity) {
        return undefined;
      }
      this.#proven.set(key, PROVEN);
    }
    return { path: entry.path, filePath, version: entry.version };
  }
}
