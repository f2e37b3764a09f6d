// Who may do what: keys, signatures (SigV4) and rights.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from './errors.js';
import { splitUrl } from './http.js';

/** What AWS takes as a difference of clocks. */
const MOST_SKEW_MS = 15 * 60_000;

export class Users {
  owner = { accessKeyId: 'AKIDEMBEDDED', secretAccessKey: 'embedded-secret' };
  #users = new Map();
  #now;
  #region;

  constructor({ now, region }) {
    this.#now = now;
    this.#region = region;
    this.add({ ...this.owner, allow: () => true });
  }

  add({ accessKeyId, secretAccessKey, allow = () => true }) {
    this.#users.set(accessKeyId, { secretAccessKey, allow });
    return { accessKeyId, secretAccessKey };
  }

  /** Verifies the signature of a request; answers who has signed it. */
  verify(request, service) {
    const signed = parseAuthorization(request.headers.authorization ?? '');
    if (signed === undefined) throw new AwsError(403, 'AccessDenied', 'Anonymous access.');
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
