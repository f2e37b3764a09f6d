// Makes or finds what the proxy needs on AWS, and says which it was.
import type { ProxyFinding } from '../file-proxy.ts';
import { allowDistribution, ensureBucket, hasBucket } from './bucket.ts';
import { findByComment, getDistribution } from './distribution.ts';
import { makeDistribution } from './make-distribution.ts';
import { prunePolicy, runningPolicy } from './policies.ts';
import { type AwsOptions, openCloudFront, openS3 } from './services.ts';

/**
 * Sets up bucket, distribution and access, each where it is missing.
 *
 * @param dryRun - Nothing is made, only looked for.
 */
export async function setUp(options: AwsOptions, dryRun: boolean): Promise<ProxyFinding[]> {
  const bucket = await setUpBucket(options, dryRun);
  const { findings, arn } = await setUpDistribution(options, dryRun);
  const place = { bucket: options.bucket, prefix: options.prefix, distributionArn: arn };
  const policies = [
    fine(`The policy for the running server:\n${print(runningPolicy(place))}`),
    fine(`What "staticfile prune" needs besides:\n${print(prunePolicy(place))}`),
  ];
  return [bucket, ...findings, ...policies];
}

async function setUpBucket(options: AwsOptions, dryRun: boolean): Promise<ProxyFinding> {
  const { bucket } = options;
  const s3 = await openS3(options);
  if (await hasBucket(s3, bucket)) return fine(`The bucket "${bucket}" was there.`);
  if (dryRun) return missing(`There is no bucket "${bucket}".`);
  const region = await ensureBucket(s3, bucket);
  return fine(`The bucket "${bucket}" was made, private, in "${region}".`);
}

async function setUpDistribution(
  options: AwsOptions,
  dryRun: boolean,
): Promise<{ findings: ProxyFinding[]; arn: string | undefined }> {
  const { distribution, bucket } = options;
  if (distribution === undefined || !('id' in distribution || 'comment' in distribution)) {
    const where = distribution === undefined ? 'A public URL serves it' : 'Its domain is stated';
    return { findings: [fine(`${where}: no distribution is looked for.`)], arn: undefined };
  }
  const cloudFront = await openCloudFront(options.cloudFront);
  const isId = 'id' in distribution;
  const known = isId
    ? distribution.id
    : (await findByComment(cloudFront, distribution.comment))?.Id;
  const named = isId ? `"${distribution.id}"` : `with the comment "${distribution.comment}"`;
  if (known === undefined && dryRun) {
    return { findings: [missing(`There is no distribution ${named}.`)], arn: undefined };
  }
  const s3 = await openS3(options);
  const id = known ?? (await makeDistribution(cloudFront, s3, wishing(options)));
  const found = await getDistribution(cloudFront, id);
  const { ARN: arn = '', DomainName: domain } = found;
  const verb = known === undefined ? 'was made' : 'was there';
  const findings = [fine(`The distribution ${named} ${verb}: ${id}, at "${domain}".`)];
  if (!dryRun) {
    await allowDistribution(s3, bucket, arn);
    findings.push(fine(`The bucket's policy lets exactly this distribution read it.`));
  }
  return { findings, arn };
}

/** Who runs the set-up wants the distribution to be made. */
function wishing(options: AwsOptions): AwsOptions {
  const { distribution } = options;
  if (distribution === undefined || !('comment' in distribution)) return options;
  return { ...options, distribution: { ...distribution, create: true } };
}

function print(policy: object): string {
  return JSON.stringify(policy, null, 2);
}

function fine(what: string): ProxyFinding {
  return { isFine: true, what };
}

function missing(what: string): ProxyFinding {
  return { isFine: false, what, advice: 'Run "staticfile cdn setup" without --dry-run.' };
}
