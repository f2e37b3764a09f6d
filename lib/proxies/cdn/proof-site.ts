// What the proof of a domain needs of the proxy that it belongs to.
import type { CdnAddress } from './address.ts';
import type { CdnObject } from './cdn-object.ts';
import type { CdnParts } from './cdn-parts.ts';
import type { Facts } from './facts.ts';
import type { StoreFailure } from './store.ts';

export interface ProofSite {
  /** Without `proof`, a domain counts as proven until its distribution no longer fits. */
  readonly parts: Pick<CdnParts, 'address' | 'proof' | 'timers'>;
  readonly address: CdnAddress;
  readonly facts: Facts;
  /** A build waits for a proof of its own. */
  readonly isBuild: boolean;
  readonly objects: { all(): Iterable<CdnObject> };
  /** How long the edge may remember an error. */
  readonly holdMs: number;
  urlOf(object: CdnObject): string;
  /** Looks what the bucket holds: what was deleted is ready no more. */
  list(): Promise<unknown>;
  troubled(failure: StoreFailure): void;
  tell(): void;
}
