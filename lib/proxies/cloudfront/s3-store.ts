// A store of objects in an S3 bucket, or in anything that speaks its language.
import type { ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import {
  type Listing,
  MOST_LISTED,
  type ObjectStore,
  type StoredObject,
  StoreFailure,
  type Upload,
  type UploadResult,
} from '../cdn/store.ts';
import { bodyOf } from './body.ts';
import type { S3Module } from './clients.ts';
import { Conditions } from './conditions.ts';
import { isPreconditionFailed, type Request, toFailure } from './failures.ts';
import { serverTimeOf } from './server-time.ts';

export interface S3StoreOptions {
  readonly module: S3Module;
  /** Makes a client; again when its credentials have expired. */
  readonly createClient: () => S3Client;
  /** The client is ours, and ends with the store. */
  readonly isOwn: boolean;
  readonly bucket: string;
  readonly prefix: string;
  /** The endpoint is not AWS's: whether conditional writes are honoured is found out first. */
  readonly isCustom: boolean;
}

/** How long one request may take in all, whatever a client's own limits are. */
const DEADLINE_MS = 120_000;
/** What S3 takes in one request. */
const MOST_DELETED = 1000;

type Put = Omit<Upload, 'isConditional'> & { readonly isConditional: boolean };

export class S3Store implements ObjectStore {
  readonly #options: S3StoreOptions;
  readonly #conditions: Conditions;
  readonly #ended = new AbortController();
  #client: S3Client;
  /** Since when there is another client, because credentials had expired or the clock was wrong. */
  #isRenewed = false;

  constructor(options: S3StoreOptions) {
    this.#options = options;
    this.#client = options.createClient();
    const probe = { key: `${options.prefix}.staticfile/probe`, text: 'probe' };
    const headers = { contentType: 'text/plain; charset=utf-8', cacheControl: 'no-store' };
    this.#conditions = new Conditions(options.isCustom, () =>
      this.#write({ ...probe, headers, isConditional: true }),
    );
  }

  async list(prefix: string): Promise<Listing> {
    const { module, bucket } = this.#options;
    const objects: StoredObject[] = [];
    let nowMs: number | undefined;
    let token: string | undefined;
    do {
      const input = { Bucket: bucket, Prefix: prefix, ...(token && { ContinuationToken: token }) };
      const command = new module.ListObjectsV2Command(input);
      const time = serverTimeOf(command);
      const page = await this.#send({ permission: 's3:ListBucket', bucket }, (client, signal) =>
        client.send(command, signal),
      );
      objects.push(...objectsOf(page));
      // the first page's time makes all objects seem younger rather than older
      nowMs ??= time() ?? 0;
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined && objects.length < MOST_LISTED);
    return { objects, nowMs: nowMs ?? 0, isWhole: token === undefined };
  }

  async put(upload: Upload): Promise<UploadResult> {
    if (!upload.isConditional || (await this.#conditions.areHonoured())) {
      return await this.#write(upload);
    }
    if (await this.#has(upload.key)) return 'exists';
    return await this.#write({ ...upload, isConditional: false });
  }

  async read(key: string): Promise<string> {
    const { module, bucket } = this.#options;
    const request = { permission: 's3:GetObject', bucket, key };
    return await this.#send(request, async (client, signal) => {
      const command = new module.GetObjectCommand({ Bucket: bucket, Key: key });
      const { Body } = await client.send(command, signal);
      return (await Body?.transformToString('utf-8')) ?? '';
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    const { module, bucket } = this.#options;
    for (let at = 0; at < keys.length; at += MOST_DELETED) {
      const Objects = keys.slice(at, at + MOST_DELETED).map((Key) => ({ Key }));
      const command = new module.DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects, Quiet: true },
      });
      const request = { permission: 's3:DeleteObject', bucket };
      const { Errors = [] } = await this.#send(request, (client, signal) =>
        client.send(command, signal),
      );
      const [first] = Errors;
      if (first === undefined) continue;
      const message = `"${first.Key}" was not deleted (${first.Code}: ${first.Message}).`;
      throw new StoreFailure('refused', 's3:DeleteObject', message);
    }
  }

  async close(): Promise<void> {
    this.#ended.abort();
    if (this.#options.isOwn) this.#client.destroy();
  }

  async #write(upload: Put): Promise<UploadResult> {
    const { module, bucket } = this.#options;
    const { key, headers, isConditional } = upload;
    try {
      await this.#send({ permission: 's3:PutObject', bucket, key }, async (client, signal) => {
        const { body, sizeBytes, close } = await bodyOf(upload);
        const command = new module.PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: body,
          ContentLength: sizeBytes,
          ContentType: headers.contentType,
          CacheControl: headers.cacheControl,
          ...(isConditional && { IfNoneMatch: '*' }),
        });
        await client.send(command, signal).finally(close);
      });
      return 'written';
    } catch (error) {
      if (error instanceof StoreFailure && isPreconditionFailed(error.cause)) return 'exists';
      throw error;
    }
  }

  async #has(key: string): Promise<boolean> {
    const { module, bucket } = this.#options;
    try {
      await this.#send({ permission: 's3:GetObject', bucket, key }, (client, signal) =>
        client.send(new module.HeadObjectCommand({ Bucket: bucket, Key: key }), signal),
      );
      return true;
    } catch (error) {
      const cause = (error as Error).cause as { $metadata?: { httpStatusCode?: number } };
      if (cause?.$metadata?.httpStatusCode === 404) return false;
      throw error;
    }
  }

  async #send<R>(
    request: Request,
    action: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<R>,
  ): Promise<R> {
    const abortSignal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(DEADLINE_MS)]);
    try {
      return await action(this.#client, { abortSignal });
    } catch (error) {
      throw this.#renewed(toFailure(error, request));
    }
  }

  /** A client keeps credentials and clock; another one may have better ones. Once: then it is said. */
  #renewed(failure: StoreFailure): StoreFailure {
    if (failure.kind !== 'renewed') return failure;
    const { subject, message } = failure;
    if (this.#isRenewed) return new StoreFailure('refused', subject, message, { cause: failure });
    this.#isRenewed = true;
    if (this.#options.isOwn) this.#client = this.#options.createClient();
    return failure;
  }
}

function objectsOf({ Contents = [] }: ListObjectsV2CommandOutput): StoredObject[] {
  return Contents.flatMap(({ Key, LastModified }) =>
    Key === undefined ? [] : [{ key: Key, modifiedMs: LastModified?.getTime() ?? 0 }],
  );
}
