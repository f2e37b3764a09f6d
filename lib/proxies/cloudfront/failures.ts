// What the AWS clients throw → what kind of failure it is, and a sentence that says what to do.
import { errorCode, errorText, quote } from '../../errors.ts';
import { type FailureKind, StoreFailure } from '../cdn/store.ts';
import { isCut, isOnTheWay, isTimeOut, NEVER, SPOILING, THROTTLING } from './failure-names.ts';
import {
  credentialsText,
  missingText,
  permissionText,
  providerText,
  type Request,
  refusedText,
  regionText,
  requestText,
  type ServiceError,
  serviceOf,
  statusOf,
  strangerText,
  toServiceError,
  unloadedText,
  wordsOf,
} from './failure-texts.ts';
import { NO_STORE } from './strangers.ts';

export function toFailure(error: unknown, request: Request): StoreFailure {
  if (error instanceof StoreFailure) return error;
  return classify(toServiceError(error), request);
}

/** Returns a failure of what a provider of credentials has thrown. */
export function toCredentialsFailure(error: unknown): StoreFailure {
  const { name = 'Error', $metadata } = toServiceError(error) as Partial<ServiceError>;
  const what = { name, text: errorText(error) };
  const message = $metadata === undefined ? unloadedText(what) : providerText(what);
  return new StoreFailure('credentials', 'credentials', message, { cause: error });
}

/** The subject of uploads that have not arrived as they were sent. */
export const SPOILT = 'spoilt upload';

/** What a row looks at, once it is taken apart. */
interface Seen {
  readonly error: ServiceError;
  readonly request: Request;
  readonly name: string;
  /** The status of the answer; `0` where there was none. */
  readonly status: number;
  readonly text: string;
  readonly what: string;
}

interface Row {
  readonly is: (seen: Seen) => boolean;
  readonly kind: FailureKind;
  /** The same for failures that are said once. */
  readonly subject: string | ((seen: Seen) => string);
  readonly say: (seen: Seen) => string;
}

function named(pattern: RegExp): Row['is'] {
  return ({ name }) => pattern.test(name);
}

/** A quota that is full, for one, is no right that a policy could give. */
function deniedText(seen: Seen): string {
  const isOfRights = seen.status === 403 && /Denied|Forbidden|^Unknown|^\d+$/.test(seen.name);
  return isOfRights ? permissionText(seen.request, seen.text) : refusedText(seen);
}

/** The first row that fits tells what it was. */
const ROWS: readonly Row[] = [
  {
    is: named(SPOILING),
    kind: 'doubtful',
    subject: SPOILT,
    say: ({ request, name }) =>
      `${quote(request.key)} has not arrived as it was sent (${name}); it is tried again.`,
  },
  {
    // it went well, and what it says can't be read
    is: ({ status, name, error }) =>
      status < 300 &&
      (error.$response?.statusCode ?? status) >= 200 &&
      !isCut(name, errorCode(error)),
    kind: 'passing',
    subject: NO_STORE,
    say: ({ request }) => strangerText(request, 'what can’t be read, with a status of success'),
  },
  {
    is: ({ status }) => status === 409,
    kind: 'conflict',
    subject: 'conflict',
    say: ({ what }) => `Two servers met at ${what}.`,
  },
  {
    is: ({ status, name }) => status === 429 || THROTTLING.test(name),
    kind: 'throttled',
    subject: 'throttled',
    say: ({ request, name }) => `${serviceOf(request)} asks for fewer requests (${name}).`,
  },
  {
    is: named(/^(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/),
    kind: 'renewed',
    subject: ({ name }) => name,
    say: ({ name }) => `The AWS credentials have expired (${name}).`,
  },
  {
    is: named(/^RequestTimeTooSkewed$/),
    kind: 'renewed',
    subject: 'clock',
    say: () => 'The clock of this machine differs from that of S3; set it right.',
  },
  {
    is: ({ status, name }) =>
      status === 301 ||
      /^(?:PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed)$/.test(name),
    kind: 'refused',
    subject: 'region',
    say: ({ error, request }) => regionText(error, request),
  },
  {
    is: named(/^(?:InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|InvalidClientTokenId)$/),
    kind: 'refused',
    subject: 'credentials',
    say: credentialsText,
  },
  {
    is: ({ text }) => /^Region is missing/.test(text),
    kind: 'refused',
    subject: 'region',
    say: () => 'No AWS region is set. Set the option "region", or AWS_REGION.',
  },
  {
    // a policy may deny one key, or all of a prefix: that is not known from one answer
    is: ({ status, request }) => status === 403 && request.key !== undefined,
    kind: 'denied',
    subject: ({ request }) => request.permission,
    say: deniedText,
  },
  {
    // who can't list can still write, as who may not
    is: ({ status, request: { permission } }) =>
      status === 403 || (status === 501 && permission === 's3:ListBucket'),
    kind: 'refused',
    subject: ({ request }) => request.permission,
    say: deniedText,
  },
  {
    is: ({ status, request }) => status === 404 && request.permission === 's3:GetObject',
    kind: 'rejected',
    subject: 'no object',
    say: ({ request }) =>
      `There is no object ${quote(request.key)} in the bucket ${quote(request.bucket)}.`,
  },
  {
    // there need be no such key where one is written
    is: ({ status, name }) => status === 404 && name !== 'NoSuchKey',
    kind: 'refused',
    subject: 'no bucket',
    say: ({ request, name }) => missingText(request, name),
  },
  {
    is: ({ error, name, status }) => status === 408 || isTimeOut(name, errorCode(error)),
    kind: 'slow',
    subject: 'time-out',
    say: ({ what, name, text }) => `${what} took too long (${name}: ${text}); it is tried again.`,
  },
  {
    is: named(NEVER),
    kind: 'rejected',
    subject: ({ name }) => name,
    say: refusedText,
  },
  {
    is: ({ status, name }) => status >= 400 && status < 500 && !isOnTheWay(status, name),
    kind: 'doubtful',
    subject: ({ name }) => name,
    say: refusedText,
  },
  {
    is: ({ status, name }) => status === 0 && /Credentials|TokenProvider/.test(name),
    kind: 'credentials',
    subject: 'credentials',
    say: unloadedText,
  },
];

function classify(error: ServiceError, request: Request): StoreFailure {
  const { name } = error;
  const status = statusOf(error) ?? 0;
  const text = errorText(error);
  const seen = { error, request, name, status, text, what: requestText(request) };
  const row = ROWS.find(({ is }) => is(seen));
  if (row === undefined) {
    const why = status >= 400 ? `${status} ${name}` : (errorCode(error) ?? name);
    const message = `${seen.what} failed (${why}${wordsOf(text)}); it is tried again.`;
    return new StoreFailure('passing', why, message, { cause: error });
  }
  const subject = typeof row.subject === 'string' ? row.subject : row.subject(seen);
  return new StoreFailure(row.kind, subject, row.say(seen), { cause: error });
}
