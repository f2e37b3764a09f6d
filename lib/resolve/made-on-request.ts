// Makes what another server has rendered and a request asks for: in a worker, or in short turns.
import type { Conversion } from '../convert/conversion.ts';
import type { Naming } from '../convert/naming.ts';
import type { ReferenceAnswers } from '../convert/reference-answers.ts';
import { BoundedMemory } from '../core/bounded-memory.ts';
import { parsePath, splitSuffix } from '../core/paths.ts';
import type { HashTask } from '../files/file-hashes.ts';
import { identityOf, sizeOf } from '../files/identity.ts';
import type { Proof } from '../files/proof.ts';
import type { FoundSource } from '../files/roots.ts';
import { ReadAhead, type ReadAheadOptions } from './read-ahead.ts';
import { MISS_MS } from './resolved-paths.ts';
import { LARGEST_BYTES, type Served, type UrlLookup } from './url-lookup.ts';

export interface MadeOnRequestOptions extends ReadAheadOptions {
  readonly naming: Naming;
  readonly urlLookup: UrlLookup;
  readonly proof: Proof;
  readonly asked: ReferenceAnswers;
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
    const { urlLookup } = this.#options;
    const { value: known, left } = urlLookup.look(urlPath);
    if (known?.kind === 'output') return known;
    // what lies beside sources looks like one until it is known what is made of them
    const making = known === undefined ? [] : this.#stepsFor(urlPath);
    const steps = [...making, ...left.map((task) => this.#hashing(task))];
    if (steps.length === 0) return known;
    const isNew = steps.some(({ key, isSlim }) => isSlim && !this.#making.has(key));
    if (isNew && this.#waiting >= MOST_WAITING)
      return known?.kind === 'source' ? known : { kind: 'busy' };
    return this.#madeBy(steps, urlPath);
  }

  /** What is there already waits for no worker that may still be minifying another form of it. */
  #madeBy(steps: readonly Step[], urlPath: string): Promise<Answered | undefined> {
    const { urlLookup } = this.#options;
    const each = steps.map(async (step) => {
      await this.#once(step);
      const found = urlLookup.find(urlPath);
      return found?.kind === 'output' ? found : Promise.reject();
    });
    return Promise.any(each).catch(() => urlLookup.find(urlPath));
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
    const { urlLookup } = this.#options;
    const { candidates } = parsePath(splitSuffix(urlPath).head);
    return candidates.flatMap((candidate) => {
      const name = urlLookup.names.nameOf(candidate);
      const conversions = name === undefined ? [] : urlLookup.names.conversionsFor(name.path);
      return conversions.flatMap((each) => this.#stepFor(each, name?.version ?? '') ?? []);
    });
  }

  #hashing(task: HashTask): Step {
    const { filePath, form, stat } = task;
    const run = () => this.#options.proof.hashLeft([task]);
    return { key: `${form} ${filePath} ${identityOf(stat)}`, isSlim: false, run };
  }

  #stepFor(conversion: Conversion, version: string): Step | undefined {
    const { roots, naming, now } = this.#options;
    const found = conversion.paths.map((path) => roots.findPath(path));
    const sources = found.filter((each) => each !== undefined);
    if (sources.length < found.length || naming.isAsIs(conversion)) return undefined;
    const identity = sources.map((source) => source.identity).join();
    const decided = this.#decided.get(conversion.key);
    const isDecided = decided?.identity === identity && now() < decided.untilMs;
    if (isDecided && !this.#isLost(conversion, version)) return undefined;
    const [source] = sources;
    const isCopy = conversion.kind === 'other' && !naming.scheme.usesTime && source !== undefined;
    const run = isCopy
      ? () => this.#copy(conversion, source, version)
      : () => this.#convert(conversion, sources, identity);
    // one content decides about all versions; to know whether a copy has the one costs little
    const key = `${conversion.key} ${identity} ${isCopy ? version : ''}`;
    return { key, isSlim: conversion.isSlim, run };
  }

  /** An output that was made, and is not there any more, is made again. */
  #isLost(conversion: Conversion, version: string): boolean {
    const current = this.#options.converter.current(conversion.key);
    if (current === undefined) return false;
    const isAsked = this.#options.naming.isVersionOf(current.record, version);
    return isAsked || this.#options.asked.isDue(current);
  }

  async #copy(conversion: Conversion, source: FoundSource, version: string): Promise<void> {
    const { proof } = this.#options;
    const hash = await proof.hashLater(source.filePath);
    const isSmall = sizeOf(source.identity) <= LARGEST_BYTES;
    if (isSmall && hash?.startsWith(version))
      await this.#make(conversion, [source], source.identity);
  }

  async #convert(
    conversion: Conversion,
    found: readonly FoundSource[],
    identity: string,
  ): Promise<void> {
    const sizeBytes = found.reduce((sum, source) => sum + sizeOf(source.identity), 0);
    if (sizeBytes > LARGEST_BYTES) return;
    // the request that asks for it is answered in another turn
    await this.#ahead.turns.next();
    if (conversion.kind !== 'other' && !(await this.#ahead.read(conversion))) return;
    await this.#make(conversion, found, identity);
  }

  async #make(
    conversion: Conversion,
    found: readonly FoundSource[],
    identity: string,
  ): Promise<void> {
    const { now } = this.#options;
    let untilMs = now() + MISS_MS;
    try {
      const { references, absent } = await this.#ahead.convert(conversion, found);
      if (references.length + absent.length === 0) untilMs = Number.POSITIVE_INFINITY;
    } catch {
      // the render that names this file says what is wrong with it
    }
    this.#decided.set(conversion.key, { identity, untilMs });
  }
}
