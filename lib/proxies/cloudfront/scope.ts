// What tells the facts about one bucket from those about another: buckets of one name in two stores are two.
import { isClient } from './clients.ts';
import { profileEndpoints } from './environment.ts';
import type { CloudFrontProxyOptions } from './proxy-options.ts';

/**
 * Returns the scope of kept facts; `undefined` where it can't be told at once which store is meant, as of a
 * ready-made client with an endpoint, or a function: then nothing is kept, and each start looks anew.
 */
export function scopeOf(
  place: readonly string[],
  s3: CloudFrontProxyOptions['s3'],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] | undefined {
  if (isClient(s3)) {
    const { config } = s3 as { config?: { isCustomEndpoint?: boolean } };
    // its own profile may name an endpoint, which it tells later
    const isElsewhere =
      config?.isCustomEndpoint === true || profileEndpoints(environment).length > 0;
    return isElsewhere ? undefined : place;
  }
  const { endpoint } = (s3 ?? {}) as { endpoint?: unknown };
  if (typeof endpoint === 'function' || endpoint instanceof Promise) return undefined;
  if (typeof endpoint === 'string') return [...place, endpoint];
  // an object of protocol, hostname, port and path
  if (endpoint !== undefined) return [...place, JSON.stringify(endpoint)];
  return [...place, ...profileEndpoints(environment)];
}
