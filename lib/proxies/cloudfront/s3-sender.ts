// Sends commands to S3: each with a deadline, with a client whose credentials are fresh.
import type { S3Client } from '@aws-sdk/client-s3';
import { StoreFailure } from '../cdn/store.ts';
import { isUnsent, withoutRetries } from './clients.ts';
import { type Request, statusOf } from './failure-texts.ts';
import { toCredentialsFailure, toFailure } from './failures.ts';
import { type IdleDeadline, startIdleDeadline } from './idle-deadline.ts';
import { NO_STORE } from './strangers.ts';

export interface S3SenderOptions {
  /** Returns a client; again when its credentials have expired. */
  readonly createClient: () => S3Client;
  /** The client is ours, and ends with the store. */
  readonly isOwn: boolean;
}

/** So many new clients in a row, none of which could do anything, are enough for now. */
const MOST_RENEWALS = 3;
/** So many answers in a row that no store gives tell that none is there. */
const MOST_STRANGE = 3;

export type Action<R> = (client: S3Client, deadline: IdleDeadline) => Promise<R>;

export class S3Sender {
  readonly #options: S3SenderOptions;
  readonly #ended = new AbortController();
  #client: S3Client;
  #renewals = 0;
  #strange = 0;

  constructor(options: S3SenderOptions) {
    this.#options = options;
    this.#client = withoutRetries(options.createClient());
  }

  /** Rejects with a {@link StoreFailure}; `sizeBytes` is how much is sent. */
  async send<R>(request: Request, action: Action<R>, sizeBytes = 0): Promise<R> {
    const client = this.#client;
    const deadline = startIdleDeadline(sizeBytes);
    const signal = AbortSignal.any([this.#ended.signal, deadline.signal]);
    try {
      const result = await action(client, { ...deadline, signal });
      this.#renewals = 0;
      this.#strange = 0;
      return result;
    } catch (error) {
      throw await this.#failureOf(error, request, client);
    } finally {
      deadline.clear();
    }
  }

  close(): void {
    this.#ended.abort();
    if (this.#options.isOwn) this.#client.destroy();
  }

  async #failureOf(error: unknown, request: Request, client: S3Client): Promise<StoreFailure> {
    // what answered before anything was sent to S3 is where the credentials come from
    if (isUnsent(error) && statusOf(error) !== undefined) return toCredentialsFailure(error);
    const failure = toFailure(error, request);
    if (failure.subject === NO_STORE) return this.#stranger(failure);
    if (failure.kind === 'renewed') return this.#renewed(failure, client);
    const hasAnswer = failure.cause !== undefined && '$response' in Object(failure.cause);
    if (failure.kind !== 'passing' || hasAnswer) return failure;
    return await credentialsFailure(client).then((other) => other ?? failure);
  }

  /** What no store answers may come from something on the way, once; again and again, from its place. */
  #stranger(failure: StoreFailure): StoreFailure {
    this.#strange += 1;
    return this.#strange <= MOST_STRANGE ? failure : lasting(failure);
  }

  /**
   * A client keeps its credentials; another one may get better ones. What began with an older client
   * is only tried again. A wrong clock is learnt by the client itself.
   */
  #renewed(failure: StoreFailure, client: S3Client): StoreFailure {
    if (client !== this.#client) return failure;
    this.#renewals += 1;
    if (failure.subject !== 'clock' && this.#options.isOwn) {
      this.#client = withoutRetries(this.#options.createClient());
    }
    return this.#renewals <= MOST_RENEWALS ? failure : lasting(failure);
  }
}

function lasting(failure: StoreFailure): StoreFailure {
  return new StoreFailure('refused', failure.subject, failure.message, { cause: failure });
}

/** Where nothing was answered, the credentials may be what is missing. */
async function credentialsFailure({ config }: S3Client): Promise<StoreFailure | undefined> {
  try {
    await config?.credentials?.();
    return undefined;
  } catch (error) {
    return toCredentialsFailure(error);
  }
}
