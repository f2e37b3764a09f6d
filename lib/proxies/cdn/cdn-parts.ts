// What a CDN proxy is made of.
import type { ProxyFinding } from '../file-proxy.ts';
import type { CdnAddress } from './address.ts';
import type { AddressSource } from './address-source.ts';
import type { HeaderOptions } from './headers.ts';
import type { Include } from './include.ts';
import type { ProofParts } from './prober.ts';
import type { PruneOptions } from './prune.ts';
import type { ObjectStore } from './store.ts';
import type { Timers } from './timers.ts';
import type { ReleaseNames } from './usage-record.ts';

export interface CdnParts {
  readonly include: Include | undefined;
  /** Put before all keys: `static/`. */
  readonly prefix: string;
  /** How many uploads run at once at most. */
  readonly concurrency: number;
  /** How long an uploaded object is held; `undefined`: as long as the CDN remembers errors. */
  readonly settleSeconds: number | undefined;
  readonly timeoutSeconds: number;
  readonly headers: HeaderOptions | undefined;
  /** Prunes daily where it is set. */
  readonly prune: PruneOptions | undefined;
  readonly address: AddressSource;
  /** Proves that the address serves the bucket; absent: it is taken at its word. */
  readonly proof?: ProofParts | undefined;
  /** Opens the store, when it is needed first. */
  readonly openStore: () => Promise<ObjectStore>;
  readonly isOpen: () => boolean;
  /** Whose files they are, in records of releases. */
  readonly names: ReleaseNames;
  /** Tells facts about this bucket, prefix and address from others; `undefined`: none are kept. */
  readonly scope: readonly string[] | undefined;
  /** Creates or looks for what the CDN needs. */
  readonly setup?: ((dryRun: boolean) => Promise<readonly ProxyFinding[]>) | undefined;
  /** Looks whether it works, now that facts can be kept. */
  readonly check?:
    | ((address: CdnAddress, now: () => number) => Promise<readonly ProxyFinding[]>)
    | undefined;
  /** The size of a file in bytes; `0` where it can't be looked at. By default the disk tells. */
  readonly sizeOf?: (filePath: string) => number;
  readonly timers: Timers;
  /** A number from 0 to 1. */
  readonly random: () => number;
}
