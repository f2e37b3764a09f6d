// What is said of options of the CloudFront proxy that are wrong.
import { didYouMean } from '../../core/closest.ts';
import { printable, quote, StaticfileError } from '../../errors.ts';
import { readDomain, readPublicUrl } from './domains.ts';
import type { CloudFrontProxyOptions } from './proxy-options.ts';

type Check = (value: unknown) => boolean;
/** The words for a message, the check, and the options within, where it is an object of them. */
type Shape = readonly [words: string, check: Check, within?: Shapes];
interface Shapes {
  readonly [name: string]: Shape;
}

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isFunction: Check = (value) => typeof value === 'function';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isObject: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTime: Check = (value) => typeof value === 'number' && value >= 0 && value < 1e9;
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const isNatural: Check = (value) => Number.isInteger(value) && Number(value) >= 0;

/** Names of buckets: of AWS, and the older and longer ones of other stores. */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;
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

const PRUNE: Shapes = {
  keep: ['a number of releases from 1 up', isCount],
  olderThanSeconds: ['a number of seconds', isTime],
  dryRun: ['true or false', isBoolean],
  maxDelete: ['a number from 0 up', isNatural],
};

/** Anything else would fail with each upload. */
const isHeader: Check = (value) => typeof value === 'string' && /^[\t\x20-\x7e]+$/.test(value);

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
  concurrency: ['a number from 1 up', isCount],
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

/**
 * Checks names and types.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function checkOptions(options: CloudFrontProxyOptions): void {
  if (!isObject(options)) throw wrong('it needs an object of options.');
  checkEach('', { ...options }, SHAPES);
  const { bucket, distribution, publicUrl } = options;
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

function checkEach(path: string, values: Readonly<Record<string, unknown>>, shapes: Shapes): void {
  for (const [name, value] of Object.entries(values)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) {
      throw wrong(`Unknown option ${quote(path + name)}. ${didYouMean(name, Object.keys(shapes))}`);
    }
    if (value !== undefined) checkOne(`${path}${name}`, value, shape);
  }
}

function checkOne(path: string, value: unknown, [words, check, within]: Shape): void {
  if (within !== undefined && isObject(value))
    checkEach(`${path}.`, { ...(value as object) }, within);
  if (!check(value)) throw wrong(`${quote(path)} must be ${words}, not ${describe(value)}.`);
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return quote(value);
  // JSON writes NaN and Infinity as null
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return printable(text ?? String(value));
}

function wrong(message: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_OPTION', `cloudFrontProxy: ${message}`);
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
