// The edges: what a distribution serves of its bucket, with a cache for answers and for errors.
import { gzipSync } from 'node:zlib';
import { AwsError } from './errors.js';
import { listen, splitUrl } from './http.js';
import { fetchFromOrigin } from './origin.js';
import { rangeOf } from './s3-reading.js';
import { listOf } from './xml.js';

/** The managed policies that allow other origins to read, and those that say `nosniff`. */
const CORS_POLICIES = new Set([
  '60669652-455b-4ae9-85a4-c4c02393f86c',
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
  'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
]);
const SECURITY_POLICIES = new Set([
  'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
  '67f7725c-6f97-4210-82d7-5512b31e9d03',
]);
/** What CloudFront compresses, and from which size on. */
const COMPRESSIBLE = /^text\/|javascript|json|xml|svg/;
const LEAST_COMPRESSED_BYTES = 1000;
const MOST_COMPRESSED_BYTES = 10_000_000;

export class Edges {
  #parts;
  #servers = [];

  constructor(parts) {
    this.#parts = parts;
  }

  /** Opens an edge for a distribution; returns its domain. */
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
    const answer = cut(this.#answer(request, key), request.headers.range);
    const { note } = this.#parts;
    note({ service: 'edge', operation: request.method, key, status: answer.status });
    const headers = { ...answer.headers, 'x-cache': answer.xCache };
    this.#addPolicy(request, headers);
    const body = this.#compress(request, answer, headers);
    response.writeHead(answer.status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  get #behaviour() {
    return this.#distribution.deployed?.DefaultCacheBehavior ?? {};
  }

  /** Headers for other origins are for requests that come from one. */
  #addPolicy(request, headers) {
    const { ResponseHeadersPolicyId: policy } = this.#behaviour;
    if (CORS_POLICIES.has(policy) && request.headers.origin !== undefined) {
      headers['access-control-allow-origin'] = '*';
    }
    if (SECURITY_POLICIES.has(policy)) headers['x-content-type-options'] = 'nosniff';
  }

  #answer(request, key) {
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) return refused(refusal);
    const { now } = this.#parts;
    const cached = this.#cache.get(key);
    if (cached !== undefined && now() < cached.untilMs) {
      const xCache = cached.answer.status === 200 ? 'Hit from cloudfront' : 'Error from cloudfront';
      return { ...cached.answer, xCache };
    }
    const answer = fetchFromOrigin(this.#parts, this.#distribution, key);
    this.#cache.set(key, { answer, untilMs: now() + this.#keepsMs(answer.status) });
    return answer;
  }

  /** Why CloudFront itself answers with an error; it looks for the distribution by the host. */
  #refusalOf({ method, headers }) {
    const { isDeleted, domain } = this.#distribution;
    // a domain that is not everywhere yet answers here and there, mostly with an error
    if (isDeleted || !this.#distribution.isDeployed()) return 'There is no such distribution.';
    const { deployed } = this.#distribution;
    if (deployed.Enabled !== 'true') return 'The distribution is disabled.';
    const host = headers.host ?? '';
    const aliases = listOf(deployed.Aliases?.Items?.CNAME);
    if (host !== domain && !aliases.includes(host.replace(/:\d+$/, ''))) {
      return `No distribution answers for ${host}.`;
    }
    const methods = listOf(this.#behaviour.AllowedMethods?.Items?.Method);
    const isAllowed = ['GET', 'HEAD', ...methods].includes(method);
    return isAllowed ? undefined : `The method ${method} is not allowed.`;
  }

  #keepsMs(status) {
    if (status < 400) return Number.POSITIVE_INFINITY;
    const responses = listOf(
      this.#distribution.deployed?.CustomErrorResponses?.Items?.CustomErrorResponse,
    );
    const own = responses.find(({ ErrorCode }) => Number(ErrorCode) === status);
    const seconds = own?.ErrorCachingMinTTL;
    return seconds === undefined ? this.#parts.errorCachingMs : Number(seconds) * 1000;
  }

  #compress(request, { status, body }, headers) {
    const isWanted =
      status === 200 &&
      this.#behaviour.Compress === 'true' &&
      body.length >= LEAST_COMPRESSED_BYTES &&
      body.length <= MOST_COMPRESSED_BYTES &&
      COMPRESSIBLE.test(headers['content-type'] ?? '') &&
      headers['content-encoding'] === undefined &&
      /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (!isWanted) return body;
    headers['content-encoding'] = 'gzip';
    headers.vary = 'Accept-Encoding';
    return gzipSync(body);
  }
}

function cut(answer, range) {
  if (answer.status !== 200) return answer;
  try {
    return { ...answer, ...rangeOf(answer.body, answer.headers, range) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { ...answer, status: error.status, headers: error.headers, body: '' };
  }
}

function refused(why) {
  const body = `<html><title>ERROR: The request could not be satisfied</title>${why}</html>`;
  return {
    status: 403,
    body,
    headers: { 'content-type': 'text/html' },
    xCache: 'Error from cloudfront',
  };
}
