// The AWS clients: loaded when they are first needed, ready-made or with our own settings.
import type { Agent } from 'node:http';
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { errorCode, errorText, quote } from '../../errors.ts';
import { StoreFailure } from '../cdn/store.ts';
import { startIdleDeadline } from './idle-deadline.ts';

export type S3Module = typeof import('@aws-sdk/client-s3');
export type CloudFrontModule = typeof import('@aws-sdk/client-cloudfront');

export function isClient<C extends { send: unknown }>(value: C | object | undefined): value is C {
  return typeof (value as { send?: unknown } | undefined)?.send === 'function';
}

// bundlers let a package be missing only where `import()` stands within `try`
export async function loadS3(): Promise<S3Module> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (cause) {
    throw missing('@aws-sdk/client-s3', cause);
  }
}

export async function loadCloudFront(): Promise<CloudFrontModule> {
  try {
    return await import('@aws-sdk/client-cloudfront');
  } catch (cause) {
    throw missing('@aws-sdk/client-cloudfront', cause);
  }
}

/** In a bundle the code is that of CommonJS. */
function missing(name: string, cause: unknown): unknown {
  if (!/^(?:ERR_)?MODULE_NOT_FOUND$/.test(`${errorCode(cause)}`)) return cause;
  const message = `The package ${quote(name)} is not installed. Install it: npm install ${name}.`;
  return new StoreFailure('refused', name, message, { cause });
}

/** How long connecting may take, and how long the control plane may be silent: it sends little. */
const CONNECTION_MS = 10_000;
const CONTROL_MS = 30_000;

/**
 * With `requestTimeout` alone the SDK only logs; and it counts the body, so that no slow line would ever
 * bring a large file through. Uploads end by a deadline of their own.
 */
const CONTROL_LIMITS = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: CONNECTION_MS,
    requestTimeout: CONTROL_MS,
    throwOnRequestTimeout: true,
  },
};

/** A file of credentials is read anew by each client. */
const UPLOAD_LIMITS = {
  requestHandler: { connectionTimeout: CONNECTION_MS },
  ignoreCache: true,
};

/** Stores that are not AWS's own know neither its checksums nor its host names. */
const CUSTOM = {
  region: 'us-east-1',
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/** Agents that requests go through, where they do not go straight. */
export interface Agents {
  readonly httpAgent?: Agent;
  readonly httpsAgent?: Agent;
}

export function createS3(
  { S3Client: Client }: S3Module,
  config: S3ClientConfig,
  region: string | undefined,
  agents: Agents = {},
): S3Client {
  const custom = config.endpoint === undefined ? {} : CUSTOM;
  const place = region === undefined ? {} : { region };
  const requestHandler = { ...UPLOAD_LIMITS.requestHandler, ...agents };
  const limits = { ...UPLOAD_LIMITS, requestHandler, followRegionRedirects: true };
  return new Client({ ...limits, ...custom, ...place, ...config });
}

/**
 * Returns a client that has what is asked of the SDK's own: one that was made for another client, a
 * simulation for one, may be a `send` alone.
 */
export function readyMade(client: S3Client, region: string | undefined): S3Client {
  const config = (client.config as S3Client['config'] | undefined) ?? {};
  const given = (config as { region?: unknown }).region;
  if (typeof given === 'function') return client;
  const told = { ...config, region: async () => given ?? region ?? 'us-east-1' };
  return Object.create(client, { config: { value: told } }) as S3Client;
}

/** What was thrown before a request was signed. */
const UNSENT = new WeakSet<object>();

/** Checks whether a request has failed before it was sent, of a client that tries once. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Object && UNSENT.has(error);
}

/** Returns a client that tries once, ready-made ones included: the upload queue is what tries again. */
export function withoutRetries(client: S3Client): S3Client {
  const given = client.middlewareStack as S3Client['middlewareStack'] | undefined;
  if (given === undefined) return client;
  const middlewareStack = given.clone();
  // others find their place by this name: it must stay
  const place = { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high' } as const;
  middlewareStack.add((next) => (args) => next(args), { ...place, override: true });
  middlewareStack.add(
    (next, context) => (args) =>
      next(args).catch((error: unknown) => {
        if (!context['isSent'] && error instanceof Object) UNSENT.add(error);
        throw error;
      }),
    { name: 'staticfileUnsent', step: 'initialize', priority: 'high' },
  );
  middlewareStack.add(
    (next, context) => (args) => {
      context['isSent'] = true;
      return next(args);
    },
    // a request that comes here is signed
    { name: 'staticfileSent', step: 'deserialize', priority: 'high' },
  );
  return Object.create(client, { middlewareStack: { value: middlewareStack } }) as S3Client;
}

/** In the middle of an answer the clients only say that it was cut. */
class NoAnswer extends Error {
  override readonly name = 'TimeoutError';
  constructor(timeoutMs: number, cause: unknown) {
    super(`no whole answer within ${timeoutMs / 1000} s (${errorText(cause)})`, { cause });
  }
}

/**
 * Returns a client whose requests end after a time, ready-made ones included: one that hangs would
 * keep everything from being asked again.
 */
export function withDeadline<C extends { send: unknown }>(
  client: C,
  timeoutMs: number = 2 * CONTROL_MS,
): C {
  const send = async (command: unknown, options: { abortSignal?: AbortSignal } = {}) => {
    // a signal of `AbortSignal.timeout` that only `AbortSignal.any` knows may be collected before it goes off
    const deadline = startIdleDeadline(0, timeoutMs);
    const given = options.abortSignal ? [options.abortSignal] : [];
    const abortSignal = AbortSignal.any([deadline.signal, ...given]);
    const ask = client.send as (...args: unknown[]) => unknown;
    try {
      return await ask.call(client, command, { ...options, abortSignal });
    } catch (error) {
      throw deadline.isOver() ? new NoAnswer(timeoutMs, error) : error;
    } finally {
      deadline.clear();
    }
  };
  return Object.create(client, { send: { value: send } }) as C;
}

/** CloudFront is one service for all regions; its requests are signed for `us-east-1`. */
export function createCloudFront(
  { CloudFrontClient: Client }: CloudFrontModule,
  config: CloudFrontClientConfig,
  agents: Agents = {},
): CloudFrontClient {
  const requestHandler = { ...CONTROL_LIMITS.requestHandler, ...agents };
  return new Client({ ...CONTROL_LIMITS, requestHandler, region: 'us-east-1', ...config });
}
