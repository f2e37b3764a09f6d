// When an instance is settled: nothing is being converted or uploaded, nothing is held back.
import { endsWithin, keepAlive } from '../core/keep-alive.ts';
import { StaticfileError } from '../errors.ts';
import type { Instance } from '../instance.ts';

/** Options of `settled`. */
export interface SettledOptions {
  /** Wait also until nothing is held back. Default: `false`. */
  ready?: boolean;
  /** Reject after this time. Default: never. */
  timeoutMs?: number;
}

/** See `Staticfiles.settled`. */
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
