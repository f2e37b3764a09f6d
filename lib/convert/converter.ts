// Keeps the outputs of conversions, and of all that they refer to, up to date.
import { errorText, quote } from '../errors.ts';
import type { Proof } from '../files/proof.ts';
import type { FoundSource } from '../files/roots.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import type { Conversion } from './conversion.ts';
import { Emitter, type EmitterOptions } from './emit.ts';
import { Freshness } from './freshness.ts';
import {
  GraphWalk,
  type GraphWalkOptions,
  type Group,
  type Mode,
  targetKeysOf,
} from './graph-walk.ts';
import { isMapLeft } from './later-maps.ts';
import { type MovesOptions, surroundingsOf } from './moves.ts';
import type { Output } from './output.ts';
import type { Records } from './records.ts';
import type { ReferenceAnswers } from './reference-answers.ts';

export interface ConverterOptions
  extends EmitterOptions,
    MovesOptions,
    Omit<GraphWalkOptions, 'outputs'> {
  readonly proof: Proof;
  readonly asked: ReferenceAnswers;
  readonly records: Pick<Records, 'save'>;
  /** Is told of each output that was made, or found again. */
  readonly onOutput?: (output: Output) => void;
  readonly warn: (subject: string, message: string) => void;
}

/** What became of a conversion that nothing may be minified for. */
export interface Converted {
  /** Absent where a source is another than the output was made of, or there is no output yet. */
  readonly output: Output | undefined;
  /** The texts that have to be minified first. */
  readonly left: readonly MinifyTask[];
  /** The conversion, and all that it refers to. */
  readonly members: readonly Conversion[];
}

export class Converter {
  readonly #options: ConverterOptions & GraphWalkOptions;
  readonly #outputs = new Map<string, Output>();
  readonly #freshness: Freshness;

  constructor(options: ConverterOptions) {
    this.#options = { ...options, outputs: this.#outputs };
    this.#freshness = new Freshness(this.#options);
  }

  /** Lists all outputs, also those that others refer to. */
  outputs(): Iterable<Output> {
    return this.#outputs.values();
  }

  /** Returns the output that was made of a conversion last, without looking at anything. */
  current(key: string): Output | undefined {
    return this.#outputs.get(key);
  }

  /** Takes over what was made elsewhere, unless there is an output already; returns which counts. */
  takeOver(made: Output): Output {
    const current = this.#outputs.get(made.key);
    if (current !== undefined) return current;
    this.#options.records.save(made);
    this.#hold(made);
    return made;
  }

  /**
   * Brings the output of a conversion up to date, and before it all that it refers to.
   *
   * @param found - The sources of the conversion, where they were found just now.
   * @throws `StaticfileError` when a source can't be read or the output can't be written.
   */
  convert(conversion: Conversion, mode: Mode, found?: readonly FoundSource[]): Output {
    const walk = this.#walk(mode);
    for (const group of walk.groupsOf(conversion, found)) {
      if (!this.#keepFresh(group, walk)) this.#convert(group, walk);
    }
    return this.#resultOf(conversion, walk);
  }

  /**
   * Does the same where nothing has to be minified for it; else nothing is converted.
   * Where only what it refers to has changed, the output of before stays until then.
   */
  convertMinified(conversion: Conversion, mode: Mode, found?: readonly FoundSource[]): Converted {
    const left: MinifyTask[] = [];
    const walk = this.#walk(mode, left);
    const groups = walk.groupsOf(conversion, found);
    const members = walk.examined.map((each) => each.conversion);
    const stale = this.#staleOf(groups, walk);
    if (left.length > 0) return { output: this.#outputBefore(conversion, walk), left, members };
    for (const group of stale) if (!this.#keepFresh(group, walk)) this.#convert(group, walk);
    return { output: this.#resultOf(conversion, walk), left, members };
  }

  #walk(mode: Mode, left?: MinifyTask[]): GraphWalk {
    return new GraphWalk(this.#options, mode, left);
  }

  /** Picks what is to be converted, and reads it; all else is kept. */
  #staleOf(groups: readonly Group[], walk: GraphWalk): Group[] {
    const staleKeys = new Set<string>();
    return groups.filter((group) => {
      const isBehind = group.flatMap(targetKeysOf).some((key) => staleKeys.has(key));
      if (!isBehind && this.#keepFresh(group, walk)) return false;
      for (const { conversion } of group) staleKeys.add(conversion.key);
      try {
        walk.read(group);
      } catch (error) {
        for (const { conversion } of group) walk.fail(conversion.key, error);
      }
      return group.every(({ conversion }) => !walk.failures.has(conversion.key));
    });
  }

  /** What was made of the same sources, though not of the same references. */
  #outputBefore({ key }: Conversion, { examined }: GraphWalk): Output | undefined {
    const isEdited = examined.some(({ conversion, resolved }) => conversion.isSlim && resolved);
    const known = examined.find(({ conversion }) => conversion.key === key)?.known;
    return known !== undefined && !isEdited && this.#isThere(known) ? known : undefined;
  }

  #keepFresh(group: Group, walk: GraphWalk): boolean {
    const isFresh = group.every((each) => this.#freshness.isFresh(each, group, walk));
    if (isFresh) this.#keep(group);
    if (isFresh) this.#freshness.askAgain(group, walk);
    return isFresh;
  }

  /** Where sources are not looked at again, an output that can't be replaced still works. */
  #resultOf({ key }: Conversion, walk: GraphWalk): Output {
    const output = this.#outputs.get(key);
    if (output !== undefined && !walk.failures.has(key)) return output;
    const failure = walk.failures.get(key);
    if (output === undefined || !this.#isThere(output) || walk.mode.recheck) throw failure;
    const message = `${quote(output.uri)} stays in use. ${errorText(failure)}`;
    this.#options.warn(`kept ${output.uri}`, message);
    if (walk.mode.ask) this.#freshness.remember(output, walk);
    return output;
  }

  #isThere({ filePath, record }: Output): boolean {
    return this.#options.proof.holds(filePath, record);
  }

  /** Takes over what the cache knew, and identities of sources that were only touched. */
  #keep(group: Group): void {
    for (const { known, isTouched } of group) {
      if (known !== undefined) this.#hold(known);
      if (known !== undefined && isTouched) this.#options.records.save(known);
    }
  }

  #convert(group: Group, walk: GraphWalk): void {
    const around = surroundingsOf(walk, this.#options);
    try {
      const emitter = new Emitter(this.#options, walk.read(group), around, walk.mode.maps);
      for (const [at, made] of emitter.make().entries()) this.#replace(made, group[at]?.known);
      for (const { conversion } of group) this.#noteAsked(conversion, walk);
    } catch (error) {
      if (isMapLeft(error)) throw error;
      for (const { conversion } of group) walk.fail(conversion.key, error);
    }
  }

  /** Members of a circle are offered when all of them are there. */
  #noteAsked({ key }: Conversion, walk: GraphWalk): void {
    const output = this.#outputs.get(key);
    if (output === undefined) return;
    if (walk.mode.ask) this.#freshness.remember(output, walk);
    else this.#options.asked.forget(output);
  }

  /** Whoever took the URL of the output before for final is to look again. */
  #replace(made: Output, known: Output | undefined): void {
    const before = this.#outputs.get(made.key);
    // the cache knew another output of the same conversion
    const isChanged = before === undefined && known !== undefined && known.version !== made.version;
    const output = isChanged ? made.with({}, 'changed') : made;
    this.#options.records.save(output);
    this.#hold(output);
    if (before !== undefined && before.uri !== output.uri) {
      this.#options.publicUrls.forgetAnswer(before.uri);
    }
  }

  #hold(output: Output): void {
    if (this.#outputs.get(output.key) !== output) this.#options.onOutput?.(output);
    this.#outputs.set(output.key, output);
  }
}
