// Asks S3 for one object: when it was written, what tells its bytes, and what time it is there.
import type { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { StoredBytes, StoredHead } from '../cdn/store.ts';
import type { S3Module } from './clients.ts';
import { statusOf } from './failure-texts.ts';
import type { S3Sender } from './s3-sender.ts';
import { MARK } from './s3-upload.ts';

export interface S3Head extends StoredHead {
  /** Of the whole object, in base64; absent: the store does not know it. */
  readonly sha256?: string | undefined;
  readonly contentType?: string | undefined;
}

/** Returns what S3 tells of an object; `undefined` where there is none. */
export async function headOf(
  { module, bucket }: { readonly module: S3Module; readonly bucket: string },
  sender: S3Sender,
  key: string,
): Promise<S3Head | undefined> {
  const input = { Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' } as const;
  const command = new module.HeadObjectCommand(input);
  const time = serverTimeOf(command);
  try {
    const { LastModified, ContentLength, ETag, ChecksumSHA256, Metadata, ContentType } =
      await sender.send(
        { permission: 's3:GetObject' as const, bucket, key },
        (client, { signal }) => client.send(command, { abortSignal: signal }),
      );
    // what has no time counts as young
    const nowMs = time() ?? 0;
    const bytes = bytesOf(ContentLength, ETag);
    const modifiedMs = LastModified?.getTime() ?? nowMs;
    return {
      modifiedMs,
      nowMs,
      bytes,
      sha256: ChecksumSHA256,
      mark: Metadata?.[MARK],
      contentType: ContentType,
    };
  } catch (error) {
    if (statusOf((error as Error).cause) === 404) return undefined;
    throw error;
  }
}

/** Takes size and ETag as S3 writes them. */
export function bytesOf(sizeBytes: number | undefined, etag: string | undefined): StoredBytes {
  return { sizeBytes, etag: etag?.replace(/^(?:W\/)?"|"$/g, '') };
}

/**
 * Listens to a command; the function that is answered gives the time of its answer, by the store's clock.
 * What answers without a request, as a simulation in this process does, has no other clock than this machine.
 */
export function serverTimeOf(
  command: ListObjectsV2Command | HeadObjectCommand,
): () => number | undefined {
  let timeMs: number | undefined;
  let isAsked = false;
  (command as ListObjectsV2Command).middlewareStack.add(
    (next) => async (args) => {
      isAsked = true;
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Record<string, string> };
      const date = Date.parse(headers?.['date'] ?? '');
      if (!Number.isNaN(date)) timeMs = date;
      return answer;
    },
    { step: 'deserialize', name: 'staticfileServerTime', priority: 'low' },
  );
  return () => (isAsked ? timeMs : Date.now());
}
