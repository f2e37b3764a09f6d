// A store of objects in an S3 bucket, or in anything that speaks its language.
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import { encodePath } from '../../core/paths.ts';
import { inPieces } from '../../core/pieces.ts';
import { quote } from '../../errors.ts';
import {
  type Comparison,
  type Listing,
  MOST_LISTED,
  type ObjectStore,
  type StoredBytes,
  type StoredHead,
  type StoredObject,
  StoreFailure,
  type Upload,
  type UploadHeaders,
  type UploadResult,
} from '../cdn/store.ts';
import type { S3Module } from './clients.ts';
import { compare } from './compare.ts';
import { forgetfulText } from './failure-texts.ts';
import { ListingPages } from './listing-pages.ts';
import { bytesOf, headOf, serverTimeOf } from './s3-head.ts';
import { S3Sender } from './s3-sender.ts';
import { metadataOf, writeObject } from './s3-upload.ts';
import { type Features, StoreFeatures } from './store-features.ts';
import { isListing, noStore } from './strangers.ts';

export interface S3StoreOptions {
  readonly module: S3Module;
  /** Returns a client; again when its credentials have expired. */
  readonly createClient: () => S3Client;
  /** The client is ours, and ends with the store. */
  readonly isOwn: boolean;
  readonly bucket: string;
  readonly prefix: string;
  /** The endpoint is not AWS's: what it understands is found out first. */
  readonly isCustom: boolean;
}

/** How many keys S3 accepts in one request. */
const MOST_DELETED = 1000;

export class S3Store implements ObjectStore {
  readonly #options: S3StoreOptions;
  readonly #features: StoreFeatures;
  readonly #sender: S3Sender;

  constructor(options: S3StoreOptions) {
    this.#options = options;
    this.#sender = new S3Sender(options);
    const probe = { key: `${options.prefix}.staticfile/probe`, text: 'probe' };
    const headers = { contentType: 'text/plain; charset=utf-8', cacheControl: 'no-store' };
    this.#features = new StoreFeatures(options.isCustom, {
      write: (features) =>
        this.#write({ ...probe, headers, isConditional: features.conditions }, features),
      isKept: () => this.#isKept(probe.key),
    });
  }

  async list(prefix: string): Promise<Listing> {
    const { module, bucket } = this.#options;
    const objects: StoredObject[] = [];
    let nowMs: number | undefined;
    let token: string | undefined;
    const pages = new ListingPages();
    do {
      const input = { Bucket: bucket, Prefix: prefix, ...(token && { ContinuationToken: token }) };
      const command = new module.ListObjectsV2Command(input);
      const time = serverTimeOf(command);
      const page = await this.#sender.send(
        { permission: 's3:ListBucket', bucket },
        async (client, { signal }) => {
          const answer = await client.send(command, { abortSignal: signal });
          if (!isListing(answer)) throw noStore(bucket, 'no listing where one is asked for');
          return answer;
        },
      );
      objects.push(...objectsOf(page));
      // the first page's time makes all objects seem younger rather than older
      nowMs ??= time() ?? 0;
      token = pages.next(page);
    } while (token !== undefined && objects.length < MOST_LISTED);
    return { objects, nowMs: nowMs ?? 0, isWhole: token === undefined && !pages.isEndless };
  }

  async put(upload: Upload): Promise<UploadResult> {
    const features = await this.#features.known();
    if (!upload.isConditional || features.conditions) return await this.#write(upload, features);
    if ((await this.head(upload.key)) !== undefined) return 'exists';
    return await this.#write({ ...upload, isConditional: false }, features);
  }

  async head(key: string): Promise<StoredHead | undefined> {
    return await headOf(this.#options, this.#sender, key);
  }

  async compare(key: string, filePath: string, known?: StoredBytes): Promise<Comparison> {
    return await compare(filePath, known, () => headOf(this.#options, this.#sender, key));
  }

  async renew(key: string, headers: UploadHeaders): Promise<void> {
    const { module, bucket } = this.#options;
    // whose it is, and what it is, stays as it is
    const found = await headOf(this.#options, this.#sender, key);
    const command = new module.CopyObjectCommand({
      Bucket: bucket,
      Key: key,
      CopySource: encodePath(`${bucket}/${key}`),
      MetadataDirective: 'REPLACE',
      ContentType: found?.contentType ?? headers.contentType,
      CacheControl: headers.cacheControl,
      ...(headers.contentEncoding && { ContentEncoding: headers.contentEncoding }),
      ...metadataOf(found?.mark),
    });
    await this.#sender.send(
      { permission: 's3:PutObject' as const, bucket, key },
      (client, { signal }) => client.send(command, { abortSignal: signal }),
    );
  }

  async read(key: string): Promise<string> {
    const { module, bucket } = this.#options;
    const request = { permission: 's3:GetObject' as const, bucket, key };
    return await this.#sender.send(request, async (client, { signal }) => {
      const command = new module.GetObjectCommand({ Bucket: bucket, Key: key });
      const { Body } = await client.send(command, { abortSignal: signal });
      return await (Body?.transformToString?.('utf-8') ?? text((Body ?? []) as Readable));
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    const { module, bucket } = this.#options;
    for (const piece of inPieces(keys, MOST_DELETED)) {
      const Objects = piece.map((Key) => ({ Key }));
      const command = new module.DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects, Quiet: true },
      });
      const request = { permission: 's3:DeleteObject' as const, bucket };
      const { Errors = [] } = await this.#sender.send(request, (client, { signal }) =>
        client.send(command, { abortSignal: signal }),
      );
      const [first] = Errors;
      if (first === undefined) continue;
      const message = `${quote(first.Key)} was not deleted (${first.Code}: ${first.Message}).`;
      throw new StoreFailure('refused', 's3:DeleteObject', message);
    }
  }

  async close(): Promise<void> {
    this.#sender.close();
  }

  #write(upload: Upload, features: Features): Promise<UploadResult> {
    return writeObject(this.#options, this.#sender, upload, features);
  }

  /** Rejects where what was written is not there; who may not ask is not told. */
  async #isKept(key: string): Promise<void> {
    const { bucket } = this.#options;
    const isLost = await this.head(key).then(
      (found) => found === undefined,
      () => false,
    );
    if (isLost) throw new StoreFailure('refused', 'no store', forgetfulText(bucket, key));
  }
}

function objectsOf({ Contents = [] }: ListObjectsV2CommandOutput): StoredObject[] {
  return Contents.flatMap(({ Key, LastModified, Size, ETag }) => {
    const bytes = bytesOf(Size, ETag);
    return Key === undefined ? [] : [{ key: Key, modifiedMs: LastModified?.getTime() ?? 0, bytes }];
  });
}
