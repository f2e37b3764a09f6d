// The proof that a file is the one that was made: for serving, reusing, cleaning and compressing alike.
import { contentHash } from '../core/names.ts';
import type { ConversionCache } from './cache.ts';
import { FileHashes, type FileHashesOptions, type HashTask, LARGE_BYTES } from './file-hashes.ts';
import { identityOf } from './identity.ts';

/** The record of a file, made when it is written. */
export interface FileRecord {
  /** SHA-256 of the bytes, in hex; or `sha384-…`, as manifests have it. */
  readonly hash: string;
  readonly sizeBytes: number;
  /** While the file has this identity it has these bytes. */
  readonly identity: string;
}

export interface ProofOptions extends FileHashesOptions {
  readonly cache: ConversionCache;
  /** The same for all who write outputs to the same folder. */
  readonly place: string;
}

const TAG_LENGTH = 24;

const FORMS = ['.br', '.gz'] as const;

export class Proof {
  readonly #options: ProofOptions;
  readonly #hashes: FileHashes;

  constructor(options: ProofOptions) {
    this.#options = options;
    this.#hashes = new FileHashes(options);
  }

  /** Checks whether a file has the recorded identity, or else the recorded bytes. */
  holds(filePath: string, { hash, sizeBytes, identity }: FileRecord): boolean {
    const stat = this.#hashes.look(filePath);
    if (stat === undefined || Number(stat.size) !== sizeBytes) return false;
    if (this.#hashes.isSettled(stat) && identityOf(stat) === identity) return true;
    const form = hash.startsWith('sha384-') ? 'integrity' : 'content';
    return this.#hashes.hashOf(filePath, stat, form) === hash;
  }

  holdsAll(files: readonly (FileRecord & { readonly filePath: string })[]): boolean {
    return files.every((each) => this.holds(each.filePath, each));
  }

  /** Hashes a file, once for each state that it is in; `undefined` where it can't be read now. */
  hashOf(filePath: string): string | undefined {
    const stat = this.#hashes.look(filePath);
    return stat && this.#hashes.hashOf(filePath, stat, 'content');
  }

  /**
   * Returns a text that is another for other bytes. Of a large file it is made of what tells its states
   * apart, times of change included: to hash it would keep others waiting.
   */
  tagOf(filePath: string): string | undefined {
    const stat = this.#hashes.look(filePath);
    if (stat === undefined) return undefined;
    const isLarge = stat.size > LARGE_BYTES;
    const hash = isLarge
      ? contentHash(identityOf(stat))
      : this.#hashes.hashOf(filePath, stat, 'content');
    return hash?.slice(0, TAG_LENGTH);
  }

  /** Does something without hashing large files; returns which ones would have to be. */
  quickly<T>(action: () => T): { readonly value: T; readonly left: readonly HashTask[] } {
    return this.#hashes.quickly(action);
  }

  /** Hashes what was left, without keeping others waiting: then it can be proven quickly. */
  async hashLeft(left: readonly HashTask[]): Promise<void> {
    await Promise.all(left.map((task) => this.#hashes.hashLater(task)));
  }

  /** Hashes a file like {@link Proof.hashOf}, without keeping others waiting for a large one. */
  async hashLater(filePath: string): Promise<string | undefined> {
    const { value, left } = this.quickly(() => this.hashOf(filePath));
    if (left.length === 0) return value;
    await this.hashLeft(left);
    return this.quickly(() => this.hashOf(filePath)).value;
  }

  /** Keeps what was written under a name that its bytes do not prove. */
  record(path: string, { hash, sizeBytes, identity }: FileRecord): void {
    this.#options.cache.set(this.#key(path), { hash, sizeBytes, identity });
  }

  recorded(path: string): FileRecord | undefined {
    const fact = this.#options.cache.get(this.#key(path)) as Partial<FileRecord> | undefined;
    const { hash, sizeBytes, identity } = fact ?? {};
    if (typeof hash !== 'string' || typeof identity !== 'string') return undefined;
    return typeof sizeBytes === 'number' ? { hash, sizeBytes, identity } : undefined;
  }

  /** Checks whether a file is what was recorded under its name. */
  isRecorded(path: string, filePath: string): boolean {
    const record = this.recorded(path);
    return record !== undefined && this.holds(filePath, record);
  }

  /**
   * Checks whether a compressed file holds exactly a file's bytes: it was written by us, or it
   * unpacks to them. What somebody else has put there is refused.
   */
  isCompressed(path: string, compressedPath: string, filePath: string): boolean {
    if (this.isRecorded(path, compressedPath)) return true;
    const form = FORMS.find((extension) => path.endsWith(extension));
    const stat = this.#hashes.look(filePath);
    const small = this.#hashes.look(compressedPath);
    if (form === undefined || stat === undefined || small === undefined) return false;
    if (small.size > stat.size) return false;
    const unpacked = this.#hashes.hashOf(compressedPath, small, form, Number(stat.size));
    return Boolean(unpacked) && unpacked === this.#hashes.hashOf(filePath, stat, 'content');
  }

  #key(path: string): string {
    return `name/${this.#options.place}${path}`;
  }
}
