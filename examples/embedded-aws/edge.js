// The edges: what a distribution serves of its bucket, with a cache for answers and for errors.
import { gzipSync } from 'node:zlib';
import { listen, splitUrl } from './http.js';
import { allows } from './policy.js';

/** The managed policies that allow other origins to read. */
const CORS_POLICIES = new Set([
  '60669652-455b-4ae9-85a4-c4c02393f86c',
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
  'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
]);
/** What CloudFront compresses, and from which size on. */
const COMPRESSIBLE = /^text\/|javascript|json|xml|svg/;
const LEAST_COMPRESSED_BYTES = 1000;

export class Edges {
  #parts;
  #servers = [];

  constructor(parts) {
    this.#parts = parts;
  }

  /** Opens an edge for a distribution; answers its domain. */
  async open(distribution) {
    const edge = new Edge(this.#parts, distribution);
    const server = await listen((request, response) => edge.handle(request, response));
    this.#servers.push(server);
    return server.host;
  }

  async close() {
    await Promise.all(this.#servers.map((server) => server.close()));
  }
}

class Edge {
  #parts;
  #distribution;
  #cache = new Map();

  constructor(parts, distribution) {
    this.#parts = parts;
    this.#distribution = distribution;
  }

  handle(request, response) {
    const { rawPath } = splitUrl(request.url);
    const key = decodeURIComponent(rawPath.slice(1));
    const answer = this.#answer(key);
    const { note } = this.#parts;
    note({ service: 'edge', operation: request.method, key, status: answer.status });
    const headers = { ...answer.headers, 'x-cache': answer.xCache };
    if (CORS_POLICIES.has(this.#behaviour.ResponseHeadersPolicyId)) {
      headers['access-control-allow-origin'] = '*';
      headers['x-content-type-options'] = 'nosniff';
    }
    const body = this.#compress(request, answer, headers);
    response.writeHead(answer.status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  get #behaviour() {
    return this.#distribution.deployed?.DefaultCacheBehavior ?? {};
  }

  #answer(key) {
    const { now } = this.#parts;
    // a domain that is not everywhere yet answers here and there, mostly with an error
    if (!this.#distribution.isDeployed())
      return failure(403, 'not deployed', 'Error from cloudfront');
    const cached = this.#cache.get(key);
    if (cached !== undefined && now() < cached.untilMs) {
      const xCache = cached.answer.status === 200 ? 'Hit from cloudfront' : 'Error from cloudfront';
      return { ...cached.answer, xCache };
    }
    const answer = this.#fetch(key);
    this.#cache.set(key, { answer, untilMs: now() + this.#keepsMs(answer.status) });
    return answer;
  }

  #fetch(key) {
    const { objects } = this.#parts;
    const { bucket: name, arn } = this.#distribution;
    const bucket = objects.buckets.get(name);
    if (!allows(bucket?.policy, name, arn, 's3:GetObject')) return failure(403, 'AccessDenied');
    const object = bucket.objects.get(key);
    if (object === undefined) {
      const isListed = allows(bucket.policy, name, arn, 's3:ListBucket');
      return isListed ? failure(404, 'NoSuchKey') : failure(403, 'AccessDenied');
    }
    const { body, headers, etag } = object;
    return { status: 200, body, headers: { ...headers, etag }, xCache: 'Miss from cloudfront' };
  }

  #keepsMs(status) {
    if (status === 200) return Number.POSITIVE_INFINITY;
    const responses = this.#distribution.deployed?.CustomErrorResponses ?? [];
    const own = responses.find(({ ErrorCode }) => Number(ErrorCode) === status);
    const seconds = own?.ErrorCachingMinTTL;
    return seconds === undefined ? this.#parts.errorCachingMs : Number(seconds) * 1000;
  }

  #compress(request, { status, body }, headers) {
    const isWanted =
      status === 200 &&
      this.#behaviour.Compress === 'true' &&
      body.length >= LEAST_COMPRESSED_BYTES &&
      COMPRESSIBLE.test(headers['content-type'] ?? '') &&
      headers['content-encoding'] === undefined &&
      /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (!isWanted) return body;
    headers['content-encoding'] = 'gzip';
    headers.vary = 'Accept-Encoding';
    return gzipSync(body);
  }
}

function failure(status, code, xCache = 'Error from cloudfront') {
  const body = `<Error><Code>${code}</Code></Error>`;
  return { status, body, headers: { 'content-type': 'application/xml' }, xCache };
}
