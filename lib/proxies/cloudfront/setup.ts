// Makes or finds what the proxy needs on AWS, step by step, and says which it was.
import type { Distribution } from '@aws-sdk/client-cloudfront';
import type { S3Client } from '@aws-sdk/client-s3';
import { quote } from '../../errors.ts';
import { onceText } from '../cdn/store.ts';
import type { ProxyFinding } from '../file-proxy.ts';
import { allowDistribution, ensureBucket, findBucket, isPrivate } from './bucket.ts';
import { findByComment, getDistribution } from './distribution.ts';
import { misfitOf } from './fitness.ts';
import { createDistribution } from './make-distribution.ts';
import { noteKey, writeNote } from './note.ts';
import { type AwsOptions, openCloudFront, openS3, openStore } from './open.ts';
import { policyFor } from './policies.ts';

/**
 * Sets up bucket, distribution and access, each where it is missing. What fails ends it: the findings
 * before it tell what was made, and another run goes on from there.
 *
 * @param dryRun - Nothing is made, only looked for.
 */
export async function setUp(options: AwsOptions, dryRun: boolean): Promise<ProxyFinding[]> {
  const findings: ProxyFinding[] = [];
  try {
    for await (const finding of steps(options, dryRun)) findings.push(finding);
  } catch (error) {
    const advice =
      'Everything above is done. Mend this, and run the command again: it continues here.';
    findings.push({
      isFine: false,
      what: onceText(error),
      ...(findings.length > 0 && { advice }),
    });
  }
  return findings;
}

async function* steps(options: AwsOptions, dryRun: boolean): AsyncGenerator<ProxyFinding> {
  const s3 = await openS3(options);
  const region = yield* bucketSteps(s3, options.bucket, dryRun);
  const found = yield* distributionSteps(options, region, dryRun);
  if (found !== undefined) yield* accessSteps(s3, options, found, dryRun);
  const { bucket, prefix } = options;
  const place = { bucket, prefix, region, distributionArn: found?.ARN };
  yield fine(`The policy for the running server:\n${print(policyFor('server', place))}`);
  yield fine(`What "staticfile prune" needs in addition:\n${print(policyFor('prune', place))}`);
}

async function* bucketSteps(
  s3: S3Client,
  bucket: string,
  dryRun: boolean,
): AsyncGenerator<ProxyFinding, string> {
  const known = await findBucket(s3, bucket);
  if (known === undefined && dryRun) {
    yield missing(`There is no bucket ${quote(bucket)}.`);
    return await s3.config.region();
  }
  const region = known ?? (await ensureBucket(s3, bucket));
  const isMade = known === undefined;
  yield fine(
    `The bucket ${quote(bucket)} ${isMade ? `was made, private, in ${quote(region)}` : 'was there'}.`,
  );
  if (isMade || (await isPrivate(s3, bucket))) return region;
  // somebody may rely on that, as a site that the bucket serves by itself
  yield fine(`The bucket ${quote(bucket)} does not block public access; that is left as it is.`);
  return region;
}

async function* distributionSteps(
  options: AwsOptions,
  region: string,
  dryRun: boolean,
): AsyncGenerator<ProxyFinding, Distribution | undefined> {
  const { distribution, bucket } = options;
  if (distribution === undefined || !('id' in distribution || 'comment' in distribution)) {
    const where = distribution === undefined ? 'A public URL serves it' : 'Its domain is stated';
    yield fine(`${where}: no distribution is looked for.`);
    return undefined;
  }
  const cloudFront = await openCloudFront(options);
  const isId = 'id' in distribution;
  const known = isId
    ? distribution.id
    : (await findByComment(cloudFront, distribution.comment, bucket))?.Id;
  const named = isId ? quote(distribution.id) : `with the comment ${quote(distribution.comment)}`;
  if (known === undefined && dryRun) {
    yield missing(`There is no distribution ${named}.`);
    return undefined;
  }
  const found =
    known === undefined
      ? await createDistribution(cloudFront, bucket, region, isId ? '' : distribution.comment)
      : await getDistribution(cloudFront, known);
  const verb = known === undefined ? 'was made' : 'was there';
  yield fine(`The distribution ${named} ${verb}: ${found.Id}, at ${quote(found.DomainName)}.`);
  const misfit = misfitOf(found, { bucket, domain: distribution.domain });
  if (misfit !== undefined) yield { isFine: false, what: misfit };
  return found;
}

async function* accessSteps(
  s3: S3Client,
  options: AwsOptions,
  { ARN: arn = '', Id: id = '', DomainName: domain = '' }: Distribution,
  dryRun: boolean,
): AsyncGenerator<ProxyFinding> {
  if (dryRun) return;
  await allowDistribution(s3, options.bucket, arn);
  yield fine('The bucket’s policy lets this distribution read it; other statements stay.');
  const store = await openStore(options);
  await writeNote(store, noteKey(options.prefix, options.distribution), { id, domain });
  await store.close();
  yield fine('A note in the bucket tells servers which distribution it is.');
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
