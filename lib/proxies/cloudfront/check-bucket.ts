// Looks whether a bucket can be listed, read and written, and writes nothing.
import type { S3Client } from '@aws-sdk/client-s3';
import { quote } from '../../errors.ts';
import { type ObjectStore, onceText } from '../cdn/store.ts';
import type { ProxyFinding } from '../file-proxy.ts';
import { loadS3 } from './clients.ts';
import { statusOf, toServiceError } from './failure-texts.ts';
import { toFailure } from './failures.ts';
import { notesPrefix } from './note.ts';
import { type AwsOptions, openS3 } from './open.ts';

/** An object that is there, as it is stored. */
export interface StoredHeaders {
  readonly key: string;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
}

export interface BucketFindings {
  readonly findings: readonly ProxyFinding[];
  /** What the CDN can be asked for; absent: nothing is there yet, or it may not be read. */
  readonly object?: StoredHeaders;
}

/** Signed requests are refused from fifteen minutes on; a minute tells of a clock that nobody sets. */
const MOST_SKEW_MS = 60_000;
/** The hash of other bytes: who may write is told that they differ, and nothing is stored. */
const WRONG_MD5 = Buffer.alloc(16).toString('base64');

export async function checkBucket(
  options: AwsOptions,
  store: ObjectStore,
  now: () => number,
): Promise<BucketFindings> {
  const { prefix } = options;
  let nowMs: number | undefined;
  let keys: string[] = [];
  const list = await attempt(`Objects under ${quote(prefix)} can be listed.`, async () => {
    const listing = await store.list(prefix);
    nowMs = listing.nowMs;
    keys = listing.objects.map(({ key }) => key);
  });
  const write = await attempt(`Objects can be written to ${quote(options.bucket)}.`, () =>
    tryToWrite(options),
  );
  const { findings, object } = await checkRead(options, keys);
  const clock = nowMs === undefined ? [] : [clockFinding(nowMs - now())];
  return { findings: [list, write, ...findings, ...clock], ...(object && { object }) };
}

/** Rejects where an object could not be written. */
async function tryToWrite(options: AwsOptions): Promise<void> {
  const { bucket, prefix } = options;
  const key = `${prefix}.staticfile/check`;
  const s3 = await openS3(options);
  const { PutObjectCommand, DeleteObjectCommand } = await loadS3();
  const at = { Bucket: bucket, Key: key };
  try {
    const command = { ...at, Body: 'check', ContentMD5: WRONG_MD5, IfNoneMatch: '*' };
    await s3.send(new PutObjectCommand(command));
  } catch (error) {
    const { name } = toServiceError(error);
    if (/^(?:BadDigest|InvalidDigest)$/.test(name) || statusOf(error) === 412) return;
    throw toFailure(error, { permission: 's3:PutObject', bucket, key });
  }
  // a store that compares no hashes has written it
  await s3.send(new DeleteObjectCommand(at)).catch(() => {});
}

async function checkRead(options: AwsOptions, keys: readonly string[]): Promise<BucketFindings> {
  const { bucket, prefix } = options;
  const isOurs = (key: string) => !key.startsWith(`${prefix}.staticfile/`);
  const key = keys.find(isOurs) ?? keys.find((each) => each.startsWith(notesPrefix(prefix)));
  if (key === undefined) return { findings: [] };
  let object: StoredHeaders | undefined;
  const read = await attempt('Objects can be read back.', async () => {
    object = await headersOf(await openS3(options), bucket, key);
  });
  return { findings: [read], ...(object && { object }) };
}

async function headersOf(s3: S3Client, bucket: string, key: string): Promise<StoredHeaders> {
  const { HeadObjectCommand } = await loadS3();
  try {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
    const { ContentType, CacheControl } = await s3.send(command);
    return { key, contentType: ContentType, cacheControl: CacheControl };
  } catch (error) {
    throw toFailure(error, { permission: 's3:GetObject', bucket, key });
  }
}

function clockFinding(skewMs: number): ProxyFinding {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return { isFine: true, what: 'The clock agrees with S3.' };
  return {
    isFine: false,
    what: `The clock of this machine is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} that of S3.`,
    advice: 'Set it, or let NTP do it: requests with a wrong time are refused.',
  };
}

async function attempt(what: string, action: () => Promise<unknown>): Promise<ProxyFinding> {
  try {
    await action();
    return { isFine: true, what };
  } catch (error) {
    return { isFine: false, what: onceText(error) };
  }
}
