// Looks whether everything that the proxy needs works, and changes nothing; says what does not work.
import { encodePath } from '../../core/paths.ts';
import { errorText, quote } from '../../errors.ts';
import type { AddressAnswer } from '../cdn/address-source.ts';
import type { ProxyFinding } from '../file-proxy.ts';
import { checkBucket, type StoredHeaders } from './check-bucket.ts';
import { examineDistribution } from './check-distribution.ts';
import { addressOf } from './distribution.ts';
import { DistributionFinder } from './find-distribution.ts';
import { type AwsOptions, openStore } from './open.ts';
import { type EdgeAnswer, probeEdge } from './probe.ts';
import type { CloudFrontProxyOptions } from './proxy-options.ts';

export interface CheckParts {
  readonly options: AwsOptions;
  /** Where the CDN answers, as the options say it; `undefined`: the distribution tells. */
  readonly origin: string | undefined;
  /** What asks the CDN, as the options say it. */
  readonly probe: CloudFrontProxyOptions['probe'];
  readonly now: () => number;
  /** Told of the distribution, and what the CDN answers to another origin. */
  readonly onAddress: (answer: AddressAnswer) => void;
  readonly onCors: (hasCors: boolean) => void;
}

/** Checks, in the order in which things depend on each other. */
export async function check(parts: CheckParts): Promise<ProxyFinding[]> {
  const options = withoutMaking(parts.options);
  const store = await openStore(options);
  try {
    const bucket = await checkBucket(options, store, parts.now);
    const finder = new DistributionFinder(options, store);
    const { findings, origin = parts.origin } = await checkDistribution(parts, options, finder);
    const edge = await checkEdge(parts, origin, bucket.object);
    return [...bucket.findings, ...findings, ...edge];
  } catch (error) {
    return [{ isFine: false, what: errorText(error) }];
  } finally {
    await store.close();
  }
}

/** What is not there is said, and not made. */
function withoutMaking(options: AwsOptions): AwsOptions {
  const { distribution } = options;
  if (distribution === undefined || !('comment' in distribution)) return options;
  return { ...options, distribution: { ...distribution, create: false } };
}

async function checkDistribution(
  { onAddress }: CheckParts,
  options: AwsOptions,
  finder: DistributionFinder,
): Promise<{ findings: readonly ProxyFinding[]; origin?: string | undefined }> {
  const { distribution, bucket } = options;
  if (distribution === undefined || !('id' in distribution || 'comment' in distribution)) {
    return { findings: [] };
  }
  try {
    const found = await finder.find();
    const answer = addressOf(found, { bucket, domain: distribution.domain });
    if (answer.misfit === undefined) onAddress(answer);
    return { findings: examineDistribution(found, options), origin: answer.origin };
  } catch (error) {
    return { findings: [{ isFine: false, what: errorText(error) }] };
  }
}

async function checkEdge(
  parts: CheckParts,
  origin: string | undefined,
  object: StoredHeaders | undefined,
): Promise<ProxyFinding[]> {
  if (origin === undefined) {
    const advice = 'Mend what is wrong with the distribution first.';
    return [{ isFine: false, what: "The CDN's domain is not known.", advice }];
  }
  const policy = policyFinding(origin);
  if (object === undefined) {
    const what = 'There is no object yet to test the CDN with.';
    const advice = 'Build the site, or start it, and check again.';
    return [{ isFine: false, what, advice }, policy];
  }
  const { probe } = parts;
  if (probe === false) {
    const what = 'The CDN is not asked whether it serves the bucket: "probe" is false.';
    return [{ isFine: true, what }, policy];
  }
  const url = `${origin}/${encodePath(object.key)}`;
  try {
    if (probe !== undefined) return [servingFinding({ status: await probe(url) }, url), policy];
    const answer = await probeEdge(url);
    return [servingFinding(answer, url), ...headerFindings(answer, object, parts), policy];
  } catch (error) {
    const advice = 'Is the domain right, and does its name resolve?';
    return [
      { isFine: false, what: `${quote(url)} can't be fetched: ${errorText(error)}.`, advice },
    ];
  }
}

type Status = Pick<EdgeAnswer, 'status'>;

const isServed = ({ status }: Status) => status === 200 || status === 206;

function servingFinding(answer: Status, url: string): ProxyFinding {
  const { status } = answer;
  if (isServed(answer)) return { isFine: true, what: 'The CDN serves what is in the bucket.' };
  const advice =
    status === 403
      ? 'Does the bucket’s policy let this distribution read it? "staticfile cdn setup" sees to that.'
      : 'Does the distribution’s origin point to this bucket, with no path of its own?';
  return { isFine: false, what: `The CDN answers ${status} for ${quote(url)}.`, advice };
}

function headerFindings(
  answer: EdgeAnswer,
  { cacheControl, contentType }: StoredHeaders,
  { onCors }: CheckParts,
): ProxyFinding[] {
  if (!isServed(answer)) return [];
  const { headers, hasCors = false } = answer;
  onCors(hasCors);
  const isKept =
    headers['cache-control'] === cacheControl && headers['content-type'] === contentType;
  return [
    isKept
      ? { isFine: true, what: 'Cache-Control and Content-Type arrive as they were stored.' }
      : {
          isFine: false,
          what: 'Cache-Control or Content-Type do not arrive as they were stored.',
          advice: 'Look for a response headers policy or function that changes them.',
        },
    {
      isFine: true,
      what: hasCors
        ? 'The CDN allows CORS: masks, fragments, fonts, SVG and modules may move.'
        : 'The CDN does not allow CORS: CSS masks, filters and fragments stay on this site. Fonts, SVG and modules must not be included; the managed policy "CORS-and-SecurityHeadersPolicy" would allow them.',
    },
  ];
}

/** A source with a path would match that path alone. */
function policyFinding(url: string): ProxyFinding {
  const { origin } = new URL(url);
  const what = `A Content-Security-Policy must allow ${origin}, as in "img-src 'self' ${origin}".`;
  return { isFine: true, what };
}
