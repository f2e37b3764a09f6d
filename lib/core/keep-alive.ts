// The process stays alive while somebody waits for work: nothing else here keeps it.

/** The longest delay of `setTimeout` and `setInterval`, in milliseconds; a longer one fires at once. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;

/** Returns what the work gives, and keeps the process alive until then. */
export async function keepAlive<R>(work: Promise<R>): Promise<R> {
  const timer = setInterval(() => {}, LONGEST_TIMER_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Checks whether the work ends within a time.
 *
 * @param keepsAlive - Whether the process stays alive until one of both is there. Default: `true`.
 */
export async function endsWithin(
  timeoutMs: number,
  work: Promise<unknown>,
  keepsAlive = true,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
    if (!keepsAlive) timer.unref();
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
