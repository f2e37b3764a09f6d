// When an instance is settled, and how it ends: what goes on in the background is finished, or abandoned after a time.
import { endsWithin, keepAlive } from '../core/keep-alive.ts';
import { errorText, StaticfileError } from '../errors.ts';
import type { Instance } from '../instance.ts';

/** Options of `settled`. */
export interface SettledOptions {
  /** Wait also until nothing is held back. Default: `false`. */
  ready?: boolean;
  /** Reject after this time. Default: never. */
  timeoutMs?: number;
}

/** See `Staticfiles.settled`. @internal */
export async function settled(
  instance: Instance,
  options: SettledOptions & { signal?: AbortSignal } = {},
): Promise<void> {
  const { timeoutMs } = options;
  const done = wholly(instance, options);
  if (timeoutMs === undefined) return done;
  if (!(await endsWithin(timeoutMs, done, false))) throw timeoutError(timeoutMs, instance);
}

/** What has moved makes sheets that refer to it move as well. */
async function wholly(instance: Instance, options: SettledOptions): Promise<void> {
  const { chain, work, sources, precompressor } = instance;
  const { currents } = sources === undefined ? {} : instance;
  do {
    await keepAlive(work.idle().then(() => precompressor.idle()));
    await chain.settled?.(options);
  } while (options.ready === true && currents?.refresh());
}

function timeoutError(timeoutMs: number, { chain }: Instance): StaticfileError {
  const waited = chain.mover?.waitingFor?.();
  const proxies = waited === undefined ? '' : ` The file proxies wait for ${waited}.`;
  return new StaticfileError(
    'ERR_STATICFILE_TIMEOUT',
    `Not settled after ${timeoutMs} ms: something is still being converted, uploaded or held back.${proxies}`,
  );
}

/** File proxies have 10 s of their own to end in; who never ends is left after a second more. */
const LONGEST_MS = 11_000;

/**
 * Finishes or abandons what goes on in the background, and stops the workers.
 *
 * @throws `ERR_STATICFILE_TIMEOUT` where a file proxy doesn't end.
 * @internal
 */
export async function closeInstance(instance: Instance): Promise<void> {
  const recorded = instance.recorder?.write();
  instance.queue.close();
  instance.precompressor.close();
  const proxies = endsWithin(LONGEST_MS, Promise.resolve(instance.chain.close?.()));
  await keepAlive(Promise.all([instance.pool.close(), recorded]));
  if (await proxies) return;
  throw new StaticfileError(
    'ERR_STATICFILE_TIMEOUT',
    'A file proxy was not closed after 11 s and is abandoned: its close() must resolve.',
  );
}

/** The same; who doesn't end is only warned of. @internal */
export async function closeOrWarn(instance: Instance): Promise<void> {
  try {
    await closeInstance(instance);
  } catch (error) {
    instance.reporter.warnOnce('close', errorText(error));
  }
}
