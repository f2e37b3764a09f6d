// Makes what another server has rendered and a request asks for: in a worker, or in short turns.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AskedReferences } from '../convert/asked.ts';
import type { Naming } from '../convert/naming.ts';
import type { Request } from '../convert/request.ts';
import { BoundedMemory } from '../core/bounded-memory.ts';
import { parsePath, splitSuffix } from '../core/paths.ts';
import type { OpenFile } from '../files/containment.ts';
import type { HashTask } from '../files/file-hashes.ts';
import { identityOf, sizeOf } from '../files/identity.ts';
import type { Proof } from '../files/proof.ts';
import type { Roots } from '../files/roots.ts';
import type { FoundSource } from '../files/source.ts';
import { MISS_MS } from './memory.ts';
import { ReadAhead, type ReadAheadOptions } from './read-ahead.ts';
import { LARGEST_BYTES, type Served, type ServedFiles } from './served.ts';

export interface MadeOnRequestOptions extends ReadAheadOptions {
  readonly naming: Naming;
  readonly served: ServedFiles;
  readonly outputs: Roots;
  readonly proof: Proof;
  readonly asked: AskedReferences;
  readonly now: () => number;
}

/** What a URL path leads to; or too many others are being made. */
export type Answered = Served | { readonly kind: 'busy' };

/** How many contents wait to be minified. */
const MOST_WAITING = 32;
const DECIDED_BYTES = 2_000_000;

/** Something to be done before it is known what a name leads to. */
interface Step {
  /** The same for the same content. */
  readonly key: string;
  readonly isSlim: boolean;
  run(): Promise<void>;
}

interface Decided {
  readonly identity: string;
  readonly untilMs: number;
}

export class MadeOnRequest {
  readonly #options: MadeOnRequestOptions;
  readonly #making = new Map<string, Promise<void>>();
  readonly #ahead: ReadAhead;
  #waiting = 0;
  /** What one conversion has decided about all versions that may be asked for. */
  readonly #decided = new BoundedMemory<Decided>({
    mostBytes: DECIDED_BYTES,
    sizeOf: ({ identity }) => 2 * identity.length,
  });

  constructor(options: MadeOnRequestOptions) {
    this.#options = options;
    this.#ahead = new ReadAhead(options);
  }

  /** Finds what a URL path leads to; at once where nothing has to be made. */
  find(urlPath: string): Answered | undefined | Promise<Answered | undefined> {
    const { served } = this.#options;
    const { value: known, left } = served.look(urlPath);
    if (known?.kind === 'output') return known;
    const making = known?.kind === 'stranger' ? this.#stepsFor(urlPath) : [];
    const steps = [...making, ...left.map((task) => this.#hashing(task))];
    if (steps.length === 0) return known;
    const isNew = steps.some(({ key, isSlim }) => isSlim && !this.#making.has(key));
    if (isNew && this.#waiting >= MOST_WAITING) return { kind: 'busy' };
    return Promise.all(steps.map((step) => this.#once(step))).then(() => served.find(urlPath));
  }

  /** Opens a file that was found, for whoever closes it. */
  open(filePath: string): OpenFile {
    return this.#options.served.open(filePath);
  }

  #once({ key, isSlim, run }: Step): Promise<void> {
    const begun = this.#making.get(key);
    if (begun !== undefined) return begun;
    if (isSlim) this.#waiting += 1;
    const making = run().finally(() => {
      this.#making.delete(key);
      if (isSlim) this.#waiting -= 1;
    });
    this.#making.set(key, making);
    return making;
  }

  #stepsFor(urlPath: string): Step[] {
    const { served } = this.#options;
    const { candidates } = parsePath(splitSuffix(urlPath).head);
    return candidates.flatMap((candidate) => {
      const name = served.names.nameOf(candidate);
      const requests = name === undefined ? [] : served.names.requestsFor(name.path);
      return requests.flatMap((each) => this.#stepFor(each, name?.version ?? '') ?? []);
    });
  }

  #hashing(task: HashTask): Step {
    const { filePath, form, stat } = task;
    const run = () => this.#options.proof.hashLeft([task]);
    return { key: `${form} ${filePath} ${identityOf(stat)}`, isSlim: false, run };
  }

  #stepFor(request: Request, version: string): Step | undefined {
    const { roots, naming, now } = this.#options;
    const found = request.paths.map((path) => roots.findPath(path));
    const sources = found.filter((each) => each !== undefined);
    if (sources.length < found.length || naming.isAsIs(request)) return undefined;
    const identity = sources.map((source) => source.identity).join();
    const decided = this.#decided.get(request.key);
    const isDecided = decided?.identity === identity && now() < decided.untilMs;
    if (isDecided && !this.#isLost(request, version)) return undefined;
    const [source] = sources;
    const isCopy = request.kind === 'other' && !naming.scheme.usesTime && source !== undefined;
    const run = isCopy
      ? () => this.#copy(request, source, version)
      : () => this.#convert(request, sources, identity);
    // one content decides about all versions; to know whether a copy has the one costs little
    const key = `${request.key} ${identity} ${isCopy ? version : ''}`;
    return { key, isSlim: request.isSlim, run };
  }

  /** An output that was made, and is not there any more, is made again. */
  #isLost(request: Request, version: string): boolean {
    const current = this.#options.converter.current(request.key);
    if (current === undefined) return false;
    const isAsked = this.#options.naming.isVersionOf(current.record, version);
    return isAsked || this.#options.asked.isDue(current);
  }

  async #copy(request: Request, source: FoundSource, version: string): Promise<void> {
    const { proof } = this.#options;
    const hash = await proof.hashLater(source.filePath);
    const isSmall = sizeOf(source.identity) <= LARGEST_BYTES;
    if (isSmall && hash?.startsWith(version)) await this.#bring(request, [source], source.identity);
  }

  async #convert(request: Request, found: readonly FoundSource[], identity: string): Promise<void> {
    const sizeBytes = found.reduce((sum, source) => sum + sizeOf(source.identity), 0);
    if (sizeBytes > LARGEST_BYTES) return;
    // the request that asks for it is answered in another turn
    await nextTurn();
    if (request.kind !== 'other' && !(await this.#ahead.read(request))) return;
    await this.#bring(request, found, identity);
  }

  async #bring(request: Request, found: readonly FoundSource[], identity: string): Promise<void> {
    const { now } = this.#options;
    let untilMs = now() + MISS_MS;
    try {
      const { references, absent } = await this.#ahead.convert(request, found);
      if (references.length + absent.length === 0) untilMs = Number.POSITIVE_INFINITY;
    } catch {
      // the render that names this file says what is wrong with it
    }
    this.#decided.set(request.key, { identity, untilMs });
  }
}
