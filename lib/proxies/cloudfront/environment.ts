// What the environment says of where AWS is: endpoints, and the proxy on the way there.
import { readFileSync } from 'node:fs';
import type { Agent } from 'node:http';
import * as os from 'node:os';
import * as path from 'node:path';
import { attempt } from '../../core/attempt.ts';
import { proxyAgent } from '../../core/packages.cjs';
import { errorCode } from '../../errors.ts';
import { StoreFailure } from '../cdn/store.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the endpoint of a service that the environment names, as the AWS clients read it. */
export function endpointIn(
  environment: Environment,
  service: 'S3' | 'CLOUDFRONT',
): string | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  return environment[`AWS_ENDPOINT_URL_${service}`] || environment['AWS_ENDPOINT_URL'] || undefined;
}

/** A line of an AWS configuration file that sends requests elsewhere. */
const ENDPOINT_LINE = /^[ \t]*(?:endpoint_url|services)[ \t]*=.*$/gm;

/**
 * Returns what the AWS configuration file says of endpoints, with the profile that is chosen; empty where
 * no profile names any. It is not taken apart: another line there may only mean another place.
 */
export function profileEndpoints(environment: Environment): readonly string[] {
  const filePath = environment['AWS_CONFIG_FILE'] || path.join(os.homedir(), '.aws', 'config');
  const text = attempt(() => readFileSync(filePath, 'utf8'));
  const lines = text instanceof Error ? null : text.match(ENDPOINT_LINE);
  if (lines === null) return [];
  return [environment['AWS_PROFILE'] ?? 'default', ...lines.map((line) => line.trim())];
}

const VARIABLES = ['https_proxy', 'http_proxy', 'all_proxy'];

/**
 * Returns the agent for requests where the environment names a proxy (`HTTPS_PROXY`, `NO_PROXY`);
 * `undefined` where it names none.
 *
 * @throws StoreFailure where the package `proxy-agent` is not installed.
 */
export function agentIn(environment: Environment): Agent | undefined {
  const names = VARIABLES.flatMap((name) => [name, name.toUpperCase()]);
  if (!names.some((name) => environment[name])) return undefined;
  const loaded = proxyAgent();
  if (!(loaded instanceof Error)) return new loaded.ProxyAgent({ keepAlive: true });
  if (!/MODULE_NOT_FOUND$/.test(errorCode(loaded) ?? '')) throw loaded;
  const message =
    'The environment names a proxy (HTTPS_PROXY), and the package "proxy-agent" is not installed. ' +
    'Install it: npm install proxy-agent.';
  throw new StoreFailure('refused', 'proxy-agent', message, { cause: loaded });
}
