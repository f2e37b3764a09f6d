// The output that a render gets: the minified one, or until a worker has made that one that stands in.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BackgroundWork } from '../core/background-work.ts';
import type { FoundSource } from '../files/source.ts';
import type { MinifyQueue } from '../minify/minify-queue.ts';
import type { MinifyTask } from '../minify/slim.ts';
import type { Offers } from '../proxies/offers.ts';
import type { AskedReferences } from './asked.ts';
import type { ConversionMode } from './conversion-mode.ts';
import type { Brought, Converter } from './converter.ts';
import { Entries } from './entries.ts';
import type { Mode } from './graph-walk.ts';
import type { LaterMaps } from './later-maps.ts';
import type { Output } from './output.ts';
import { type Request, type RequestFor, requestOf } from './request.ts';

export interface CurrentOutputsOptions {
  readonly converter: Converter;
  readonly conversionMode: ConversionMode;
  readonly queue: MinifyQueue;
  readonly work: BackgroundWork;
  readonly offers: Offers;
  readonly asked: AskedReferences;
  readonly laterMaps: LaterMaps;
  readonly requestFor: RequestFor;
  readonly now: () => number;
  /** Sources are looked at again at each render. */
  readonly debug: boolean;
}

/** What is being minified. */
interface Pending {
  /** The output of before, where only what it refers to has changed. */
  readonly output: Output | undefined;
  /** When to try again what could not be done. */
  readonly untilMs: number;
}

/** Sources that are edited again and again while they are minified are left for a later render. */
const MOST_ROUNDS = 3;
const AGAIN_MS = 1000;

export class CurrentOutputs {
  readonly #options: CurrentOutputsOptions;
  readonly #entries: Entries;
  readonly #pending = new Map<string, Pending>();
  readonly #standIns = new WeakMap<Output, Output>();

  constructor(options: CurrentOutputsOptions) {
    this.#options = options;
    this.#entries = new Entries(() => options.offers.lookAgain());
  }

  /**
   * Brings the output of a request up to date; in the background mode one stands in for what has to be
   * minified first.
   *
   * @param found - The sources of the request, where they were found just now.
   * @throws `StaticfileError` when a source can't be read or the output can't be written.
   */
  bring(request: Request, mode: Mode, found?: readonly FoundSource[]): Output {
    const { converter, conversionMode } = this.#options;
    const isPatient = !request.isSlim || !conversionMode.isBackground;
    if (isPatient) return this.#lately(request, mode) ?? converter.bring(request, mode, found);
    return this.#minified(request, mode, found) ?? this.#standIn(request, mode, found);
  }

  /** See `Catalog.steadyUntilMs`. */
  steadyUntilMs(output: Output): number {
    const { converter, asked, conversionMode } = this.#options;
    const isHeld = conversionMode.isBackground && this.#entries.isHeld(output.key);
    const isCurrent = converter.current(output.key) === output;
    return isCurrent && !isHeld ? asked.dueMs(output) : Number.NEGATIVE_INFINITY;
  }

  /** Checks whether an output was only ever handed out in the place of another one. */
  standsInOnly(output: Output): boolean {
    return this.#standIns.has(output) && !this.#options.offers.hasOwn(output.key);
  }

  /**
   * Converts anew what refers to files whose URLs have changed, and offers what was minified since.
   *
   * @returns Whether there was such a file.
   */
  refresh(): boolean {
    const { converter, asked, offers } = this.#options;
    let hasChanged = false;
    for (const output of [...converter.outputs()]) {
      if (!asked.isDue(output) || this.standsInOnly(output)) continue;
      try {
        const young = this.bring(output.request, { recheck: false, ask: true });
        if (young.uri === output.uri) continue;
        offers.ask(young, false);
        hasChanged = true;
      } catch {
        // the next render says why, with its place
      }
    }
    return hasChanged;
  }

  /** What was made last, where that need not be looked at. */
  #lately({ key }: Request, { recheck, ask }: Mode): Output | undefined {
    const { converter, asked } = this.#options;
    const current = converter.current(key);
    // what is only described follows what it refers to, too
    const isDue = recheck || !ask || (current !== undefined && asked.isDue(current));
    return isDue ? undefined : current;
  }

  #minified(
    request: Request,
    mode: Mode,
    found: readonly FoundSource[] | undefined,
  ): Output | undefined {
    const { converter, now } = this.#options;
    const pending = mode.recheck ? undefined : this.#pending.get(request.key);
    const isHeld = this.#entries.isHeld(request.key);
    if (pending !== undefined && now() < pending.untilMs)
      return isHeld ? undefined : pending.output;
    const lately = this.#lately(request, mode);
    if (lately !== undefined) return isHeld ? undefined : lately;
    const brought = converter.bringMinified(request, mode, found);
    this.#note(request, brought);
    if (brought.left.length > 0) this.#begin(request, brought);
    return this.#entries.isHeld(request.key) ? undefined : brought.output;
  }

  /** Only modules are loaded once by all who name them; sheets are used as often as they are named. */
  #note({ key }: Request, { output, members }: Brought): void {
    const modules = members.filter(({ kind, isSlim }) => kind === 'js' && isSlim);
    this.#entries.set(key, [key, ...modules.map((each) => each.key)], output !== undefined);
  }

  #begin(request: Request, { output, left }: Brought): void {
    const isBegun = this.#pending.get(request.key)?.untilMs === Number.POSITIVE_INFINITY;
    this.#pending.set(request.key, { output, untilMs: Number.POSITIVE_INFINITY });
    if (isBegun) return;
    this.#options.work.add(this.#make(request, left));
  }

  async #make(request: Request, tasks: readonly MinifyTask[]): Promise<void> {
    let left = tasks;
    for (let round = 0; left.length > 0; round += 1) {
      const done = await Promise.all(left.map((task) => this.#options.queue.add(task)));
      if (round === MOST_ROUNDS || done.includes(false)) return this.#putOff(request);
      // each in a turn of its own
      await nextTurn();
      left = await this.#convert(request);
    }
    this.#pending.delete(request.key);
  }

  /** Answers what has to be minified since. */
  async #convert(request: Request): Promise<readonly MinifyTask[]> {
    const { converter, debug, laterMaps } = this.#options;
    const mode = { recheck: debug, ask: false };
    try {
      const brought = await laterMaps.converted((maps) =>
        converter.bringMinified(request, { ...mode, maps }),
      );
      this.#note(request, brought);
      return brought.left;
    } catch {
      // the next render says why, with its place
      this.#entries.delete(request.key);
      return [];
    }
  }

  #putOff({ key }: Request): void {
    const output = this.#pending.get(key)?.output;
    this.#pending.set(key, { output, untilMs: this.#options.now() + AGAIN_MS });
  }

  /** Has the name and the bytes of the file as it was written, so that every server can serve it. */
  #standIn(request: Request, mode: Mode, found: readonly FoundSource[] | undefined): Output {
    const plain = requestOf(request.paths);
    const offered = (target: Output) => this.#offeredFor(target);
    const output =
      this.#lately(plain, mode) ??
      this.#options.converter.bring(plain, { ...mode, offered }, found);
    return this.#standInOf(output, request);
  }

  /** What it refers to stands in as well, unless it is asked for as it is. */
  #offeredFor(target: Output): Output {
    const request = this.#options.requestFor(target.request.paths, true);
    const isOwn = !request.isSlim || this.#options.offers.hasOwn(target.key);
    return isOwn ? target : this.#standInOf(target, request);
  }

  #standInOf(output: Output, request: Request): Output {
    const known = this.#standIns.get(output);
    if (known !== undefined) return known;
    const made = output.standingInFor(request);
    this.#standIns.set(output, made);
    return made;
  }
}
