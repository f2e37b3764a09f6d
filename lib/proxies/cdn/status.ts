// How many outputs stand where, for people who look.
import type { ObjectState } from './object-states.ts';
import type { Objects } from './objects.ts';
import type { Uploads } from './uploads.ts';

export interface CdnStatus {
  /** Where the CDN answers; absent while that is not known. */
  readonly origin?: string;
  readonly isDeployed: boolean;
  /** Outputs whose CDN URL is handed out. */
  readonly ready: number;
  /** Uploaded, and held back until S3 surely has them and the domain is proven. */
  readonly held: number;
  /** Waiting for what they refer to. */
  readonly waiting: number;
  readonly uploading: number;
  readonly failed: number;
  /** Outputs that stay on this site. */
  readonly local: number;
  /** Nothing is tried for now, because of failures. */
  readonly isPaused: boolean;
  /** The last reason of a failure. */
  readonly reason?: string;
}

/** @internal */
export function statusOf({ objects, address, proof, arrivals }: Uploads): CdnStatus {
  const count = (...states: ObjectState[]) =>
    states.reduce((sum, state) => sum + objects.counts[state], 0);
  const reason = (address.failure ?? proof.failure)?.message ?? failedReason(objects);
  return {
    ...(address.origin !== undefined && { origin: address.origin }),
    isDeployed: address.isDeployed,
    ready: proof.isProven ? count('ready') : 0,
    held: proof.isProven ? count('held') : count('held', 'ready'),
    waiting: count('waiting'),
    uploading: count('queued', 'uploading'),
    failed: count('failed'),
    local: count('local', 'superseded'),
    isPaused: arrivals.queue.isPaused,
    ...(reason !== undefined && { reason }),
  };
}

function failedReason(objects: Objects): string | undefined {
  if (objects.counts.failed === 0) return undefined;
  for (const { state, reason } of objects.all()) {
    if (state === 'failed' && reason !== undefined) return reason;
  }
  return undefined;
}
