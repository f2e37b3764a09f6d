// What an upload queue works with, and whom it tells.
import type { StoreFailure, UploadResult } from './store.ts';
import type { Timers } from './timers.ts';

export interface UploadQueueOptions<T> {
  /** `absent`: there is no file to upload, nor an object. */
  readonly upload: (item: T) => Promise<UploadResult>;
  /** Looks what others have uploaded meanwhile, and drops it from the queue; `false`: it was cut. */
  readonly list: () => Promise<boolean>;
  /** How many uploads run at once at most. */
  readonly concurrency: number;
  readonly now: () => number;
  readonly timers: Timers;
  /** A number from 0 to 1. */
  readonly random: () => number;
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
