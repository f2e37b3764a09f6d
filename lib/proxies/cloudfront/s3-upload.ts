// Writes an object to S3: with the hash of its bytes, and only where there is none, if that is wanted.
import type { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { StoreFailure, type Upload, type UploadResult } from '../cdn/store.ts';
import { blamed, bodyOf } from './body.ts';
import type { S3Module } from './clients.ts';
import { statusOf } from './failure-texts.ts';
import type { IdleDeadline } from './idle-deadline.ts';
import type { S3Sender } from './s3-sender.ts';
import type { Features } from './store-features.ts';
import { isFromHost, noStore } from './strangers.ts';

/** The name in the metadata of what this package has written. */
export const MARK = 'staticfile';

/** Writes an object; rejects with a `StoreFailure`. */
export async function writeObject(
  { module, bucket }: { readonly module: S3Module; readonly bucket: string },
  sender: S3Sender,
  upload: Upload,
  { checksums }: Features,
): Promise<UploadResult> {
  const { key, headers, isConditional, mark } = upload;
  const request = { permission: 's3:PutObject' as const, bucket, key };
  let touch = () => {};
  const { body, sizeBytes, sha256, close } = await bodyOf(upload, () => touch());
  try {
    const command = new module.PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentLength: sizeBytes,
      ContentType: headers.contentType,
      CacheControl: headers.cacheControl,
      ...(headers.contentEncoding && { ContentEncoding: headers.contentEncoding }),
      ...metadataOf(mark),
      ...(checksums && { ChecksumSHA256: sha256.toString('base64') }),
      ...(isConditional && { IfNoneMatch: '*' }),
    });
    signHash(command, sha256);
    const send = async (client: S3Client, deadline: IdleDeadline) => {
      ({ touch } = deadline);
      const answer = await client.send(command, { abortSignal: deadline.signal });
      if (answer.ETag === undefined && isFromHost(answer))
        throw noStore(bucket, 'an upload without an ETag');
    };
    await sender.send(request, send, sizeBytes);
    return 'written';
  } catch (error) {
    // somebody else has written it
    if (error instanceof StoreFailure && statusOf(error.cause) === 412) return 'exists';
    throw await blamed(error, upload);
  } finally {
    close();
  }
}

/** Returns the part of a command that says whose an object is. */
export function metadataOf(mark: string | undefined): { Metadata?: Record<string, string> } {
  return mark === undefined ? {} : { Metadata: { [MARK]: mark } };
}

/** Every store compares the body with the hash that is signed, also of a body that is a stream. */
function signHash(command: PutObjectCommand, sha256: Buffer): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers['x-amz-content-sha256'] = sha256.toString('hex');
      return next(args);
    },
    { step: 'build', name: 'staticfileHash' },
  );
}
