// Compressed files beside outputs: what they are made of, and how they are written.
import { contentHash } from '../core/names.ts';
import type { Disk } from './disk.ts';
import { identityOf } from './identity.ts';
import type { Proof } from './proof.ts';
import { writeWhole } from './temporary.ts';

/** What compression makes smaller; pictures, fonts and films are compressed already. */
export const COMPRESSIBLE: RegExp =
  /\.(?:css|m?js|json|map|svg|html?|xml|txt|md|wasm|ico|webmanifest|ttf|otf|eot)$/i;

export interface CompressedTools {
  readonly disk: Disk;
  readonly proof: Proof;
  readonly random: () => string;
}

/** Writes a compressed file whole or not at all, and records it under its path. */
export function writeCompressed(
  { disk, proof, random }: CompressedTools,
  path: string,
  filePath: string,
  bytes: Uint8Array,
): void {
  writeWhole(disk, filePath, bytes, random());
  const identity = identityOf(disk.statSync(filePath, { bigint: true }));
  proof.record(path, { hash: contentHash(bytes), sizeBytes: bytes.length, identity });
}
