// cloudFrontProxy: the CDN proxy with S3 behind it and CloudFront in front.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { attempt } from '../../core/attempt.ts';
import { findWorker } from '../../core/packages.cjs';
import type { AddressSource } from '../cdn/address-source.ts';
import type { CdnParts } from '../cdn/cdn-parts.ts';
import { type CdnProxy, cdnProxy } from '../cdn/cdn-proxy.ts';
import { realTimers, type Timers } from '../cdn/timers.ts';
import type { ReleaseNames } from '../cdn/usage-record.ts';
import { check } from './check.ts';
import { isClient } from './clients.ts';
import { originOf, readDomain, readPublicUrl } from './domains.ts';
import { type AwsOptions, awsOptionsOf } from './open.ts';
import { checkOptions } from './option-shapes.ts';
import { proofWith } from './probe.ts';
import type { CloudFrontProxyOptions, DistributionOption } from './proxy-options.ts';
import { createRemoteServices } from './remote.ts';
import { scopeOf } from './scope.ts';
import { type AwsServices, createServices } from './services.ts';
import { setUp } from './setup.ts';

/** The surroundings of a proxy; a test can replace them. */
export interface CloudFrontSystem {
  readonly timers: Timers;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** The module that the worker thread runs; without one uploads run on the main thread. */
  readonly workerFile: string | URL | undefined;
}

/** Uploads at once: more than this take time from renders where they share a thread with them. */
const IN_WORKER = 32;
const ON_MAIN_THREAD = 8;
/** The hour of 2010, when distributions took that long. */
const TIMEOUT_SECONDS = 3600;

/**
 * Returns a file proxy that moves outputs to S3 and CloudFront by itself.
 *
 * Pages get local URLs until CloudFront can surely serve a file, then
 * `https://<domain>/<prefix><path>`. Uploads run in a worker thread; the AWS clients are loaded
 * there, when something is to be uploaded first. Facts are kept in the conversion cache: after a
 * restart nothing is uploaded again. Failures are logged once in ten minutes each.
 *
 * @throws `ERR_STATICFILE_OPTION` for unknown options and wrong types.
 */
export function cloudFrontProxy(
  options: CloudFrontProxyOptions,
  system: Partial<CloudFrontSystem> = {},
): CdnProxy {
  return cdnProxy(cdnPartsOf(options, system));
}

/** The parts of the proxy; the command works with them as well. @internal */
export function cdnPartsOf(
  given: CloudFrontProxyOptions,
  system: Partial<CloudFrontSystem> = {},
): CdnParts {
  checkOptions(given);
  const options = normalized(given);
  const { timers = realTimers, random = Math.random } = system;
  const { bucket, prefix = 'static/', distribution, publicUrl, concurrency } = options;
  const aws = awsOptionsOf(options);
  const canBeSent = isSendable(options.s3) && isSendable(options.cloudFront);
  const workerFile = canBeSent ? workerFileOf(system) : undefined;
  const isInWorker = workerFile !== undefined;
  const lazy = lazyServices(aws, workerFile);
  const address = addressOf(options, lazy);
  return {
    include: options.include,
    prefix,
    concurrency: concurrency ?? (isInWorker ? IN_WORKER : ON_MAIN_THREAD),
    settleSeconds: options.settleSeconds,
    timeoutSeconds: options.timeoutSeconds ?? TIMEOUT_SECONDS,
    headers: options.headers,
    prune: options.prune === true ? {} : options.prune || undefined,
    address,
    proof: proofWith(options.probe),
    openStore: async () => lazy.open(),
    isOpen: () => lazy.isOpen(),
    names: namesOf(options),
    scope: scopeOf([bucket, prefix, publicUrl ?? JSON.stringify(distribution)], aws.s3),
    setup: (dryRun) => setUp(aws, dryRun),
    check: (proven, now) =>
      check({
        options: aws,
        origin: address.origin,
        probe: options.probe,
        now,
        onAddress: (answer) => proven.learn(answer),
        onCors: (hasCors) => proven.proveCors(hasCors),
      }),
    timers,
    random,
  };
}

/** By default the site is called as its package is, or else its folder. */
function namesOf({ site, channel = 'main', release }: CloudFrontProxyOptions): ReleaseNames {
  const folder = process.cwd();
  const text = attempt(() => readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const named = text instanceof Error ? text : attempt(() => JSON.parse(text)?.name as unknown);
  const usual = typeof named === 'string' && named !== '' ? named : path.basename(folder);
  return { site: site ?? usual, channel, ...(release !== undefined && { release }) };
}

/** Domains are kept in one form, however they were written; what is `undefined` is absent. */
function normalized(options: CloudFrontProxyOptions): CloudFrontProxyOptions {
  const { distribution, publicUrl, ...others } = options;
  const url = publicUrl === undefined ? undefined : readPublicUrl(publicUrl);
  const named = Object.entries(distribution ?? {}).filter(([, value]) => value !== undefined);
  const domain = distribution?.domain && readDomain(distribution.domain);
  const one = { ...Object.fromEntries(named), ...(domain && { domain }) } as DistributionOption;
  return {
    ...others,
    ...(url !== undefined && { publicUrl: url }),
    ...(distribution !== undefined && { distribution: one }),
  };
}

function lazyServices(options: AwsOptions, workerFile: string | URL | undefined) {
  let services: AwsServices | undefined;
  const open = () => {
    services ??= workerFile ? createRemoteServices(options, workerFile) : createServices(options);
    return services;
  };
  return { open, isOpen: () => services !== undefined };
}

function addressOf(
  { distribution, publicUrl }: CloudFrontProxyOptions,
  lazy: { open(): AwsServices },
): AddressSource {
  if (publicUrl !== undefined) return { origin: publicUrl };
  const domain = distribution?.domain;
  const origin = domain === undefined ? undefined : originOf(domain);
  const isStated =
    distribution !== undefined && !('id' in distribution || 'comment' in distribution);
  return isStated ? { origin } : { origin, look: () => lazy.open().look() };
}

function workerFileOf(system: Partial<CloudFrontSystem>): string | URL | undefined {
  return 'workerFile' in system ? system.workerFile : findWorker('upload');
}

/** Clients and functions can't be sent to another thread. */
function isSendable(config: object | undefined): boolean {
  if (config === undefined) return true;
  if (isClient(config)) return false;
  try {
    structuredClone(config);
    return true;
  } catch {
    return false;
  }
}
