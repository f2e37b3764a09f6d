// Keeps the outputs of requests, and of all that they refer to, up to date.
import { connectedGroups } from '../core/cycles.ts';
import { errorText, isStaticfileError } from '../errors.ts';
import type { Proof } from '../files/proof.ts';
import type { FoundSource } from '../files/source.ts';
import type { Surroundings } from './answers.ts';
import type { AskedReferences } from './asked.ts';
import type { Examined, Examiner } from './examine.ts';
import { Maker, type MakerOptions } from './maker.ts';
import { type MovesOptions, surroundingsOf } from './moves.ts';
import type { Output } from './output.ts';
import { type Mode, Pass } from './pass.ts';
import type { Records } from './records.ts';
import { type Request, requestOfKey } from './request.ts';

export interface ConverterOptions extends MakerOptions, MovesOptions {
  readonly proof: Proof;
  readonly examiner: Examiner;
  readonly asked: AskedReferences;
  readonly records: Pick<Records, 'save'>;
  readonly warn: (subject: string, message: string) => void;
  /** Is told why an output could not be made. */
  readonly tell: (failure: string) => void;
}

/** Requests that refer to each other in a circle; mostly one that does not. */
type Group = readonly Examined[];

export class Converter {
  readonly #options: ConverterOptions;
  readonly #outputs = new Map<string, Output>();

  constructor(options: ConverterOptions) {
    this.#options = options;
  }

  /** Lists all outputs, also those that others refer to. */
  outputs(): Iterable<Output> {
    return this.#outputs.values();
  }

  /** Gives the output that was made of a request last, without looking at anything. */
  current(key: string): Output | undefined {
    return this.#outputs.get(key);
  }

  /** Takes over what was made elsewhere, unless there is an output already; answers which counts. */
  takeOver(made: Output): Output {
    const current = this.#outputs.get(made.key);
    if (current !== undefined) return current;
    this.#options.records.save(made);
    this.#outputs.set(made.key, made);
    return made;
  }

  /**
   * Converts anew what refers to files whose URLs have changed.
   *
   * @returns Whether there was such a file.
   */
  refresh(): boolean {
    const { asked, offers } = this.#options;
    let hasChanged = false;
    for (const output of [...this.#outputs.values()].filter((each) => asked.isDue(each))) {
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

  /**
   * Brings the output of a request up to date, and before it all that it refers to.
   *
   * @param found - The sources of the request, where they were found just now.
   * @throws `StaticfileError` when a source can't be read or the output can't be written.
   */
  bring(request: Request, mode: Mode, found?: readonly FoundSource[]): Output {
    const pass = new Pass(mode, this.#options.offers);
    if (found !== undefined) pass.found.set(request.key, found);
    for (const keys of connectedGroups(request.key, (key) => this.#targetsOf(key, pass))) {
      const group = keys.flatMap((key) => pass.examined.get(key) ?? []);
      if (group.every((each) => this.#isFresh(each, group, pass))) this.#keep(group);
      else this.#convert(group, pass);
    }
    const output = this.#outputs.get(request.key);
    if (output !== undefined && !pass.failures.has(request.key)) return output;
    return this.#keepWorking(output, pass.failures.get(request.key), pass);
  }

  /** Where sources are not looked at again, an output that can't be replaced still works. */
  #keepWorking(output: Output | undefined, failure: unknown, pass: Pass): Output {
    const { proof, warn } = this.#options;
    const isThere = output !== undefined && proof.holds(output.filePath, output.record);
    if (!isThere || pass.mode.recheck) throw failure;
    warn(`kept ${output.uri}`, `"${output.uri}" stays in use. ${errorText(failure)}`);
    if (pass.mode.ask) this.#remember(output, [], pass);
    return output;
  }

  #targetsOf(key: string, pass: Pass): string[] {
    try {
      const examined = this.#examine(requestOfKey(key), pass);
      pass.examined.set(key, examined);
      const { known, resolved } = examined;
      const targets = [...(resolved?.targets.values() ?? [])];
      for (const target of targets) pass.found.set(target.request.key, target.found);
      if (resolved !== undefined) return targets.map(({ request }) => request.key);
      return known?.references.map((reference) => reference.key) ?? [];
    } catch (error) {
      this.#fail(key, error, pass);
      return [];
    }
  }

  #examine(request: Request, { mode, found }: Pass): Examined {
    const known = this.#outputs.get(request.key);
    if (known !== undefined && !mode.recheck) return { request, known, resolved: undefined };
    return this.#options.examiner.examine(request, known, found.get(request.key));
  }

  #isFresh({ known, resolved }: Examined, group: Group, pass: Pass): boolean {
    if (known === undefined || resolved !== undefined) return false;
    const { asked } = this.#options;
    const isLooked = pass.mode.recheck || !this.#outputs.has(known.key);
    if (isLooked && !this.#options.proof.holdsAll(known.files)) return false;
    const isDue = pass.mode.ask && asked.isDue(known);
    const hasMoved = isDue ? this.#moveTest(known, group, pass) : () => false;
    const isSame = known.references.every((reference) => {
      const member = group.find(({ request }) => request.key === reference.key);
      if (member !== undefined) return member.known?.uri === reference.uri;
      const target = this.#outputs.get(reference.key);
      return target?.uri === reference.uri && !hasMoved(target, reference.answer);
    });
    if (isDue && isSame) this.#remember(known, group, pass);
    return isSame;
  }

  #outsideOf(output: Output, group: Group): Output[] {
    return output.references.flatMap(({ key }) =>
      group.some(({ request }) => request.key === key) ? [] : (this.#outputs.get(key) ?? []),
    );
  }

  /** Takes over what the cache knew, and identities of sources that were only touched. */
  #keep(group: Group): void {
    for (const { known, isTouched } of group) {
      if (known !== undefined) this.#outputs.set(known.key, known);
      if (known !== undefined && isTouched) this.#options.records.save(known);
    }
  }

  #convert(group: Group, pass: Pass): void {
    const { examiner, asked, records } = this.#options;
    const around = this.#surroundings(pass);
    try {
      const drafts = group.map(
        ({ request, known, resolved }) => resolved ?? examiner.read(request, known?.sources ?? []),
      );
      for (const [at, made] of new Maker(this.#options, drafts, around).make().entries()) {
        const output = this.#isChanged(made, group[at]?.known) ? made.with({}, 'changed') : made;
        records.save(output);
        this.#replace(output);
        if (pass.mode.ask) this.#remember(output, group, pass);
        else asked.forget(output);
      }
    } catch (error) {
      for (const { request } of group) this.#fail(request.key, error, pass);
    }
  }

  #moveTest(known: Output, group: Group, pass: Pass): ReturnType<Pass['moveTest']> {
    return pass.moveTest(known, this.#outsideOf(known, group), this.#surroundings(pass));
  }

  #surroundings(pass: Pass): Surroundings {
    return surroundingsOf(pass, this.#options, (key) => this.#outputs.get(key));
  }

  #fail(key: string, error: unknown, { failures }: Pass): void {
    failures.set(key, error);
    if (isStaticfileError(error)) this.#options.tell(error.message);
  }

  /** Whoever took the URL of the output before for final is to look again. */
  #replace(output: Output): void {
    const before = this.#outputs.get(output.key);
    this.#outputs.set(output.key, output);
    if (before !== undefined && before.uri !== output.uri) {
      this.#options.offers.forgetAnswer(before.uri);
    }
  }

  /** Tells whether the cache knew another output of the same request. */
  #isChanged({ key, version }: Output, known: Output | undefined): boolean {
    return known !== undefined && !this.#outputs.has(key) && known.version !== version;
  }

  #remember(output: Output, group: Group, pass: Pass): void {
    const targets = this.#outsideOf(output, group);
    const answers = targets.map((target) => pass.answerFor(target));
    this.#options.asked.remember(output, answers);
  }
}
