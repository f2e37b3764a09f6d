// Checks whether an output is up to date with its sources and with the answers for its references.
import type { Proof } from '../files/proof.ts';
import type { GraphWalk, Group } from './graph-walk.ts';
import { type MovesOptions, surroundingsOf } from './moves.ts';
import type { Output } from './output.ts';
import type { ReferenceAnswers } from './reference-answers.ts';
import type { Examined } from './reference-resolver.ts';

export interface FreshnessOptions extends MovesOptions {
  readonly proof: Proof;
  readonly asked: ReferenceAnswers;
  /** By conversion key, what was made last. */
  readonly outputs: ReadonlyMap<string, Output>;
}

export class Freshness {
  readonly #options: FreshnessOptions;

  constructor(options: FreshnessOptions) {
    this.#options = options;
  }

  /** Checks whether nothing has to be converted; what it refers to is up to date by then. */
  isFresh({ known, resolved }: Examined, group: Group, walk: GraphWalk): boolean {
    if (known === undefined || resolved !== undefined) return false;
    const { outputs, proof } = this.#options;
    const isLooked = walk.mode.recheck || !outputs.has(known.key);
    if (isLooked && !proof.holdsAll(known.files)) return false;
    const hasMoved = this.#isDue(known, walk) ? this.#moveTest(known, group, walk) : () => false;
    return known.references.every((reference) => {
      const member = group.find(({ conversion }) => conversion.key === reference.key);
      if (member !== undefined) return member.known?.uri === reference.uri;
      const target = outputs.get(reference.key);
      return target?.uri === reference.uri && !hasMoved(target, reference.answer);
    });
  }

  /** Asks the chain again about what a group that is kept refers to, where that is due. */
  askAgain(group: Group, walk: GraphWalk): void {
    for (const { known } of group) {
      if (known !== undefined && this.#isDue(known, walk)) this.remember(known, walk);
    }
  }

  /** What is final is not asked for again. */
  #isDue(known: Output, walk: GraphWalk): boolean {
    const { asked } = this.#options;
    return walk.isDue(asked) && asked.dueMs(known) !== Number.POSITIVE_INFINITY;
  }

  /**
   * Notes what the chain answered in this walk for what an output refers to: all of that is offered, so
   * that it can be where the output is. The output that is asked for itself is offered last, by whoever asks.
   */
  remember(output: Output, walk: GraphWalk): void {
    const targets = output.references.flatMap(({ key }) => this.#options.outputs.get(key) ?? []);
    const others = targets.filter(({ key }) => key !== walk.startKey);
    const answers = others.map((target) => walk.answerFor(target));
    this.#options.asked.remember(output, answers);
  }

  #moveTest(known: Output, group: Group, walk: GraphWalk): ReturnType<GraphWalk['moveTest']> {
    const members = new Set(group.map(({ conversion }) => conversion.key));
    const outside = known.references.flatMap(({ key }) =>
      members.has(key) ? [] : (this.#options.outputs.get(key) ?? []),
    );
    return walk.moveTest(known, outside, surroundingsOf(walk, this.#options));
  }
}
