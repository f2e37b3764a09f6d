// What is said of failures of AWS, and what to do about them.
import { errorText, quote } from '../../errors.ts';
import { s3Arn } from './partitions.ts';
import { PERMISSIONS, type PermissionName } from './permissions.ts';

export interface Request {
  readonly permission: PermissionName;
  readonly bucket: string;
  readonly key?: string;
}

/** The parts of an error of the SDK that tell what it was. */
export interface ServiceError {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly statusCode?: number;
  };
  readonly Region?: string;
}

/** Returns `PutObject in the bucket "site"`, or what was asked of CloudFront. */
export function requestText({ permission, bucket }: Request): string {
  const [, operation] = permission.split('s3:');
  if (operation === undefined) return `${permission} of ${quote(bucket)}`;
  return `${operation} in the bucket ${quote(bucket)}`;
}

/** What the SDK says of an answer that it can't read is about the SDK. */
export function wordsOf(text: string): string {
  return text.includes('Deserialization error') ? '' : `: ${text}`;
}

export function regionText({ Region, $response }: ServiceError, request: Request): string {
  const { permission, bucket } = request;
  if (!permission.startsWith('s3:')) return strangerText(request, 'that it is elsewhere');
  const region = Region ?? $response?.headers?.['x-amz-bucket-region'];
  const where = region === undefined ? 'another region' : `the region ${quote(region)}`;
  const advice = region === undefined ? '' : ` Set the option "region" to ${quote(region)}.`;
  return `The bucket ${quote(bucket)} is in ${where}.${advice}`;
}

/** @param text - What AWS has said: it names the resource, in its own partition. */
export function permissionText({ permission, bucket, key }: Request, text: string): string {
  const [, named] = /on resource: "?(arn:[^\s"]+)/.exec(text) ?? [];
  // an upload may need a right to a key of KMS, too
  const [, action = permission] = /not authorized to perform: ([\w-]+:\w+)/.exec(text) ?? [];
  const [, deny] = /with an explicit deny in an? ([\w -]+)/.exec(text) ?? [];
  const usual = permission.startsWith('cloudfront:') ? bucket : s3Arn(undefined, bucket, key);
  const which = quote(named ?? usual);
  if (deny !== undefined)
    return `AWS denies ${quote(action)} on ${which}: there is an explicit deny in a ${deny}, which no other policy outweighs.`;
  const isOfServer = PERMISSIONS[permission].who.includes('server');
  const advice = isOfServer
    ? '"staticfile cdn setup" prints the policy that is needed'
    : 'only set-up needs it: run "staticfile cdn setup" with credentials of your own';
  const isOfKey = action.startsWith('kms:');
  const where = isOfKey
    ? 'policies of these credentials and of the key'
    : `policy of these credentials; ${advice}`;
  return `AWS denies ${quote(action)} on ${which}${reasonIn(text)}. Allow it in the ${where}.`;
}

/** An account that is not verified, for one, is denied what its policies allow. */
function reasonIn(text: string): string {
  const isUsual =
    /^(?:Access Denied|AccessDenied|UnknownError|Unknown)?\.?$|not authorized to perform/i;
  return isUsual.test(text) ? '' : ` (${text.replace(/\.$/, '')})`;
}

export function serviceOf({ permission }: Request): string {
  return permission.startsWith('cloudfront:') ? 'CloudFront' : 'S3';
}

/** Returns what was refused, and the answer. */
export function refusedText(seen: {
  readonly what: string;
  readonly request: Request;
  readonly status: number;
  readonly name: string;
  readonly text: string;
}): string {
  const { what, request, status, name, text } = seen;
  const which = request.key === undefined ? '' : ` for ${quote(request.key)}`;
  return `${what} was refused${which} (${status} ${name}: ${text}).`;
}

export function missingText({ permission, bucket }: Request, name: string): string {
  if (permission.startsWith('cloudfront:'))
    return `There is no distribution ${quote(bucket)} (${name}).`;
  return `There is no bucket ${quote(bucket)} (${name}). "staticfile cdn setup" can make it.`;
}

export function noStoreText(bucket: string, what: string): string {
  return (
    `What answers for the bucket ${quote(bucket)} is no store of objects: it answers ${what}. ` +
    'Set the endpoint of the store’s S3 API, and look for a proxy or a login page on the way.'
  );
}

/** Returns the sentence for what answers instead of S3, or of CloudFront's API. */
export function strangerText({ permission, bucket }: Request, what: string): string {
  if (permission.startsWith('s3:')) return noStoreText(bucket, what);
  return (
    `What answers ${quote(permission)} is not CloudFront: it answers ${what}. ` +
    'Look at the endpoint of "cloudFront", and for a proxy or a login page on the way.'
  );
}

export function forgetfulText(bucket: string, key: string): string {
  return (
    `The store keeps nothing: ${quote(key)} was written to the bucket ${quote(bucket)}, and is not there. ` +
    'Set the endpoint of the store’s S3 API, and look whether a rule there deletes objects.'
  );
}

export function credentialsText({ name, text }: { name: string; text: string }): string {
  return `AWS does not accept the credentials (${name}: ${text}).`;
}

/** Nobody has refused them: there are none, or they can't be read. */
export function unloadedText({ name, text }: { name: string; text: string }): string {
  return `The AWS credentials can't be loaded (${name}: ${text}).`;
}

/** It is another service that has answered: its words name what to allow. */
export function providerText({ name, text }: { name: string; text: string }): string {
  return `The AWS credentials can't be loaded: their provider was refused (${name}: ${text}).`;
}

/** Errors that are made without an answer, as simulations do, have a name alone. */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ConditionalRequestConflict: 409,
  NoSuchBucket: 404,
  NoSuchDistribution: 404,
  NoSuchKey: 404,
  NotFound: 404,
  PreconditionFailed: 412,
};

/** Returns the status of an answer of AWS that was thrown; `undefined` where there was none. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata, name = '' } = Object(error) as Partial<ServiceError>;
  return $metadata?.httpStatusCode ?? (Object.hasOwn(STATUS, name) ? STATUS[name] : undefined);
}

/** What users' clients and providers throw may be no error at all. */
export function toServiceError(error: unknown): ServiceError {
  const isObject = typeof error === 'object' && error !== null;
  return (isObject ? error : new Error(errorText(error))) as ServiceError;
}
