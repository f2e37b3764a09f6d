// Who may do what: keys, signatures (SigV4) and rights.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from './errors.js';
import { splitUrl } from './http.js';
import { evaluate } from './policy.js';

/** What AWS takes as a difference of clocks. */
const MOST_SKEW_MS = 15 * 60_000;

export class Users {
  owner = { accessKeyId: 'AKIDEMBEDDED', secretAccessKey: 'embedded-secret' };
  #users = new Map();
  #now;
  #region;
  #account;

  constructor({ now, region, account }) {
    this.#now = now;
    this.#region = region;
    this.#account = account;
    this.add(this.owner);
  }

  /**
   * Adds a user: with `policies` they may do what these allow, else all that `allow` accepts.
   */
  add({ accessKeyId, secretAccessKey, allow = () => true, policies }) {
    const arn = this.#account.userArn(accessKeyId);
    this.#users.set(accessKeyId, new User({ arn, secretAccessKey, allow, policies }));
    return { accessKeyId, secretAccessKey };
  }

  /** Verifies the signature of a request; returns who has signed it. */
  verify(request, service) {
    const { authorization } = request.headers;
    if (authorization === undefined && service === 's3') return ANONYMOUS;
    const signed = parseAuthorization(authorization ?? '');
    if (signed === undefined) {
      throw new AwsError(403, 'MissingAuthenticationToken', 'The request has no valid signature.');
    }
    const user = this.#users.get(signed.accessKeyId);
    if (user === undefined) throw new AwsError(403, 'InvalidAccessKeyId', 'No such access key.');
    if (request.headers['x-amz-security-token'] === 'expired') {
      throw new AwsError(400, 'ExpiredToken', 'The provided token has expired.');
    }
    this.#checkRegion(signed, service);
    this.#checkTime(request.headers['x-amz-date']);
    const expected = signatureOf(request, signed, user.secretAccessKey);
    const [a, b] = [Buffer.from(expected), Buffer.from(signed.signature)];
    if (a.length !== b.length || !timingSafeEqual(a, b)) {
      throw new AwsError(403, 'SignatureDoesNotMatch', 'The signature does not match.');
    }
    return user;
  }

  #checkRegion({ region }, service) {
    if (service !== 's3' || region === this.#region) return;
    const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${this.#region}'`;
    throw new AwsError(400, 'AuthorizationHeaderMalformed', message, {
      headers: { 'x-amz-bucket-region': this.#region },
      details: { Region: this.#region },
    });
  }

  #checkTime(text = '') {
    const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(text) ?? [];
    const iso = `${date?.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time?.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`;
    if (Math.abs(Date.parse(iso) - this.#now()) <= MOST_SKEW_MS) return;
    throw new AwsError(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
}

class User {
  #about;

  constructor(about) {
    this.#about = about;
  }

  get secretAccessKey() {
    return this.#about.secretAccessKey;
  }

  /** Checks whether policies of the user and of the bucket allow an action. */
  may({ operation, bucket, key, action, resource, context, bucketSettings }) {
    const { arn, allow, policies } = this.#about;
    const right = { action, resource, context };
    const policy = bucketSettings?.policy && JSON.parse(bucketSettings.policy);
    const principal = { AWS: arn };
    const own = policies?.map((each) => evaluate(each, right)) ?? ['allow'];
    const answers = [...own, evaluate(policy, { ...right, principal })];
    if (answers.includes('deny') || !allow(operation, bucket, key)) return false;
    // a bucket of another account must allow it by itself
    const isForeign = bucketSettings?.isForeign === true && action !== 's3:CreateBucket';
    return isForeign ? answers.at(-1) === 'allow' : answers.includes('allow');
  }

  denied({ action, resource }) {
    const { arn } = this.#about;
    return new AwsError(
      403,
      'AccessDenied',
      `User: ${arn} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
    );
  }
}

/** Who has signed nothing gets what a bucket's policy gives to everybody. */
const ANONYMOUS = {
  may: ({ action, resource, context, bucketSettings }) => {
    const { policy, publicAccessBlock = '' } = bucketSettings ?? {};
    if (policy === undefined || /<RestrictPublicBuckets>true/.test(publicAccessBlock)) return false;
    const right = { principal: {}, action, resource, context };
    return evaluate(JSON.parse(policy), right) === 'allow';
  },
  denied: () => new AwsError(403, 'AccessDenied', 'Access Denied'),
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/;

function parseAuthorization(text) {
  const [, accessKeyId, date, region, service, headers, signature] = AUTHORIZATION.exec(text) ?? [];
  if (signature === undefined) return undefined;
  return { accessKeyId, date, region, service, headers: headers.split(';'), signature };
}

/** Signature Version 4, as the AWS General Reference describes it. */
function signatureOf(request, { date, region, service, headers }, secret) {
  const { rawPath, query } = splitUrl(request.url);
  const payload = request.headers['x-amz-content-sha256'] ?? sha256('');
  const canonical = [
    request.method,
    rawPath,
    canonicalQuery(query),
    ...headers.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    headers.join(';'),
    payload,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${request.headers['x-amz-date']}\n${scope}\n${sha256(canonical)}`;
  const key = [date, region, service, 'aws4_request'].reduce(
    (secretSoFar, part) => createHmac('sha256', secretSoFar).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function canonicalQuery(query) {
  const encode = (text) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
