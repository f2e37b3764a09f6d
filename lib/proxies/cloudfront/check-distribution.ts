// Looks at a distribution's configuration for what keeps files from being served, or served well.
import type { Distribution } from '@aws-sdk/client-cloudfront';
import type { ProxyFinding } from '../file-proxy.ts';
import { addressOf } from './distribution.ts';
import { isBucket, misfitOf } from './fitness.ts';
import type { AwsOptions } from './open.ts';

export function examineDistribution(
  found: Distribution,
  { bucket, distribution }: AwsOptions,
): ProxyFinding[] {
  const fit = { bucket, domain: distribution?.domain };
  const { errorCachingSeconds = 10 } = addressOf(found, fit);
  const misfit = misfitOf(found, fit);
  const fits = { isFine: true, what: 'It is enabled, and its origin is the bucket.' };
  return [
    deployedFinding(found.Status),
    misfit === undefined ? fits : { isFine: false, what: misfit },
    ...configFindings(found, bucket),
    errorFinding(errorCachingSeconds),
  ];
}

function deployedFinding(status: string | undefined): ProxyFinding {
  if (status === 'Deployed') return { isFine: true, what: 'The distribution is deployed.' };
  const advice = 'Wait: it takes some minutes. Until then pages get local URLs.';
  return { isFine: false, what: `The distribution is not deployed yet (${status}).`, advice };
}

function configFindings({ DistributionConfig: config }: Distribution, bucket: string) {
  const ours = (config?.Origins?.Items ?? []).find((origin) => isBucket(origin, bucket));
  const checks: readonly (readonly [boolean, string, string, string])[] = [
    [
      ours === undefined || Boolean(ours.OriginAccessControlId),
      'It reads the bucket by an Origin Access Control.',
      'It has no Origin Access Control.',
      'Set one, so that the bucket can stay private.',
    ],
    [
      config?.DefaultCacheBehavior?.Compress === true,
      'It compresses.',
      'It does not compress.',
      'Turn compression on: objects are stored as they are.',
    ],
  ];
  return checks.map(([isFine, good, bad, advice]) =>
    isFine ? { isFine, what: good } : { isFine, what: bad, advice },
  );
}

function errorFinding(seconds: number): ProxyFinding {
  const what = `It remembers errors for ${seconds} s, so that files are held for ${seconds <= 1 ? 1 : seconds + 1} s.`;
  return { isFine: true, what };
}
