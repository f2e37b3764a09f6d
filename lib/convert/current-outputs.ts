// The output that a render gets: the minified one, or until a worker has made that one that stands in.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FoundSource } from '../files/found-source.ts';
import type { MinifyQueue } from '../minify/minify-queue.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import { type Conversion, type ConversionFor, conversionOf } from './conversion.ts';
import type { Brought } from './converter.ts';
import { Entries } from './entries.ts';
import type { Mode } from './graph-walk.ts';
import { LaterJudgement, type LaterJudgementOptions } from './later-judgement.ts';
import type { Output } from './output.ts';
import type { ReferenceAnswers } from './reference-answers.ts';

export interface CurrentOutputsOptions extends LaterJudgementOptions {
  readonly queue: MinifyQueue;
  readonly asked: ReferenceAnswers;
  readonly conversionFor: ConversionFor;
  readonly now: () => number;
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
  readonly #judgement: LaterJudgement;

  constructor(options: CurrentOutputsOptions) {
    this.#options = options;
    this.#judgement = new LaterJudgement(options);
    this.#entries = new Entries(() => options.publicUrls.lookAgain());
  }

  /**
   * Brings the output of a conversion up to date; in the background mode one stands in for what has to be
   * minified first.
   *
   * @param found - The sources of the conversion, where they were found just now.
   * @throws `StaticfileError` when a source can't be read or the output can't be written.
   */
  bring(conversion: Conversion, mode: Mode, found?: readonly FoundSource[]): Output {
    const { converter, conversionMode } = this.#options;
    const isPatient = !conversion.isSlim || !conversionMode.isBackground;
    const output = isPatient
      ? (this.#lately(conversion, mode) ?? converter.bring(conversion, mode, found))
      : this.#minified(conversion, mode, found);
    if (output === undefined) return this.#standIn(conversion, mode, found);
    if (!output.record.isUnjudged) return output;
    if (!conversionMode.isBackground) return converter.bring(conversion, { ...mode, judge: true });
    return this.#standInOf(this.#judgement.later(output), conversion);
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
    return this.#standIns.has(output) && !this.#options.publicUrls.hasOwn(output.key);
  }

  /**
   * Converts anew what refers to files whose URLs have changed, and offers what was minified since.
   *
   * @returns Whether there was such a file.
   */
  refresh(): boolean {
    const { converter, asked, publicUrls } = this.#options;
    let hasChanged = false;
    for (const output of [...converter.outputs()]) {
      if (!asked.isDue(output) || this.standsInOnly(output)) continue;
      try {
        const young = this.bring(output.conversion, { recheck: false, ask: true });
        if (young.uri === output.uri) continue;
        publicUrls.ask(young, false);
        hasChanged = true;
      } catch {
        // the next render says why, with its place
      }
    }
    return hasChanged;
  }

  /** What was made last, where that need not be looked at. */
  #lately({ key }: Conversion, { recheck, ask }: Mode): Output | undefined {
    const { converter, asked } = this.#options;
    const current = converter.current(key);
    // what is only described follows what it refers to, too
    const isDue = recheck || !ask || (current !== undefined && asked.isDue(current));
    return isDue ? undefined : current;
  }

  #minified(
    conversion: Conversion,
    mode: Mode,
    found: readonly FoundSource[] | undefined,
  ): Output | undefined {
    const { converter, now } = this.#options;
    const pending = mode.recheck ? undefined : this.#pending.get(conversion.key);
    const isHeld = this.#entries.isHeld(conversion.key);
    if (pending !== undefined && now() < pending.untilMs)
      return isHeld ? undefined : pending.output;
    const lately = this.#lately(conversion, mode);
    if (lately !== undefined) return isHeld ? undefined : lately;
    const brought = converter.bringMinified(conversion, mode, found);
    this.#note(conversion, brought);
    if (brought.left.length > 0) this.#begin(conversion, brought);
    return this.#entries.isHeld(conversion.key) ? undefined : brought.output;
  }

  /** Only modules are loaded once by all who name them; sheets are used as often as they are named. */
  #note({ key }: Conversion, { output, members }: Brought): void {
    const modules = members.filter(({ kind, isSlim }) => kind === 'js' && isSlim);
    this.#entries.set(key, [key, ...modules.map((each) => each.key)], output !== undefined);
  }

  #begin(conversion: Conversion, { output, left }: Brought): void {
    const isBegun = this.#pending.get(conversion.key)?.untilMs === Number.POSITIVE_INFINITY;
    this.#pending.set(conversion.key, { output, untilMs: Number.POSITIVE_INFINITY });
    if (isBegun) return;
    this.#options.work.add(this.#make(conversion, left));
  }

  async #make(conversion: Conversion, tasks: readonly MinifyTask[]): Promise<void> {
    let left = tasks;
    for (let round = 0; left.length > 0; round += 1) {
      const done = await Promise.all(left.map((task) => this.#options.queue.add(task)));
      if (round === MOST_ROUNDS || done.includes(false)) return this.#putOff(conversion);
      // each in a turn of its own
      await this.#options.scripts.settled();
      await nextTurn();
      left = await this.#convert(conversion);
    }
    this.#pending.delete(conversion.key);
  }

  /** Answers what has to be minified since. */
  async #convert(conversion: Conversion): Promise<readonly MinifyTask[]> {
    const { converter, debug, laterMaps } = this.#options;
    const mode = { recheck: debug, ask: false };
    try {
      const brought = await laterMaps.converted((maps) =>
        converter.bringMinified(conversion, { ...mode, maps }),
      );
      this.#note(conversion, brought);
      return brought.left;
    } catch {
      // the next render says why, with its place
      this.#entries.delete(conversion.key);
      return [];
    }
  }

  #putOff({ key }: Conversion): void {
    const output = this.#pending.get(key)?.output;
    this.#pending.set(key, { output, untilMs: this.#options.now() + AGAIN_MS });
  }

  /** Has the name and the bytes of the file as it was written, so that every server can serve it. */
  #standIn(conversion: Conversion, mode: Mode, found: readonly FoundSource[] | undefined): Output {
    const plain = conversionOf(conversion.paths);
    const offered = (target: Output) => this.#offeredFor(target);
    const output =
      this.#lately(plain, mode) ??
      this.#options.converter.bring(plain, { ...mode, offered }, found);
    return this.#standInOf(this.#judgement.later(output), conversion);
  }

  /** What it refers to stands in as well, unless it is asked for as it is. */
  #offeredFor(target: Output): Output {
    const conversion = this.#options.conversionFor(target.conversion.paths, true);
    const isOwn = !conversion.isSlim || this.#options.publicUrls.hasOwn(target.key);
    return isOwn ? target : this.#standInOf(target, conversion);
  }

  #standInOf(output: Output, conversion: Conversion): Output {
    const known = this.#standIns.get(output);
    if (known !== undefined) return known;
    const made = output.standingInFor(conversion);
    this.#standIns.set(output, made);
    return made;
  }
}
