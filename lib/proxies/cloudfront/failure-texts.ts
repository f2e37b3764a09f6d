// What is said of failures of AWS, and what to do about them.

/** What was asked for. */
export interface Request {
  /** `s3:PutObject` */
  readonly permission: string;
  readonly bucket: string;
  readonly key?: string;
}

/** The parts of an error of the SDK that tell what it was. */
export interface ServiceError {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  readonly Region?: string;
}

export function regionText({ Region, $response }: ServiceError, bucket: string): string {
  const region = Region ?? $response?.headers?.['x-amz-bucket-region'];
  const where = region === undefined ? 'another region' : `the region "${region}"`;
  const advice = region === undefined ? '' : ` Set the option "region" to "${region}".`;
  return `The bucket "${bucket}" is in ${where}.${advice}`;
}

export function permissionText({ permission, bucket, key }: Request): string {
  const resource = permission.startsWith('cloudfront:')
    ? bucket
    : `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
  return (
    `AWS denies "${permission}" on "${resource}". Allow it in the policy of these credentials; ` +
    '"staticfile cdn setup" prints the policy that is needed.'
  );
}

export function missingText({ permission, bucket }: Request, name: string): string {
  if (permission.startsWith('cloudfront:'))
    return `There is no distribution "${bucket}" (${name}).`;
  return `There is no bucket "${bucket}" (${name}). "staticfile cdn setup" can make it.`;
}

export function credentialsText({ name, text }: { name: string; text: string }): string {
  return `AWS does not take the credentials (${name}: ${text}).`;
}
