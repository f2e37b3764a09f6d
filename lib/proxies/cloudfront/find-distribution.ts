// Finds the distribution: by its id, by the note of set-up, by its comment; or makes it.
import type { Distribution } from '@aws-sdk/client-cloudfront';
import { quote } from '../../errors.ts';
import type { AddressAnswer } from '../cdn/address-source.ts';
import { type ObjectStore, StoreFailure, toStoreFailure } from '../cdn/store.ts';
import { addressOf, findByComment, getDistribution, isGone } from './distribution.ts';
import { originOf } from './domains.ts';
import { finishDistribution, makeDistribution } from './make-distribution.ts';
import { noteKey, readNote, writeNote } from './note.ts';
import { type AwsOptions, openCloudFront } from './open.ts';

export class DistributionFinder {
  readonly #options: AwsOptions;
  readonly #store: ObjectStore;
  /** What the note names is no more. */
  #isNoteStale = false;
  #id: string | undefined;

  constructor(options: AwsOptions, store: ObjectStore) {
    this.#options = options;
    this.#store = store;
  }

  /** Looks at the distribution. Rejects with a `StoreFailure` where that is not possible. */
  async look(): Promise<AddressAnswer> {
    try {
      const { bucket, distribution } = this.#options;
      return addressOf(await this.find(), { bucket, domain: distribution?.domain });
    } catch (error) {
      if (!isGone(error)) return await this.#withoutStatus(toStoreFailure(error));
      return { isDeployed: false, misfit: `${toStoreFailure(error).message} ${SET_UP}` };
    }
  }

  /** Who may not read the status learns from the note where it answers, and since when. */
  async #withoutStatus(failure: StoreFailure): Promise<AddressAnswer> {
    if (failure.kind !== 'refused') throw failure;
    const { prefix, distribution } = this.#options;
    const key = noteKey(prefix, distribution);
    const note = this.#isNoteStale ? undefined : await readNote(this.#store, key);
    const domain = distribution?.domain ?? note?.domain;
    if (domain === undefined) throw failure;
    const { subject, message } = failure;
    const times = await this.#timesOf(key).catch(() => ({}));
    return { origin: originOf(domain), isDeployed: false, refusal: { subject, message, ...times } };
  }

  /** The note is written when the distribution is made; without one the store tells the time alone. */
  async #timesOf(key: string): Promise<{ sinceMs?: number; nowMs: number }> {
    const head = await this.#store.head(key).catch(() => undefined);
    if (head !== undefined) return { sinceMs: head.modifiedMs, nowMs: head.nowMs };
    return { nowMs: (await this.#store.list(key)).nowMs };
  }

  /** Finds the distribution, and makes it where the options say so. */
  async find(): Promise<Distribution> {
    const id = await this.#findId();
    try {
      return await getDistribution(await openCloudFront(this.#options), id);
    } catch (error) {
      if (isGone(error)) {
        this.#id = undefined;
        this.#isNoteStale = true;
      }
      throw error;
    }
  }

  async #findId(): Promise<string> {
    const { distribution } = this.#options;
    if (distribution !== undefined && 'id' in distribution) return distribution.id;
    this.#id ??= (await this.#noted()) ?? (await this.#search());
    return this.#id;
  }

  async #noted(): Promise<string | undefined> {
    if (this.#isNoteStale) return undefined;
    const { prefix, distribution } = this.#options;
    return (await readNote(this.#store, noteKey(prefix, distribution)))?.id;
  }

  async #search(): Promise<string> {
    const { distribution, bucket, prefix } = this.#options;
    const comment = commentOf(this.#options);
    const cloudFront = await openCloudFront(this.#options);
    const found = await findByComment(cloudFront, comment, bucket).catch((error: unknown) => {
      throw withoutNote(toStoreFailure(error), comment);
    });
    const mayMake = makesDistribution(this.#options);
    if (found?.Id !== undefined) {
      if (mayMake) await finishDistribution(this.#options, found.ARN ?? '');
      return found.Id;
    }
    if (!mayMake) throw noDistribution(comment, bucket);
    const made = await makeDistribution(cloudFront, this.#options, comment);
    await writeNote(this.#store, noteKey(prefix, distribution), made).catch(() => {
      // others search for it then, as this one did
    });
    return made.id;
  }
}

const SET_UP = 'Run "staticfile cdn setup".';

/** Checks whether a running server may make what is missing. */
export function makesDistribution({ distribution }: AwsOptions): boolean {
  return distribution !== undefined && 'comment' in distribution && distribution.create === true;
}

function commentOf({ distribution }: AwsOptions): string {
  return distribution !== undefined && 'comment' in distribution ? distribution.comment : '';
}

function withoutNote(failure: StoreFailure, comment: string): StoreFailure {
  const { kind, subject, message } = failure;
  const what =
    `${message} It was asked because set-up has left no note of the distribution ${quote(comment)} in the ` +
    'bucket: run "staticfile cdn setup" once, with your own credentials.';
  return new StoreFailure(kind, subject, what, { cause: failure });
}

function noDistribution(comment: string, bucket: string): StoreFailure {
  return new StoreFailure(
    'refused',
    'no distribution',
    `There is no distribution with the comment ${quote(comment)} for the bucket ${quote(bucket)}. ` +
      'Set { comment, create: true } to make it, or run "staticfile cdn setup".',
  );
}
