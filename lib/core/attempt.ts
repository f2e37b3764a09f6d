// Functions of the user's: what they throw is an answer, too.

/** Runs a function; what it throws is answered as an error. */
export function attempt<T>(action: () => T): T | Error {
  try {
    return action();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Says what {@link attempt} answered, where that was not what was asked for. */
export function describeAnswer(answer: unknown): string {
  return answer instanceof Error ? `failed: ${answer.message}` : `answered "${String(answer)}"`;
}
