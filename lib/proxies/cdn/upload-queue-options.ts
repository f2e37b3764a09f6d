// What an upload queue works with, and whom it tells.
import type { CdnParts } from './cdn-parts.ts';
import type { StoreFailure, UploadResult } from './store.ts';

export interface UploadQueueOptions<T> extends Pick<CdnParts, 'concurrency' | 'timers' | 'random'> {
  /** `absent`: there is no file to upload, nor an object. */
  readonly upload: (item: T) => Promise<UploadResult>;
  /** Looks what others have uploaded meanwhile, and drops it from the queue; `false`: it was cut. */
  readonly list: () => Promise<boolean>;
  readonly now: () => number;
  readonly onStart: (item: T) => void;
  readonly onDone: (item: T, result: UploadResult) => void;
  /** Nobody should wait for it, though it may be tried again. */
  readonly onFailed: (item: T, failure: StoreFailure) => void;
  /** It is to be uploaded soon, after all. */
  readonly onQueued: (item: T) => void;
  /** Called whenever nothing is left to do for now. */
  readonly onIdle: () => void;
  readonly onTrouble: (failure: StoreFailure) => void;
  /** The store, which was not tried for some time, takes files again. */
  readonly onRecovered: () => void;
}
