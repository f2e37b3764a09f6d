// Whether a distribution can serve the bucket at all, as far as its configuration tells.
import type { Distribution, Origin } from '@aws-sdk/client-cloudfront';
import { quote } from '../../errors.ts';
import { bucketOfHost } from './partitions.ts';

export interface FitOptions {
  readonly bucket: string;
  /** The name of the user's own under which URLs are to be handed out. */
  readonly domain: string | undefined;
}

/** Returns why it can't serve the bucket, and the cure; `undefined`: nothing speaks against it. */
export function misfitOf(found: Distribution, options: FitOptions): string | undefined {
  const { Id, DistributionConfig: config } = found;
  const named = `The distribution ${quote(Id)}`;
  if (config?.Enabled === false) return `${named} is disabled. Enable it in CloudFront’s console.`;
  return (
    originMisfit(named, config?.Origins?.Items ?? [], options) ??
    aliasMisfit(named, found, options.domain)
  );
}

export function isBucket({ DomainName = '' }: Origin, bucket: string): boolean {
  return bucketOfHost(DomainName) === bucket;
}

/** What is no host of S3 may lead to the bucket by ways of its own: the proof tells. */
function originMisfit(
  named: string,
  origins: readonly Origin[],
  { bucket }: FitOptions,
): string | undefined {
  const ours = origins.filter((each) => isBucket(each, bucket));
  const isKnown = origins.every(({ DomainName = '' }) => bucketOfHost(DomainName) !== undefined);
  if (ours.length === 0) {
    if (!isKnown || origins.length === 0) return undefined;
    const hosts = origins.map(({ DomainName }) => quote(DomainName)).join(', ');
    return `${named} serves ${hosts}, not the bucket ${quote(bucket)}. Set the id of the one that does, or run "staticfile cdn setup".`;
  }
  if (!isKnown || ours.some(({ OriginPath = '' }) => OriginPath === '')) return undefined;
  const path = ours[0]?.OriginPath;
  return `${named} puts ${quote(path)} before every path ("OriginPath"), where no object of ours is. Take it off the origin.`;
}

function aliasMisfit(
  named: string,
  { DomainName, DistributionConfig: config }: Distribution,
  domain: string | undefined,
): string | undefined {
  if (domain === undefined || DomainName === undefined || domain === DomainName) return undefined;
  const host = domain.replace(/:\d+$/, '');
  const aliases = config?.Aliases?.Items ?? [];
  if (aliases.some((alias) => isAlias(alias, host))) return undefined;
  return `${quote(domain)} is not an alternate domain name of ${named.replace('The', 'the')}. Add it there, with a certificate, or leave "domain" out: then URLs begin with ${quote(DomainName)}.`;
}

/** A star stands for one label: `*.example.com`. */
function isAlias(alias: string, host: string): boolean {
  if (!alias.startsWith('*.')) return alias.toLowerCase() === host.toLowerCase();
  return host.slice(host.indexOf('.')).toLowerCase() === alias.slice(1).toLowerCase();
}
