// A CloudFront distribution: found by id or comment, with what its configuration promises.
import type {
  CloudFrontClient,
  Distribution,
  DistributionConfig,
  DistributionSummary,
} from '@aws-sdk/client-cloudfront';
import type { AddressAnswer } from '../cdn/address-source.ts';
import type { CloudFrontModule } from './clients.ts';
import { originOf } from './domains.ts';
import { toFailure } from './failures.ts';
import { type FitOptions, isBucket, misfitOf } from './fitness.ts';

/** The managed response headers policies that allow other origins. */
const CORS_POLICIES = new Set([
  // SimpleCORS, CORS-With-Preflight, and both with security headers
  '60669652-455b-4ae9-85a4-c4c02393f86c',
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
  'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
]);

/** The CloudFront client, with the commands that it takes. */
export interface CloudFront {
  readonly module: CloudFrontModule;
  readonly client: CloudFrontClient;
}

/** Asks for one distribution. Rejects with a `StoreFailure`. */
export async function getDistribution(cloudFront: CloudFront, id: string): Promise<Distribution> {
  const { module, client } = cloudFront;
  try {
    const { Distribution: found } = await client.send(
      new module.GetDistributionCommand({ Id: id }),
    );
    if (found === undefined) throw new Error('the answer holds no distribution');
    return found;
  } catch (error) {
    throw toFailure(error, { permission: 'cloudfront:GetDistribution', bucket: id });
  }
}

/** Lists the items of all pages; the paginators of the SDK take its own clients only. */
export async function* pagesOf<T>(
  ask: (from: { Marker?: string }) => Promise<Page<T> | undefined>,
): AsyncGenerator<readonly T[]> {
  let Marker: string | undefined;
  do {
    const page = await ask(Marker === undefined ? {} : { Marker });
    yield page?.Items ?? [];
    const next = page?.IsTruncated ? page.NextMarker : undefined;
    Marker = next === Marker ? undefined : next;
  } while (Marker !== undefined);
}

interface Page<T> {
  readonly Items?: readonly T[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly NextMarker?: string | undefined;
}

/** Checks whether there is no such distribution, or no more. */
export function isGone(error: unknown): boolean {
  return ((error as Error).cause as Error | undefined)?.name === 'NoSuchDistribution';
}

/**
 * Looks through all pages for the distribution of a bucket with a comment: several sites may use one
 * comment. An enabled one counts before those that are disabled.
 */
export async function findByComment(
  { module, client }: CloudFront,
  comment: string,
  bucket: string,
): Promise<DistributionSummary | undefined> {
  let disabled: DistributionSummary | undefined;
  try {
    const pages = pagesOf(async (from) => {
      const { DistributionList } = await client.send(new module.ListDistributionsCommand(from));
      return DistributionList;
    });
    for await (const items of pages) {
      const found = items.filter(
        (each) =>
          each.Comment === comment &&
          each.Origins?.Items?.some((origin) => isBucket(origin, bucket)),
      );
      const enabled = found.find(({ Enabled }) => Enabled !== false);
      if (enabled !== undefined) return enabled;
      disabled ??= found[0];
    }
    return disabled;
  } catch (error) {
    throw toFailure(error, { permission: 'cloudfront:ListDistributions', bucket: comment });
  }
}

/** Reads from a distribution what the proxy needs to know. */
export function addressOf(found: Distribution, options: FitOptions): AddressAnswer {
  const { Status, DomainName = '', DistributionConfig: config } = found;
  const policy = config?.DefaultCacheBehavior?.ResponseHeadersPolicyId ?? '';
  return {
    origin: originOf(options.domain ?? DomainName),
    isDeployed: Status === 'Deployed',
    misfit: misfitOf(found, options),
    errorCachingSeconds: errorCachingSeconds(config),
    hasCors: hasCors(policy),
  };
}

/** What a policy of one's own allows is not known from its id; without one only S3 may allow it. */
function hasCors(policy: string): boolean | undefined {
  if (policy === '') return false;
  return CORS_POLICIES.has(policy) ? true : undefined;
}

/** S3 answers for what is not there 403 or 404: both must be forgotten soon. */
function errorCachingSeconds(config: DistributionConfig | undefined): number | undefined {
  const items = config?.CustomErrorResponses?.Items ?? [];
  const times = [403, 404].map(
    (code) => items.find(({ ErrorCode }) => ErrorCode === code)?.ErrorCachingMinTTL,
  );
  return times.every((each) => each !== undefined) ? Math.max(...times) : undefined;
}
