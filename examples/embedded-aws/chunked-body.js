// Bodies of uploads: `aws-chunked` ones are unpacked, checksums are compared.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from './errors.js';

/** Gives the bytes of an upload, and the headers that come behind them. */
export function unpack(body, headers) {
  const isChunked = /aws-chunked/.test(headers['content-encoding'] ?? '');
  const isStreaming = /^STREAMING-/.test(headers['x-amz-content-sha256'] ?? '');
  if (!isChunked && !isStreaming) return { bytes: body, trailers: {} };
  const chunks = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const sizeBytes = Number.parseInt(body.toString('latin1', at, end), 16);
    at = end + 2;
    if (!(sizeBytes > 0)) break;
    chunks.push(body.subarray(at, at + sizeBytes));
    at += sizeBytes + 2;
  }
  const lines = body.toString('latin1', at).split('\r\n').filter(Boolean);
  const trailers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return { bytes: Buffer.concat(chunks), trailers };
}

/** Compares the checksums that a request brings; answers those that are echoed. */
export function verifyChecksums(bytes, headers) {
  const sha = headers['x-amz-content-sha256'] ?? '';
  if (/^[0-9a-f]{64}$/.test(sha) && sha !== digest(bytes, 'sha256', 'hex')) {
    throw new AwsError(400, 'XAmzContentSHA256Mismatch', 'The body does not match its hash.');
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== digest(bytes, 'md5', 'base64')) {
    throw new AwsError(400, 'BadDigest', 'The Content-MD5 does not match.');
  }
  const echoed = {};
  for (const [name, make] of Object.entries(CHECKSUMS)) {
    const given = headers[name];
    if (given === undefined) continue;
    if (given !== make(bytes)) throw new AwsError(400, 'BadDigest', `The ${name} does not match.`);
    echoed[name] = given;
  }
  return echoed;
}

const CHECKSUMS = {
  'x-amz-checksum-crc32': (bytes) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(bytes));
    return value.toString('base64');
  },
  'x-amz-checksum-sha256': (bytes) => digest(bytes, 'sha256', 'base64'),
  'x-amz-checksum-sha1': (bytes) => digest(bytes, 'sha1', 'base64'),
};

function digest(bytes, algorithm, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}
