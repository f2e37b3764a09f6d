// What S3 says of a policy that is to be a bucket's.
import { AwsError } from './errors.js';

/** Checks a policy as PutBucketPolicy does it. */
export function checkBucketPolicy(text, bucketArn, publicAccessBlock = '') {
  const statements = parse(text);
  for (const { Effect, Principal, Action, Resource } of statements) {
    if (!['Allow', 'Deny'].includes(Effect)) throw malformed('Missing required field Effect');
    if (Principal === undefined) throw malformed('Missing required field Principal');
    if (Action === undefined) throw malformed('Missing required field Action');
    const isOurs = (arn) => arn === bucketArn || String(arn).startsWith(`${bucketArn}/`);
    if (Resource === undefined || ![Resource].flat().every(isOurs)) {
      throw malformed('Policy has invalid resource');
    }
  }
  if (statements.some(isPublic) && /<BlockPublicPolicy>true/.test(publicAccessBlock)) {
    const what = 'public policies are blocked by the BlockPublicPolicy block public access setting';
    throw new AwsError(403, 'AccessDenied', `Access Denied: ${what}`);
  }
}

/** Makes the statement that lets one distribution read. */
export function readableBy(Resource, distributionArn) {
  return {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource,
    Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
  };
}

function parse(text) {
  try {
    const { Version, Statement } = JSON.parse(text);
    if (Version !== undefined && Statement !== undefined) return [Statement].flat();
  } catch {
    // said below
  }
  throw malformed('Policies must be valid JSON and the first byte must be {');
}

function isPublic({ Effect, Principal, Condition }) {
  const isAnybody = Principal === '*' || Principal?.AWS === '*';
  return Effect === 'Allow' && isAnybody && Condition === undefined;
}

function malformed(message) {
  return new AwsError(400, 'MalformedPolicy', message);
}
