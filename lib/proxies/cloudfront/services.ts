// What the proxy asks AWS for: a store of objects, and the distribution in front of it.
import type { AddressAnswer } from '../cdn/address-source.ts';
import type { ObjectStore } from '../cdn/store.ts';
import { ensureBucket } from './bucket.ts';
import { DistributionFinder, makesDistribution } from './find-distribution.ts';
import { type AwsOptions, openS3, openStore } from './open.ts';

export type { AwsOptions };

export interface AwsServices extends ObjectStore {
  /** Asks whether the distribution is deployed and fits, and where it answers. */
  look(): Promise<AddressAnswer>;
}

/** Returns the services. Clients are loaded with the first request; uploads never wait for CloudFront. */
export function createServices(options: AwsOptions): AwsServices {
  let opened: Promise<ObjectStore> | undefined;
  const open = () => {
    opened ??= openStore(options);
    return opened;
  };
  const ask = async <R>(action: (store: ObjectStore) => Promise<R>): Promise<R> => {
    try {
      return await action(await open());
    } catch (error) {
      // who makes the distribution makes the bucket, too
      if (!makesDistribution(options) || !isWithoutBucket(error)) throw error;
      await ensureBucket(await openS3(options), options.bucket);
      return await action(await open());
    }
  };
  const store: ObjectStore = {
    list: (prefix) => ask((each) => each.list(prefix)),
    put: (upload) => ask((each) => each.put(upload)),
    head: (key) => ask((each) => each.head(key)),
    compare: (...about) => ask((each) => each.compare(...about)),
    renew: (key, headers) => ask((each) => each.renew(key, headers)),
    read: (key) => ask((each) => each.read(key)),
    remove: (keys) => ask((each) => each.remove(keys)),
    close: async () => {
      if (opened !== undefined) await (await opened).close();
    },
  };
  const finder = new DistributionFinder(options, store);
  return { ...store, look: () => finder.look() };
}

function isWithoutBucket(error: unknown): boolean {
  return ((error as Error).cause as Error | undefined)?.name === 'NoSuchBucket';
}
