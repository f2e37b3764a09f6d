// What the AWS clients throw → what kind of failure it is, and a sentence that says what to do.
import { errorCode, errorText } from '../../errors.ts';
import { type FailureKind, StoreFailure } from '../cdn/store.ts';

/** What was asked for. */
export interface Request {
  /** `s3:PutObject` */
  readonly permission: string;
  readonly bucket: string;
  readonly key?: string;
}

/** The parts of an error of the SDK that tell what it was. */
interface ServiceError {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  readonly Region?: string;
}

const THROTTLED =
  /^(?:SlowDown|Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequests)/;
const CREDENTIALS =
  /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|InvalidClientTokenId)$/;
const EXPIRED = /^(?:ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/;
const OTHER_REGION = /^(?:PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed)$/;
/** Answers of a service that pass by themselves, though they look like a wrong request. */
const PASSING = /^(?:RequestTimeout|InternalError|ServiceUnavailable|OperationAborted)/;
const FILE_CODES = new Set(['ENOENT', 'EACCES', 'EISDIR', 'EPERM']);

/** Makes a failure of what was thrown. */
export function toFailure(error: unknown, request: Request): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const [kind, subject, message] = classify(error as ServiceError, request);
  return new StoreFailure(kind, subject, message, { cause: error });
}

/** Tells whether somebody else has written the object. */
export function isPreconditionFailed(error: unknown): boolean {
  return (error as ServiceError | undefined)?.$metadata?.httpStatusCode === 412;
}

type Classified = readonly [kind: FailureKind, subject: string, message: string];

function classify(error: ServiceError, request: Request): Classified {
  const { bucket, permission } = request;
  const { name } = error;
  const status = error.$metadata?.httpStatusCode ?? 0;
  const text = errorText(error);
  const what = `${permission.replace('s3:', '')} in the bucket "${bucket}"`;
  if (FILE_CODES.has(errorCode(error) ?? ''))
    return ['file', 'file', `Cannot read a file: ${text}.`];
  if (status === 409) return ['conflict', 'conflict', `Two servers met at ${what}.`];
  if (status === 429 || THROTTLED.test(name)) {
    return ['throttled', 'throttled', `S3 asks for fewer requests (${name}).`];
  }
  if (EXPIRED.test(name)) return ['renewed', name, `The AWS credentials have expired (${name}).`];
  if (name === 'RequestTimeTooSkewed') {
    return ['renewed', name, 'The clock of this machine differs from that of S3; set it right.'];
  }
  if (OTHER_REGION.test(name) || status === 301)
    return ['refused', 'region', regionText(error, bucket)];
  if (CREDENTIALS.test(name) || isWithoutCredentials(error)) {
    return ['refused', 'credentials', `AWS does not take the credentials (${name}: ${text}).`];
  }
  if (/^Region is missing/.test(text)) {
    return ['refused', 'region', 'No AWS region is set. Set the option "region", or AWS_REGION.'];
  }
  if (status === 403) return ['refused', permission, permissionText(request)];
  if (status === 404) return ['refused', 'no bucket', missingText(request, name)];
  if (status >= 400 && status < 500 && !PASSING.test(name)) {
    return ['refused', name, `${what} was refused (${status} ${name}: ${text}).`];
  }
  const why = status >= 500 ? `${status} ${name}` : (errorCode(error) ?? name);
  return ['passing', why, `${what} failed (${why}: ${text}); it is tried again.`];
}

function regionText({ Region, $response }: ServiceError, bucket: string): string {
  const region = Region ?? $response?.headers?.['x-amz-bucket-region'];
  const where = region === undefined ? 'another region' : `the region "${region}"`;
  const advice = region === undefined ? '' : ` Set the option "region" to "${region}".`;
  return `The bucket "${bucket}" is in ${where}.${advice}`;
}

function isWithoutCredentials({ name, $metadata }: ServiceError): boolean {
  return $metadata?.httpStatusCode === undefined && /Credentials|TokenProvider/.test(name);
}

function permissionText({ permission, bucket, key }: Request): string {
  const resource = permission.startsWith('cloudfront:')
    ? bucket
    : `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
  return (
    `AWS denies "${permission}" on "${resource}". Allow it in the policy of these credentials; ` +
    '"staticfile cdn setup" prints the policy that is needed.'
  );
}

function missingText({ permission, bucket, key }: Request, name: string): string {
  if (name === 'NoSuchKey') return `There is no object "${key}" in the bucket "${bucket}".`;
  if (permission.startsWith('cloudfront:'))
    return `There is no distribution "${bucket}" (${name}).`;
  return `There is no bucket "${bucket}" (${name}). "staticfile cdn setup" can make it.`;
}
