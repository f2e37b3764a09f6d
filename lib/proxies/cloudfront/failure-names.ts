// The names and statuses of failures, as S3, its clients and what stands between give them.

/** Fewer requests are asked for; services behind S3 say it in their own words. */
export const THROTTLING: RegExp =
  /Throttl|^(?:SlowDown|RequestLimit|BandwidthLimit|TooManyRequests|PriorRequestNotComplete)/;

/** Other bytes have arrived than were sent. */
export const SPOILING: RegExp =
  /^(?:BadDigest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch|IncompleteBody)$/;

/** S3 will never take this object, or this request. */
export const NEVER: RegExp =
  /^(?:EntityToo(?:Large|Small)|KeyTooLongError|MetadataTooLarge|Invalid(?:Argument|Request|URI)|MethodNotAllowed)$/;

/** A proxy wants a password, or somebody has hung up: nothing is said of the object. */
const ON_THE_WAY = new Set([407, 421, 425, 460, 499]);

/** Checks whether an answer of 4xx tells of the way to the store, or of its state, for now. */
export function isOnTheWay(status: number, name: string): boolean {
  return (
    ON_THE_WAY.has(status) || /^(?:InternalError|ServiceUnavailable|OperationAborted)/.test(name)
  );
}

const CUT = /^(?:ECONNRESET|EPIPE)$/;

/** Checks whether an answer that had begun did not come to its end. */
export function isCut(name: string, code: string | undefined): boolean {
  return CUT.test(code ?? '') || isTimeOut(name, code);
}

/** Checks whether it was a time-out; the SDK also calls a connection that was cut one. */
export function isTimeOut(name: string, code: string | undefined): boolean {
  if (CUT.test(code ?? '')) return false;
  return /^(?:TimeoutError|AbortError|RequestTimeout)$/.test(name);
}
