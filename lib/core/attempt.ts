// Calls functions of users: what they throw is returned.
import { errorText, quote } from '../errors.ts';

/** Runs a function; what it throws is answered as an error. */
export function attempt<T>(action: () => T): T | Error {
  try {
    return action();
  } catch (error) {
    return isError(error) ? error : new Error(errorText(error));
  }
}

/** Nobody may ask a revoked proxy what it is. */
function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

/**
 * Calls a function of the user's that must answer at once.
 *
 * @throws What it throws; an error where it answers a promise, whose own failure is then nobody's.
 */
export function answerAtOnce<T>(call: () => T): T {
  const answer = call();
  if (isPromise(answer)) throw new Error('it must answer at once, and not with a promise');
  return answer;
}

/** Returns in words what {@link attempt} answered, where that was not what was asked for. */
export function describeAnswer(answer: unknown): string {
  return answer instanceof Error ? `failed: ${errorText(answer)}` : `answered ${quote(answer)}`;
}

/**
 * Checks whether an answer is a promise, of which nobody takes care: when it rejects, that is told and does
 * not end the process.
 */
export function isPromise(
  answer: unknown,
  onRejected: (error: unknown) => void = () => {},
): answer is PromiseLike<unknown> {
  const { then } = (answer ?? {}) as { then?: unknown };
  if (typeof then !== 'function') return false;
  then.call(answer, undefined, onRejected);
  return true;
}
