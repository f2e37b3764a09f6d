// What is said of options of the CloudFront proxy that are wrong.
import { didYouMean } from '../../core/closest.ts';
import {
  isBoolean,
  isCount,
  isFunction,
  isObject,
  isText,
  optionError,
  type Shape,
  type Shapes,
} from '../../core/option-shapes.ts';
import { quote, type StaticfileError } from '../../errors.ts';
import { isHeader } from '../cdn/headers.ts';
import { checkOptionsOf, isTime, PRUNE } from '../cdn/shapes.ts';
import { isClient } from './clients.ts';
import { readDomain, readPublicUrl } from './domains.ts';
import type { CloudFrontProxyOptions } from './proxy-options.ts';

const SPEAKER = 'cloudFrontProxy: ';

/** Names of buckets: of AWS, and the older and longer ones of other stores. */
const BUCKET = /^(?!.*\.\.)(?!\d+(?:\.\d+){3}$)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?$/;
/** More uploads at once would wait for each other. */
const MOST_AT_ONCE = 1000;
/** The names that people write; the SDK ignores what it does not know, and goes to AWS without it. */
const CLIENT_OPTIONS: ReadonlySet<string> = new Set(
  (
    'credentials endpoint forcePathStyle logger maxAttempts profile region requestHandler ' +
    'retryMode'
  ).split(' '),
);
/** The comments that CloudFront accepts. */
const LONGEST_COMMENT = 128;

const DISTRIBUTION: Shapes = {
  id: ['an id like "E2EXAMPLE"', (value) => isText(value) && /^[A-Z0-9]+$/.test(String(value))],
  domain: [
    'a host like "d111.cloudfront.net", without a path',
    (value) => isText(value) && readDomain(String(value)) !== undefined,
  ],
  comment: [
    `a text of at most ${LONGEST_COMMENT} characters`,
    (value) => isText(value) && String(value).length <= LONGEST_COMMENT,
  ],
  create: ['true or false', isBoolean],
};

const HEADERS: Shapes = {
  cacheControl: ['a text of ASCII, on one line', isHeader],
  contentType: [
    'a text of ASCII, on one line, or a function of the key',
    (value) => isHeader(value) || isFunction(value),
  ],
};

const SHAPES: Shapes & Readonly<Record<keyof CloudFrontProxyOptions, Shape>> = {
  bucket: [
    'the name of a bucket, without "s3://" and path',
    (value) => isText(value) && BUCKET.test(String(value)),
  ],
  region: [
    'a region like "eu-west-1"',
    (value) => isText(value) && /^[a-z0-9-]+$/i.test(String(value)),
  ],
  prefix: ['a text like "static/"', (value) => typeof value === 'string' && isPrefix(value)],
  distribution: ['{ id }, { domain } or { comment, create: true }', isDistribution, DISTRIBUTION],
  include: ['"images", "all", a list of extensions like "png", or a function', isInclude],
  timeoutSeconds: ['a number of seconds', isTime],
  settleSeconds: ['a number of seconds', isTime],
  concurrency: [
    `a number from 1 up, at most ${MOST_AT_ONCE}`,
    (value) => isCount(value) && Number(value) <= MOST_AT_ONCE,
  ],
  prune: [
    'true, false or { keep, olderThanSeconds, maxDelete }',
    (value) => isBoolean(value) || isObject(value),
    PRUNE,
  ],
  s3: ['a client of @aws-sdk/client-s3, or its configuration', isObject],
  cloudFront: ['a client of @aws-sdk/client-cloudfront, or its configuration', isObject],
  publicUrl: [
    'a URL like "https://files.example.com", without a query',
    (value) => isText(value) && readPublicUrl(String(value)) !== undefined,
  ],
  probe: [
    'false, or a function that returns a status',
    (value) => value === false || isFunction(value),
  ],
  headers: ['{ cacheControl, contentType }', isObject, HEADERS],
  site: ['a text', isText],
  channel: ['a text', isText],
  release: ['a text', isText],
};

/** @throws `ERR_STATICFILE_OPTION` with the closest right name. */
export function checkOptions(options: CloudFrontProxyOptions): void {
  checkOptionsOf(SPEAKER, options, SHAPES);
  const { bucket, distribution, publicUrl } = options;
  for (const name of ['s3', 'cloudFront'] as const) {
    const why = isClient(options[name]) ? undefined : misspeltIn({ ...options[name] });
    if (why !== undefined) throw wrong(`In the option ${quote(name)}: ${why}`);
  }
  if (bucket === undefined) throw wrong('The option "bucket" is missing.');
  if (distribution !== undefined && publicUrl !== undefined) {
    throw wrong('Both "distribution" and "publicUrl" are set; leave out the one that is not used.');
  }
  if (distribution === undefined && publicUrl === undefined) {
    throw wrong(
      'The option "distribution" is missing: { id }, { domain } or { comment, create: true }; ' +
        'or "publicUrl", if the store serves the bucket itself.',
    );
  }
}

/** Returns what is surely wrong in a client's configuration; most of it is the SDK's own affair. */
function misspeltIn(config: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of Object.keys(config)) {
    const meant = CLIENT_OPTIONS.has(name) ? '' : didYouMean(name, [...CLIENT_OPTIONS]);
    if (meant.startsWith('Did')) return `Unknown option ${quote(name)}. ${meant}`;
  }
  const { endpoint } = config;
  if (typeof endpoint !== 'string' || /^https?:\/\/[^/]/i.test(endpoint)) return undefined;
  return `"endpoint" must be a URL like "https://s3.example.com", not ${quote(endpoint)}.`;
}

function wrong(message: string): StaticfileError {
  return optionError(`${SPEAKER}${message}`);
}

function isPrefix(value: string): boolean {
  if (value.startsWith('/') || !(value === '' || value.endsWith('/'))) return false;
  // URLs lose segments of dots, and can't hold half a character
  return !/(?:^|\/)\.{1,2}\/|[\p{Cs}\p{Cc}\\]/u.test(value);
}

/** It names one distribution, in one way. */
function isDistribution(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, domain, comment, create } = value as Record<string, unknown>;
  if (id !== undefined && comment !== undefined) return false;
  if (create !== undefined && comment === undefined) return false;
  return [id, domain, comment].some((each) => each !== undefined);
}

/** A pattern would match nothing. */
function isExtension(value: unknown): boolean {
  return typeof value === 'string' && /^\.?[a-z0-9_-]+$/i.test(value);
}

function isInclude(value: unknown): boolean {
  if (value === 'images' || value === 'all' || isFunction(value)) return true;
  return Array.isArray(value) && value.length > 0 && value.every(isExtension);
}
