// The output that a render gets: the minified one, or until a worker has made that one that stands in.
import { nextTurn } from '../core/turns.ts';
import type { FoundSource } from '../files/roots.ts';
import { type Conversion, type ConversionFor, conversionOf } from './conversion.ts';
import type { ConversionMode } from './conversion-mode.ts';
import type { Mode } from './graph-walk.ts';
import { Minifying, type MinifyingOptions } from './minifying.ts';
import type { Output } from './output.ts';
import type { ReferenceAnswers } from './reference-answers.ts';

export interface CurrentOutputsOptions extends MinifyingOptions {
  readonly asked: ReferenceAnswers;
  readonly conversionFor: ConversionFor;
  readonly conversionMode: ConversionMode;
}

export class CurrentOutputs {
  readonly #options: CurrentOutputsOptions;
  readonly #minifying: Minifying;
  readonly #standIns = new WeakMap<Output, Output>();
  readonly #judgement: LaterJudgement;

  constructor(options: CurrentOutputsOptions) {
    this.#options = options;
    this.#judgement = new LaterJudgement(options);
    this.#minifying = new Minifying(options);
  }

  /**
   * Brings the output of a conversion up to date; in the background mode one stands in for what has to be
   * minified first.
   *
   * @param found - The sources of the conversion, where they were found just now.
   * @throws `StaticfileError` when a source can't be read or the output can't be written.
   */
  outputOf(conversion: Conversion, mode: Mode, found?: readonly FoundSource[]): Output {
    const { converter, conversionMode } = this.#options;
    const isPatient = !conversion.isSlim || !conversionMode.isBackground;
    const output = isPatient
      ? (this.#lately(conversion, mode) ?? converter.convert(conversion, mode, found))
      : this.#minified(conversion, mode, found);
    if (output === undefined) return this.#standIn(conversion, mode, found);
    if (!output.record.isUnjudged) return output;
    if (!conversionMode.isBackground)
      return converter.convert(conversion, { ...mode, judge: true });
    return this.#standInOf(this.#judgement.later(output), conversion);
  }

  /** See {@link Minifying.expect}. */
  expect(conversion: Conversion): void {
    if (this.#options.conversionMode.isBackground) this.#minifying.expect(conversion);
  }

  /** See `Catalog.steadyUntilMs`. */
  steadyUntilMs(output: Output): number {
    const { converter, asked, conversionMode } = this.#options;
    const isHeld = conversionMode.isBackground && this.#minifying.isHeld(output.key);
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
        const young = this.outputOf(output.conversion, { recheck: false, ask: true });
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
    const minifying = this.#minifying;
    const { key } = conversion;
    const pending = mode.recheck ? undefined : minifying.pending(key);
    const isHeld = minifying.isHeld(key);
    if (pending !== undefined) return isHeld ? undefined : pending.output;
    const lately = this.#lately(conversion, mode);
    if (lately !== undefined) return isHeld ? undefined : lately;
    const { output } = minifying.look(conversion, mode, found);
    if (mode.recheck) minifying.recheckOthers(conversion);
    return minifying.isHeld(key) ? undefined : output;
  }

  /** Has the name and the bytes of the file as it was written, so that every server can serve it. */
  #standIn(conversion: Conversion, mode: Mode, found: readonly FoundSource[] | undefined): Output {
    const plain = conversionOf(conversion.paths);
    const offered = (target: Output) => this.#offeredFor(target);
    const output =
      this.#lately(plain, mode) ??
      this.#options.converter.convert(plain, { ...mode, offered }, found);
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

class LaterJudgement {
  readonly #options: CurrentOutputsOptions;
  /** The keys of what is joined anew at the moment. */
  readonly #begun = new Set<string>();

  constructor(options: CurrentOutputsOptions) {
    this.#options = options;
  }

  /** Returns an output, and has it made anew where its scripts were not looked at. */
  later(output: Output): Output {
    const { key, conversion, record } = output;
    if (!record.isUnjudged || this.#begun.has(key)) return output;
    this.#begun.add(key);
    this.#options.work.add(this.#judge(conversion).finally(() => this.#begun.delete(key)));
    return output;
  }

  async #judge(conversion: Conversion): Promise<void> {
    const { converter, conversionMode, scripts, laterMaps, publicUrls, debug } = this.#options;
    const mode = { recheck: debug, ask: false, judge: true };
    await scripts.settled();
    await nextTurn();
    try {
      const output = await laterMaps.converted((maps) =>
        converter.convert(conversion, { ...mode, maps }),
      );
      // where no worker could look at them, it is done here
      if (output.record.isUnjudged)
        conversionMode.waiting(() => converter.convert(conversion, mode));
    } catch {
      // the next render says why, with its place
    }
    publicUrls.lookAgain();
  }
}
