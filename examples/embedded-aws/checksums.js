// Checksums of bodies, as S3 compares them.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from './errors.js';

/** Castagnoli's polynomial, reversed. */
const CRC32C = 0x82f63b78;
/** The polynomial of NVMe, reversed. */
const CRC64NVME = 0x9a6c9329ac4bc9b5n;

const CHECKSUMS = {
  'x-amz-checksum-crc32': (bytes) => inBase64(BigInt(crc32(bytes)), 4),
  'x-amz-checksum-crc32c': (bytes) => inBase64(BigInt(crc32c(bytes)), 4),
  'x-amz-checksum-crc64nvme': (bytes) => inBase64(crc64nvme(bytes), 8),
  'x-amz-checksum-sha1': (bytes) => digest(bytes, 'sha1', 'base64'),
  'x-amz-checksum-sha256': (bytes) => digest(bytes, 'sha256', 'base64'),
};
/** What is said beside a checksum, and is none. */
const ABOUT = new Set(['x-amz-checksum-mode', 'x-amz-checksum-type', 'x-amz-checksum-algorithm']);

/** Compares the checksums that a request brings; returns those that are kept with the object. */
export function verifyChecksums(bytes, headers) {
  const sha = headers['x-amz-content-sha256'];
  if (sha === undefined) throw new AwsError(400, 'MissingSecurityHeader', 'x-amz-content-sha256');
  if (/^[0-9a-f]{64}$/.test(sha) && sha !== digest(bytes, 'sha256', 'hex')) {
    throw new AwsError(400, 'XAmzContentSHA256Mismatch', 'The body does not match its hash.');
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== digest(bytes, 'md5', 'base64')) {
    throw new AwsError(400, 'BadDigest', 'The Content-MD5 you specified did not match.');
  }
  const kept = {};
  for (const [name, given] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-checksum-') || ABOUT.has(name)) continue;
    const make = CHECKSUMS[name];
    if (make === undefined) throw new AwsError(400, 'InvalidRequest', `${name} is not known.`);
    if (given !== make(bytes)) throw new AwsError(400, 'BadDigest', `The ${name} does not match.`);
    kept[name] = given;
  }
  return kept;
}

/** What deletes many objects must say what it is. */
export function requireChecksum(headers) {
  const names = Object.keys(headers);
  if (names.includes('content-md5') || names.some((each) => CHECKSUMS[each] !== undefined)) return;
  throw new AwsError(400, 'InvalidRequest', 'Missing required header: Content-MD5 or a checksum');
}

function digest(bytes, algorithm, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}

function inBase64(value, sizeBytes) {
  return Buffer.from(value.toString(16).padStart(2 * sizeBytes, '0'), 'hex').toString('base64');
}

function crc32c(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? CRC32C : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function crc64nvme(bytes) {
  let crc = 0xffffffffffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >> 1n) ^ (crc & 1n ? CRC64NVME : 0n);
  }
  return crc ^ 0xffffffffffffffffn;
}
