// The object that a domain is asked for: the smallest one that is ready.
import { statSync } from 'node:fs';
import { attempt } from '../../core/attempt.ts';
import type { CdnObject } from './cdn-object.ts';
import { firstBytesOf } from './first-bytes.ts';

export interface ProbeTarget {
  readonly url: string;
  /** Its file's; absent where there is no file here. */
  readonly sizeBytes?: number;
  readonly firstBytes?: Buffer;
  /** It still counts as being on the CDN. */
  readonly isReady: () => boolean;
}

/** So much is compared of an object; most icons have no more. */
export const PROBED_BYTES = 1024;

/** So many files are looked at, at most: any is small enough when many are not. */
const MOST_LOOKED_AT = 100;

/** Finds the target: an empty file, which proves little, only where there is no other. */
export function findTarget(
  objects: Iterable<CdnObject>,
  urlOf: (object: CdnObject) => string,
): ProbeTarget | undefined {
  let best: { object: CdnObject; sizeBytes: number | undefined } | undefined;
  let looked = 0;
  for (const object of objects) {
    if (object.state !== 'ready') continue;
    const sizeBytes = sizeOf(object);
    if (best === undefined || isBetter(sizeBytes, best.sizeBytes)) best = { object, sizeBytes };
    looked += 1;
    if (looked === MOST_LOOKED_AT) break;
  }
  if (best === undefined) return undefined;
  const { object, sizeBytes } = best;
  // what was there a moment ago may not be there now: then its length must do
  const firstBytes = attempt(() => firstBytesOf(object.filePath ?? '', PROBED_BYTES));
  return {
    url: urlOf(object),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(sizeBytes !== undefined && !(firstBytes instanceof Error) && { firstBytes }),
    isReady: () => object.state === 'ready',
  };
}

function isBetter(sizeBytes: number | undefined, bestBytes: number | undefined): boolean {
  if (sizeBytes === undefined || sizeBytes === 0) return bestBytes === 0 && sizeBytes === undefined;
  return bestBytes === undefined || bestBytes === 0 || sizeBytes < bestBytes;
}

function sizeOf({ filePath }: CdnObject): number | undefined {
  if (filePath === undefined) return undefined;
  return statSync(filePath, { throwIfNoEntry: false })?.size;
}
