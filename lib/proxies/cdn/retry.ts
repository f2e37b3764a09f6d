// After a failure: whether to try again, and when.
import type { FailureKind } from './store.ts';

const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;
/** How often an upload is tried before it is given up for a while. */
export const MOST_ATTEMPTS = 7;
/** How long nothing is tried after something that only people can mend. */
export const GIVEN_UP_MS = 300_000;

/** `again` after some time; `give up` for a while; `drop`: another file must come first. */
export type Step = { readonly to: 'again'; readonly delayMs: number } | { to: 'give up' | 'drop' };

/**
 * Chooses the next step.
 *
 * @param attempts - How many have failed, from 1.
 * @param random - A number from 0 to 1.
 */
export function nextStep(kind: FailureKind, attempts: number, random: number): Step {
  if (kind === 'file') return { to: 'drop' };
  if (kind === 'refused') return { to: 'give up' };
  // the store is there and asks for patience: that is no reason to give up
  if (kind === 'throttled') return { to: 'again', delayMs: soonMs(random) };
  if (attempts >= MOST_ATTEMPTS) return { to: 'give up' };
  return {
    to: 'again',
    delayMs: kind === 'passing' ? backoffMs(attempts, random) : soonMs(random),
  };
}

function soonMs(random: number): number {
  return 100 + 400 * random;
}

/**
 * Doubles from 1 s up to 5 min, and spreads by half to both sides, so that servers which failed
 * together do not come back together.
 */
function backoffMs(attempts: number, random: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1)) * (0.5 + random);
}
