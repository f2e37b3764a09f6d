// How an instance ends: what goes on in the background is finished, or abandoned after a time.
import { endsWithin, keepAlive } from '../core/keep-alive.ts';
import { errorText, StaticfileError } from '../errors.ts';
import type { Instance } from '../instance.ts';

/** File proxies have 10 s of their own to end in; who never ends is left after a second more. */
const LONGEST_MS = 11_000;

/**
 * Finishes or abandons what goes on in the background, and stops the workers.
 *
 * @param lastWork - What has to end as well.
 * @throws `ERR_STATICFILE_TIMEOUT` where a file proxy doesn't end.
 */
export async function closeInstance(instance: Instance, lastWork: Promise<unknown>): Promise<void> {
  instance.queue.close();
  instance.precompressor.close();
  const proxies = endsWithin(LONGEST_MS, Promise.resolve(instance.chain.close?.()));
  await keepAlive(Promise.all([instance.pool.close(), lastWork]));
  if (await proxies) return;
  throw new StaticfileError(
    'ERR_STATICFILE_TIMEOUT',
    'A file proxy was not closed after 11 s and is abandoned: its close() must resolve.',
  );
}

/** The same; who doesn't end is only warned of. */
export async function closeOrWarn(instance: Instance, lastWork: Promise<unknown>): Promise<void> {
  try {
    await closeInstance(instance, lastWork);
  } catch (error) {
    instance.reporter.warnOnce('close', errorText(error));
  }
}
