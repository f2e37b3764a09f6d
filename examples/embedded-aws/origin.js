// What an edge gets from its origin: the bucket, as its policy lets this distribution read it.
import { evaluate } from './policy.js';
import { listOf, writeXml } from './xml.js';

/** Fetches a key for a distribution. */
export function fetchFromOrigin({ objects, account }, distribution, key) {
  const origin = originOf(distribution.deployed);
  const { name, region } = placeOf(String(origin?.DomainName ?? ''), account.hostSuffix);
  const bucket = objects.buckets.get(name);
  if (bucket === undefined) return failure(404, 'NoSuchBucket');
  // by the name without a region, S3 sends on to the region for as long as that is new
  if (region === undefined && bucket.region !== 'us-east-1')
    return failure(307, 'TemporaryRedirect');
  if (region !== undefined && region !== bucket.region) return failure(301, 'PermanentRedirect');
  const path = `${String(origin.OriginPath ?? '').replace(/^\//, '')}/${key}`.replace(/^\//, '');
  const may = (action, resource) => mayRead(bucket, distribution.arn, origin, action, resource);
  if (!may('s3:GetObject', account.s3Arn(name, path))) return failure(403, 'AccessDenied');
  const object = bucket.objects.get(path);
  if (object === undefined) {
    const isListed = may('s3:ListBucket', account.s3Arn(name));
    return isListed ? failure(404, 'NoSuchKey') : failure(403, 'AccessDenied');
  }
  const { body, headers, etag, lastModifiedMs } = object;
  const about = { ...headers, etag, 'last-modified': new Date(lastModifiedMs).toUTCString() };
  return { status: 200, body, headers: about, xCache: 'Miss from cloudfront' };
}

/** The origin that the default behaviour leads to. */
export function originOf(config) {
  const origins = listOf(config?.Origins?.Items?.Origin);
  return origins.find(({ Id }) => Id === config.DefaultCacheBehavior?.TargetOriginId);
}

/** `bucket.s3.eu-west-1.amazonaws.com`, or without the region. */
function placeOf(host, suffix) {
  const [, name, region] =
    /^(.+?)\.s3(?:[.-]([a-z0-9-]+))?\.(?:amazonaws\.com(?:\.cn)?)$/.exec(host) ?? [];
  return host.endsWith(suffix) ? { name, region } : {};
}

/** Who signs by an access control comes as CloudFront; who does not, as anybody. */
function mayRead({ policy, publicAccessBlock = '' }, arn, origin, action, resource) {
  if (policy === undefined) return false;
  const isSigned = Boolean(origin.OriginAccessControlId);
  if (!isSigned && /<RestrictPublicBuckets>true/.test(publicAccessBlock)) return false;
  const principal = isSigned ? { Service: 'cloudfront.amazonaws.com' } : {};
  const context = isSigned ? { 'aws:SourceArn': arn } : {};
  return evaluate(JSON.parse(policy), { principal, action, resource, context }) === 'allow';
}

function failure(status, Code) {
  const body = writeXml({ Error: { Code, RequestId: '1', HostId: 'embedded' } });
  const headers = { 'content-type': 'application/xml' };
  return { status, body, headers, xCache: 'Error from cloudfront' };
}
