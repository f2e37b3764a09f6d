// One walk over a request and all that it refers to: what it may do, and what it has seen.
import type { FoundSource } from '../files/source.ts';
import type { Answer } from '../proxies/offers.ts';
import type { Examined } from './examine.ts';

/** What a call may do. */
export interface Mode {
  /** Look at sources again that were looked at before. */
  readonly recheck: boolean;
  /** Ask the chain about references. */
  readonly ask: boolean;
}

export interface Pass {
  readonly mode: Mode;
  readonly examined: Map<string, Examined>;
  readonly failures: Map<string, unknown>;
  readonly answers: Map<string, Answer>;
  /** Sources that were found just now, by request key. */
  readonly found: Map<string, readonly FoundSource[]>;
}

export function createPass(mode: Mode): Pass {
  return {
    mode,
    examined: new Map(),
    failures: new Map(),
    answers: new Map(),
    found: new Map(),
  };
}
