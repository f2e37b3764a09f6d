// Every kind of failure: whether it passes, whom it concerns, and how long to wait after it.

/**
 * `throttled`: too many requests. `slow`: a time-out. `passing`: the network or the store, for now.
 * `conflict`: two writers met. `renewed`: another client has fresh credentials, or the right clock.
 * `credentials`: they can't be read. `refused`: rights, bucket, region or credentials of all.
 * `denied`: no right to one key. `doubtful`: the store has refused this object, perhaps not for ever.
 * `rejected`: the store never takes this object. `file`: it is not what was converted, or can't be read.
 */
export type FailureKind =
  | 'throttled'
  | 'slow'
  | 'passing'
  | 'conflict'
  | 'renewed'
  | 'credentials'
  | 'refused'
  | 'denied'
  | 'doubtful'
  | 'rejected'
  | 'file';

export interface FailureRule {
  /** Only a person can end it. */
  readonly isLasting: boolean;
  readonly of: 'object' | 'store';
  /** Fewer uploads at once from now on. */
  readonly slowsDown: boolean;
  /** How often one object is tried until nobody waits for it any more. */
  readonly tries: number;
  /** How often it is tried again after that, later and later. */
  readonly laterTries: number;
  /** The first wait before another try; it doubles. */
  readonly firstWaitMs: number;
  /** So many in a row, of any objects, make the whole queue pause. */
  readonly inARow: number;
  readonly firstPauseMs: number;
  /** After so many pauses in a row nobody waits any more. */
  readonly pauses: number;
  /** After so many nothing is tried any more in this process. */
  readonly mostPauses: number;
}

const EVER = Number.POSITIVE_INFINITY;
const MINUTE_MS = 60_000;

const PASSING: FailureRule = {
  isLasting: false,
  of: 'store',
  slowsDown: false,
  tries: 9,
  laterTries: EVER,
  firstWaitMs: 250,
  inARow: 5,
  firstPauseMs: 5000,
  pauses: 4,
  mostPauses: EVER,
};

/** The store is there: that is no reason to give up, nor to pause. */
const SOON: FailureRule = { ...PASSING, tries: EVER, firstWaitMs: 0, inARow: EVER };

/** All objects would meet it: none is tried before the pause is over, and then one alone. */
const OF_ALL: FailureRule = { ...PASSING, tries: EVER, firstWaitMs: 0, inARow: 1 };

const OF_ONE: FailureRule = {
  ...PASSING,
  isLasting: true,
  of: 'object',
  tries: 1,
  laterTries: 0,
  firstWaitMs: 5 * MINUTE_MS,
  inARow: EVER,
};

export const FAILURE_RULES: Readonly<Record<FailureKind, FailureRule>> = {
  throttled: { ...SOON, slowsDown: true },
  slow: { ...PASSING, slowsDown: true },
  passing: PASSING,
  conflict: { ...SOON, of: 'object', tries: 7 },
  renewed: SOON,
  credentials: { ...OF_ALL, firstPauseMs: 1000, pauses: 4, mostPauses: 40 },
  refused: {
    ...OF_ALL,
    isLasting: true,
    firstPauseMs: 5 * MINUTE_MS,
    pauses: 1,
    mostPauses: 10,
  },
  // a policy may be mended while the server runs
  denied: { ...OF_ONE, laterTries: 3 },
  doubtful: { ...OF_ONE, isLasting: false, tries: 4, laterTries: 10, firstWaitMs: 500 },
  rejected: OF_ONE,
  file: OF_ONE,
};

/** The longest wait for one object that is passing, and the longest of the whole queue. */
const LONGEST_MS = 5 * MINUTE_MS;
const LONGEST_LASTING_MS = 6 * 60 * MINUTE_MS;

/**
 * Returns how long an object waits after its `attempts`th failure, in milliseconds. It is spread by
 * half to both sides, so that servers which failed together do not come back together.
 *
 * @param random - A number from 0 to 1.
 */
export function waitMs(rule: FailureRule, attempts: number, random: number): number {
  if (rule.firstWaitMs === 0) return 100 + 400 * random;
  return doubled(rule, rule.firstWaitMs, attempts) * (0.5 + random);
}

/** Returns how long the queue pauses for the `pauses`th time in a row, in milliseconds. */
export function pauseMs(rule: FailureRule, pauses: number): number {
  return doubled(rule, rule.firstPauseMs, pauses);
}

function doubled({ isLasting }: FailureRule, firstMs: number, times: number): number {
  const longestMs = isLasting ? LONGEST_LASTING_MS : LONGEST_MS;
  return Math.min(longestMs, firstMs * 2 ** Math.min(times - 1, 30));
}
