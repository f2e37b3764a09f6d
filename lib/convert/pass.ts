// One walk over a request and all that it refers to: what was found, and what the chain answered.
import type { FoundSource } from '../files/source.ts';
import type { Answer, Offers } from '../proxies/offers.ts';
import type { Surroundings } from './answers.ts';
import type { Examined } from './examine.ts';
import type { Output } from './output.ts';

/** What a call may do. */
export interface Mode {
  /** Look at sources again that were looked at before. */
  readonly recheck: boolean;
  /** Ask the chain about references. */
  readonly ask: boolean;
}

export class Pass {
  readonly mode: Mode;
  readonly examined: Map<string, Examined> = new Map();
  readonly failures: Map<string, unknown> = new Map();
  /** Sources that were found just now, by request key. */
  readonly found: Map<string, readonly FoundSource[]> = new Map();
  readonly #offers: Offers;
  readonly #answers = new Map<string, Answer>();

  constructor(mode: Mode, offers: Offers) {
    this.mode = mode;
    this.#offers = offers;
  }

  /** The chain's answer; within one pass it stays the same. */
  answerFor(target: Output): Answer {
    const { ask, recheck } = this.mode;
    const answer =
      this.#answers.get(target.key) ??
      (ask ? this.#offers.ask(target, recheck) : this.#offers.lastAnswer(target));
    this.#answers.set(target.key, answer);
    return answer;
  }

  /**
   * Makes a test that tells of a target whether it is elsewhere than is written in `known`. While one
   * of the targets is moving, all of them count as being here.
   */
  moveTest(
    known: Output,
    targets: readonly Output[],
    around: Pick<Surroundings, 'isMoving' | 'localUriOf'>,
  ): (target: Output, written: string) => boolean {
    const { lacksCors, usesCors } = known.record;
    if ((lacksCors || usesCors) && Boolean(lacksCors) === this.#offers.hasCors()) return () => true;
    const urls = new Map(targets.map((each) => [each.key, this.answerFor(each).url]));
    const isLocalForm = targets.some((target) => around.isMoving(target));
    return (target, written) =>
      written !== (isLocalForm ? around.localUriOf(target) : urls.get(target.key));
  }
}
