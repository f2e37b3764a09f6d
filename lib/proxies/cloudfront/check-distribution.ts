// Looks at a distribution's configuration for what keeps files from being served, or served well.
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { errorText } from '../../errors.ts';
import type { ProxyFinding } from '../file-proxy.ts';
import { addressOf, findByComment, getDistribution } from './distribution.ts';
import { type AwsOptions, openCloudFront } from './services.ts';

/** Says nothing of a distribution that only its domain is known of. */
export async function examineDistribution(options: AwsOptions): Promise<ProxyFinding[]> {
  const { distribution } = options;
  if (distribution === undefined || !('id' in distribution || 'comment' in distribution)) return [];
  try {
    const cloudFront = await openCloudFront(options.cloudFront);
    const id =
      'id' in distribution
        ? distribution.id
        : (await findByComment(cloudFront, distribution.comment))?.Id;
    if (id === undefined) {
      const advice = 'Run "staticfile cdn setup".';
      return [{ isFine: false, what: 'There is no distribution with this comment.', advice }];
    }
    const found = await getDistribution(cloudFront, id);
    const { errorCachingSeconds = 10 } = addressOf(found, undefined);
    return [
      deployedFinding(found.Status),
      ...configFindings(found.DistributionConfig, options.bucket),
      errorFinding(errorCachingSeconds),
    ];
  } catch (error) {
    return [{ isFine: false, what: errorText(error) }];
  }
}

function deployedFinding(status: string | undefined): ProxyFinding {
  if (status === 'Deployed') return { isFine: true, what: 'The distribution is deployed.' };
  const advice = 'Wait: it takes some minutes. Until then pages get local URLs.';
  return { isFine: false, what: `The distribution is not deployed yet (${status}).`, advice };
}

function configFindings(config: DistributionConfig | undefined, bucket: string): ProxyFinding[] {
  const origins = config?.Origins?.Items ?? [];
  const ours = origins.find(({ DomainName }) => DomainName?.startsWith(`${bucket}.s3`));
  const checks: readonly (readonly [boolean, string, string, string])[] = [
    [config?.Enabled === true, 'It is enabled.', 'It is disabled.', 'Enable it.'],
    [
      ours !== undefined,
      'Its origin is the bucket.',
      `Its origin is not the bucket "${bucket}".`,
      'Point an origin to the bucket by its regional name.',
    ],
    [
      Boolean(ours?.OriginAccessControlId),
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
