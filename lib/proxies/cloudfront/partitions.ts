// The partitions of AWS: what ARNs begin with, what hosts end with, where CloudFront is.

export interface Partition {
  /** The partition in ARNs: `aws`, `aws-cn`. */
  readonly id: string;
  /** What the hosts of buckets end with. */
  readonly hostSuffix: string;
  readonly cloudFrontRegion: string;
}

/** What their regions begin with, ARNs, hosts, and where CloudFront signs. */
const PARTITIONS: readonly (readonly [regions: string, ...string[]])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn', 'cn-northwest-1'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com', 'us-east-1'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu', 'eusc-de-east-1'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov', 'us-isob-east-1'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov', 'us-isof-south-1'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk', 'eu-isoe-west-1'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov', 'us-iso-east-1'],
];

/** Returns the partition of a region; the public one where none is known. */
export function partitionOf(region = ''): Partition {
  const [, id = 'aws', hostSuffix = 'amazonaws.com', cloudFrontRegion = 'us-east-1'] =
    PARTITIONS.find(([regions]) => region.startsWith(regions)) ?? [];
  return { id, hostSuffix, cloudFrontRegion };
}

/** Returns the ARN of a bucket, or of objects in it: `arn:aws:s3:::site/static/*`. */
export function s3Arn(region: string | undefined, bucket: string, objects?: string): string {
  const arn = `arn:${partitionOf(region).id}:s3:::${bucket}`;
  return objects === undefined ? arn : `${arn}/${objects}`;
}

/** Returns the regional name of a bucket: by the global one, a new bucket answers 307. */
export function bucketHost(bucket: string, region: string): string {
  return `${bucket}.s3.${region}.${partitionOf(region).hostSuffix}`;
}

/** `site.s3.eu-west-1.amazonaws.com`, `site.s3-website-eu-west-1.amazonaws.com`; not `cdn.example.com`. */
const S3_HOST =
  /^\.s3(?:[.-][a-z0-9.-]+)?\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|(?:c2s|csp\.hci)\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk)$/;

/** Returns the bucket that a host of S3 serves; `undefined` for other hosts. */
export function bucketOfHost(host: string): string | undefined {
  const name = host.toLowerCase();
  const at = name.lastIndexOf('.s3');
  return at > 0 && S3_HOST.test(name.slice(at)) ? name.slice(0, at) : undefined;
}
