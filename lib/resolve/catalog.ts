// Where paths are looked up: among the sources, or in a manifest. Both answer the same three questions.
import type { CurrentOutputs } from '../convert/current-outputs.ts';
import type { Output } from '../convert/output.ts';
import type { AskedPath } from './argument.ts';
import type { Combinations } from './combinations.ts';
import type { Finder, FoundPath } from './finder.ts';
import type { ServedOutput } from './served-output.ts';

export interface Looking {
  /** Sources were looked at for this call. */
  readonly isJustFound: boolean;
  /** File proxies may be asked about what the output refers to. */
  readonly ask: boolean;
}

export interface Catalog<O extends ServedOutput = ServedOutput> {
  /** @throws `StaticfileError` where nothing is there. */
  find(asked: AskedPath, isSlim: boolean): FoundPath;
  /**
   * Brings the output of what was found up to date.
   *
   * @throws `StaticfileError` where it can't be made.
   */
  outputOf(found: FoundPath, how: Looking): O;
  /**
   * Returns until when nothing but a change of its sources, or a changed answer, can change an output, in
   * milliseconds since 1970; mostly infinite.
   */
  steadyUntilMs(output: O): number;
}

export interface SourceCatalogOptions {
  readonly debug: boolean;
  readonly finder: Finder;
  readonly currents: CurrentOutputs;
  readonly combinations: Combinations;
}

export class SourceCatalog implements Catalog<Output> {
  readonly #options: SourceCatalogOptions;

  constructor(options: SourceCatalogOptions) {
    this.#options = options;
  }

  find(asked: AskedPath, isSlim: boolean): FoundPath {
    const { finder, combinations } = this.#options;
    const found = finder.find(asked, isSlim);
    combinations.admit(found.conversion, asked.isLiteral);
    return found;
  }

  outputOf(found: FoundPath, { isJustFound, ask }: Looking): Output {
    const { debug, currents } = this.#options;
    const lately = isJustFound ? found.sources : undefined;
    return currents.outputOf(found.conversion, { recheck: debug, ask }, lately);
  }

  steadyUntilMs(output: Output): number {
    return this.#options.currents.steadyUntilMs(output);
  }
}
