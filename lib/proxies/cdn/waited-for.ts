// What somebody who waits for the CDN waits for, and why it takes so long: in words.
import { statusOf } from './status.ts';
import type { Uploads } from './uploads.ts';

/** Returns a phrase like `3 uploads; 2 files to settle`; `undefined` where nothing is waited for. */
export function waitedFor(uploads: Uploads): string | undefined {
  const { address, proof, arrivals, troubles } = uploads;
  const { uploading, held, waiting, local, ready, failed } = statusOf(uploads);
  const isMoving = uploading + held + waiting > 0;
  const isAsked = isMoving || (uploads.isBuild && local + ready + failed === 0);
  const parts = [
    isAsked && address.origin === undefined && 'the domain of the CDN',
    isAsked && address.origin !== undefined && !address.isDeployed && deployment(uploads),
    (proof.isPending || (uploads.isBuild && proof.isRepeating)) &&
      `proof that ${address.origin} serves the bucket`,
    uploading > 0 && `${count(uploading, 'upload')}`,
    held > 0 && `${count(held, 'file')} that the CDN can't serve for sure yet`,
    waiting > 0 && `${count(waiting, 'file')} that others of them refer to, or that others upload`,
    !arrivals.renewals.isIdle && 'old objects that are renewed',
    !arrivals.rescue.isIdle &&
      'objects that prune has marked: they are looked at again two minutes after they were recorded',
  ].filter((each) => each !== false);
  if (parts.length === 0) return undefined;
  const why = address.failure?.message ?? proof.failure?.message ?? troubles.last;
  return `${parts.join('; ')}${why === undefined ? '' : ` (${why})`}`;
}

function deployment({ address }: Uploads): string {
  const { dueMs } = address;
  if (dueMs === undefined) return 'the distribution, which is not deployed yet';
  const time = new Date(dueMs).toISOString();
  return `the distribution, whose status can't be read: it counts as deployed from ${time} on`;
}

function count(times: number, noun: string): string {
  return `${times} ${noun}${times === 1 ? '' : 's'}`;
}
