// A site whose pictures move to embedded servers that can be made to fail.
import type { CloudFrontProxyOptions } from '../../../../lib/cloudfront.ts';
import { createAws, createMovingSite, createProxy } from './aws.ts';

export const FILES = { 'img/a.png': 'a', 'img/b.png': 'b' };

export async function open(options: Partial<CloudFrontProxyOptions> = {}) {
  const aws = await createAws();
  const { domain } = await aws.addDistribution({ bucket: 'site' });
  const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, ...options });
  const { staticfiles, log, site } = createMovingSite(FILES, proxy);
  const settle = () => staticfiles.settled({ ready: true, timeoutMs: 18_000 });
  const isOnCdn = (path = '/img/a.png') => staticfiles.staticfile(path).startsWith('http://');
  return { aws, domain, proxy, staticfiles, log, site, settle, isOnCdn };
}

/** Short enough for a test; what is right for a site is the default. */
export const IMPATIENT = {
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 400,
    socketTimeout: 400,
    throwOnRequestTimeout: true,
  },
};
