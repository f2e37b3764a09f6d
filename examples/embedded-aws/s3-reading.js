// Reading an object: conditions first, then ranges (RFC 9110, sections 13 and 14).
import { AwsError } from './errors.js';

/** Answers GetObject; who may not list is not told that something is missing. */
export function readObject({ objects, bucket, key, request, account, may }) {
  const { headers: asked } = request;
  const found = objects.bucket(bucket).objects.get(key);
  if (found === undefined && !may({ action: 's3:ListBucket', resource: account.s3Arn(bucket) })) {
    throw new AwsError(403, 'AccessDenied', 'Access Denied');
  }
  const { body, headers, etag, lastModifiedMs, checksums } = objects.get(bucket, key);
  const about = {
    ...headers,
    etag,
    'last-modified': new Date(lastModifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...(asked['x-amz-checksum-mode'] === 'ENABLED' && checksums),
  };
  if (isUnchanged(asked, etag, lastModifiedMs)) return { status: 304, headers: about, body: '' };
  return rangeOf(body, about, asked.range);
}

/** Cuts the range out that was asked for; several, or what is no range, mean all. */
export function rangeOf(body, headers, range = '') {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === undefined || (first === '' && last === '')) return { status: 200, headers, body };
  const size = body.length;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end || (first === '' && Number(last) === 0)) {
    throw new AwsError(416, 'InvalidRange', 'The requested range is not satisfiable', {
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  const range206 = { ...headers, 'content-range': `bytes ${start}-${end}/${size}` };
  return { status: 206, headers: range206, body: body.subarray(start, end + 1) };
}

function isUnchanged(asked, etag, lastModifiedMs) {
  const isIn = (list) => list.split(',').some((each) => ['*', etag].includes(each.trim()));
  const isSince = (name) => lastModifiedMs > Date.parse(asked[name]);
  const mustMatch = asked['if-match'];
  const isBroken =
    mustMatch === undefined
      ? asked['if-unmodified-since'] !== undefined && isSince('if-unmodified-since')
      : !isIn(mustMatch);
  if (isBroken) throw new AwsError(412, 'PreconditionFailed', 'A precondition did not hold');
  const none = asked['if-none-match'];
  if (none !== undefined) return isIn(none);
  return asked['if-modified-since'] !== undefined && !isSince('if-modified-since');
}
