// Checks whether anything that an output refers to, directly or through others, is moving to a CDN.
import type { GraphWalk } from './graph-walk.ts';
import type { Surroundings } from './link-targets.ts';
import type { Output } from './output.ts';
import type { CurrentOutput } from './reference-answers.ts';

export interface MovesOptions {
  /** Returns the form of an output that names all where it is here; absent: there is no other. */
  readonly localFormOf?: (output: Output) => Output | undefined;
}

/** Returns what drafts are told of what they refer to, in one walk. */
export function surroundingsOf(
  walk: GraphWalk,
  options: MovesOptions & { readonly outputs: ReadonlyMap<string, Output> },
): Surroundings {
  const current = (key: string) => options.outputs.get(key);
  const moves = new Moves(walk, options, current);
  return {
    outputOf: ({ key }) => (walk.failures.has(key) ? undefined : current(key)),
    answerFor: (output) => walk.answerFor(output).url,
    isMoving: (output) => moves.isAnyMoving(output),
    localUriOf: (output) => moves.localUriOf(output),
  };
}

class Moves {
  readonly #walk: GraphWalk;
  readonly #options: MovesOptions;
  readonly #current: CurrentOutput;
  /** Outputs that are still, and all that they refer to. */
  readonly #still = new Set<string>();

  constructor(walk: GraphWalk, options: MovesOptions, current: CurrentOutput) {
    this.#walk = walk;
    this.#options = options;
    this.#current = current;
  }

  /** An output, or something that it refers to, is to be answered by another URL. */
  isAnyMoving(output: Output): boolean {
    const isStill = (key: string) => this.#still.has(key);
    const visited = this.#some(output, (each) => this.#walk.isMoving(each), isStill);
    for (const key of visited ?? []) this.#still.add(key);
    return visited === undefined;
  }

  localUriOf(output: Output): string {
    const isLocal = output.isLocalForm || !this.#hasAnyMoved(output);
    return isLocal ? output.uri : (this.#options.localFormOf?.(output) ?? output).uri;
  }

  /** An output names something elsewhere, or refers to one that does: it may be on its way there itself. */
  #hasAnyMoved(output: Output): boolean {
    const visited = this.#some(
      output,
      ({ isLocalForm, references }) =>
        !isLocalForm && references.some(({ uri, answer }) => uri !== answer),
    );
    return visited === undefined;
  }

  /** Returns the keys of all that was tested in vain; `undefined` where a test was passed. */
  #some(
    output: Output,
    test: (output: Output) => boolean,
    isKnown: (key: string) => boolean = () => false,
  ): Set<string> | undefined {
    const visited = new Set<string>();
    const queue: Output[] = [output];
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      if (visited.has(each.key) || isKnown(each.key)) continue;
      visited.add(each.key);
      if (test(each)) return undefined;
      for (const { key } of each.references) {
        const other = this.#current(key);
        if (other !== undefined) queue.push(other);
      }
    }
    return visited;
  }
}
