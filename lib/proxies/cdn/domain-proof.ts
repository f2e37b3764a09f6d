// Whether a domain serves the bucket: proven before its first URL is handed out, and again daily.
import type { ProxyContext } from '../file-proxy.ts';
import type { CdnAddress } from './address.ts';
import type { CdnObject } from './cdn-object.ts';
import type { CdnParts } from './cdn-parts.ts';
import type { Facts } from './facts.ts';
import { findTarget } from './probe-target.ts';
import { ask, type Verdict } from './prober.ts';
import { StoreFailure } from './store.ts';
import { GrowingDelay } from './timers.ts';

const FACT = 'proof';
/** The origin that answered wrongly when it was asked last. */
const WRONG = 'wrong';
/** Wrong answers count when they come twice, this far apart. */
const APART_MS = 60_000;
const REFUSED_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** What it needs of the proxy that it belongs to. */
interface ProofSite {
  /** Without `proof`, a domain counts as proven until its distribution no longer fits. */
  readonly parts: Pick<CdnParts, 'address' | 'proof' | 'timers'>;
  readonly address: CdnAddress;
  readonly facts: Facts;
  /** A build waits for a proof of its own. */
  readonly isBuild: boolean;
  readonly objects: { all(): Iterable<CdnObject> };
  /** How long the edge may remember an error. */
  readonly holdMs: number;
  urlOf(object: CdnObject): string;
  /** Looks what the bucket holds: what was deleted is ready no more. */
  list(): Promise<unknown>;
  troubled(failure: StoreFailure): void;
  tell(): void;
}

export class DomainProof {
  readonly #site: ProofSite;
  readonly #context: ProxyContext;
  /** The origin that was proven; another one in its place is not. */
  #proven: string | undefined;
  #failure: StoreFailure | undefined;
  /** The origin that has answered rightly since it was wrong; it is asked once more. */
  #mended: string | undefined;
  #isRunning = false;
  #hasTarget = true;
  /** A wrong answer, which counts when it comes again. */
  #suspicion: StoreFailure | undefined;
  #isFresh = false;
  #isStopped = false;
  readonly #delay = new GrowingDelay();
  #cancelTimer: () => void = () => {};

  constructor(site: ProofSite, context: ProxyContext) {
    this.#site = site;
    this.#context = context;
    this.#proven = (site.facts.get(FACT) as { origin?: string } | undefined)?.origin;
  }

  /** Checks whether URLs of the domain may be handed out. */
  get isProven(): boolean {
    const { parts, address } = this.#site;
    if (parts.proof === undefined) return this.#failure === undefined;
    return this.#proven !== undefined && this.#proven === address.origin;
  }

  /** What is ready waits for the proof. */
  get isPending(): boolean {
    return this.#isRunning && this.#hasTarget && !this.isProven && this.#failure === undefined;
  }

  /** What is ready waits for a proof of this run, though an earlier one may have been kept. */
  get isRepeating(): boolean {
    return this.#isRunning && this.#hasTarget && !this.#isFresh && this.doubt === undefined;
  }

  /** Why no URL should be built upon: as `failure`, from the first wrong answer on. */
  get doubt(): StoreFailure | undefined {
    return this.failure ?? this.#suspicion;
  }

  /** Why no URL is handed out. */
  get failure(): StoreFailure | undefined {
    return this.isProven ? undefined : this.#failure;
  }

  /** Passes on that the answer for an object has changed. The first that is ready begins the proof. */
  changed({ uri, state }: CdnObject): void {
    this.#context.changed(uri);
    const { proof, address } = this.#site.parts;
    const isAnythingAsked = proof !== undefined || address.look !== undefined;
    if (this.#isRunning || !isAnythingAsked || state !== 'ready') return;
    this.#isRunning = true;
    this.#checkAfter(0);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  #checkAfter(delayMs: number): void {
    if (this.#isStopped) return;
    this.#cancelTimer = this.#site.parts.timers.after(delayMs, () => void this.#check());
  }

  async #check(): Promise<void> {
    const { address } = this.#site;
    const wasProven = this.isProven;
    const hadCors = address.hasCors;
    // another distribution that takes the place of the old one is waited for elsewhere
    const verdict = address.isDeployed ? await this.#examine() : NOT_YET;
    if (this.#isStopped) return;
    this.#checkAfter(this.#take(verdict));
    if (wasProven !== this.isProven || hadCors !== address.hasCors) this.#answerAnew();
    else this.#site.tell();
  }

  async #examine(): Promise<Verdict> {
    const { address, parts, objects } = this.#site;
    const misfit = await address.lookAnew(!this.isProven);
    if (misfit !== undefined) return { is: 'wrong', why: misfit };
    if (parts.proof === undefined) return { is: 'right' };
    // what somebody has deleted meanwhile is no fault of the domain
    if (this.isProven) await this.#list();
    const target = findTarget(objects.all(), (object) => this.#site.urlOf(object));
    this.#hasTarget = target !== undefined;
    if (target === undefined) return NOT_YET;
    const verdict = await ask(parts.proof, target);
    if (verdict.is === 'right' && verdict.hasCors === false) address.proveCors(false);
    if (verdict.is !== 'wrong') return verdict;
    // at once: the process may end while it lists
    this.#mended = undefined;
    this.#site.facts.set(WRONG, address.origin);
    await this.#list();
    return target.isReady() ? verdict : NOT_YET;
  }

  /** Where it can't be listed, what is known stays known. */
  async #list(): Promise<void> {
    await this.#site.list().catch(() => {});
  }

  /** Takes a verdict; returns when the next one is due, in milliseconds. */
  #take(verdict: Verdict): number {
    if (verdict.is === 'none') return this.#waitOn(verdict.why);
    if (verdict.is === 'wrong') return this.#doubt(verdict.why);
    const { facts, address, parts } = this.#site;
    const wasWrong = parts.proof !== undefined && facts.get(WRONG) === address.origin;
    const isFirst = wasWrong && this.#mended !== address.origin;
    this.#suspicion = undefined;
    this.#failure = undefined;
    this.#mended = address.origin;
    // the edge answers for this object again; that others were not there it may still remember
    if (isFirst) return this.#site.holdMs;
    // a process that ends meanwhile leaves the wait to the next one
    facts.delete(WRONG);
    this.#isFresh = true;
    this.#proven = address.origin;
    this.#delay.reset();
    if (parts.proof === undefined) return DAY_MS;
    facts.set(FACT, { origin: address.origin, atMs: this.#context.now() });
    return DAY_MS;
  }

  #doubt(why: string): number {
    const wasProven = this.isProven;
    const wasSuspect = this.#suspicion !== undefined;
    this.#suspicion = new StoreFailure('refused', 'domain', why);
    if (wasProven && !wasSuspect) return APART_MS;
    this.#failure = this.#suspicion;
    this.#mended = undefined;
    this.#site.facts.set(WRONG, this.#site.address.origin);
    this.#proven = undefined;
    this.#site.facts.delete(FACT);
    this.#site.troubled(this.#failure);
    // what has taken the place of the old domain is looked for at once
    if (wasProven) return 0;
    return wasSuspect ? REFUSED_MS : APART_MS;
  }

  #waitOn(why: string): number {
    if (this.isProven && (this.#isFresh || !this.#site.isBuild)) return APART_MS;
    if (why !== '') this.#site.troubled(new StoreFailure('passing', 'domain', why));
    return this.#delay.next();
  }

  /** All that is ready has another answer now. */
  #answerAnew(): void {
    for (const { uri, state } of this.#site.objects.all()) {
      if (state === 'ready') this.#context.changed(uri);
    }
    this.#site.tell();
  }
}

const NOT_YET: Verdict = { is: 'none', why: '' };
