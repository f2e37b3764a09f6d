// What the chain is asked about an output again and again, and what it answers.
import type { Offerable } from './file-info.ts';
import type { FileInfo } from './file-proxy.ts';

export interface Answer {
  readonly url: string;
  /** The answer stays while the output does: the chain is not asked again. */
  readonly isFinal: boolean;
  /** A file proxy has said since that its answer is another one. */
  readonly isStale: boolean;
}

/** What a file proxy is asked at each render, while nothing changes. */
export interface Question {
  readonly uri: string;
  readonly info: FileInfo;
  readonly output: Offerable;
  /** Of the last time; `undefined` when there was another offer since. */
  answer: Answer | undefined;
}

/** A question, and what was answered when it was asked last. */
export interface AskedQuestion {
  readonly question: Question;
  readonly answer: Answer;
}
