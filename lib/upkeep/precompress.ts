// Writes compressed files beside outputs, for servers that hand them out as they are.
import { promisify } from 'node:util';
import { contentHash } from '../core/names.ts';
import { zlib } from '../core/packages.cjs';
import type { Disk } from '../files/disk.ts';
import { identityOf } from '../files/identity.ts';
import type { Proof } from '../files/proof.ts';
import type { OutputFile } from './outputs.ts';

/** What compression makes smaller; pictures, fonts and films are compressed already. */
const TEXTS = /\.(?:css|m?js|json|map|svg|html?|xml|txt|md|wasm|ico|webmanifest|ttf|otf|eot)$/i;

/** How many files are compressed at once: zlib has four threads of its own. */
const AT_ONCE = 4;

const METHODS: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  '.br': (bytes) => promisify(zlib().brotliCompress)(bytes) as Promise<Buffer>,
  '.gz': (bytes) => promisify(zlib().gzip)(bytes, { level: 9 }) as Promise<Buffer>,
};

/** Compresses what is not compressed yet; answers how many files were written. */
export async function precompress(
  outputs: readonly OutputFile[],
  { disk, proof }: { readonly disk: Disk; readonly proof: Proof },
  random: () => string,
  signal: AbortSignal,
): Promise<number> {
  const queue = outputs.filter(({ file }) => TEXTS.test(file));
  let written = 0;
  const work = async (): Promise<void> => {
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      signal.throwIfAborted();
      const bytes = disk.readFileSync(each.file);
      for (const [extension, compress] of Object.entries(METHODS)) {
        const target = each.file + extension;
        if (proof.isCompressed(each.path + extension, target, each.file)) continue;
        const small = await compress(bytes);
        if (small.length >= bytes.length) continue;
        writeWhole(target, small, disk, random());
        const identity = identityOf(disk.statSync(target, { bigint: true }));
        const sizeBytes = small.length;
        proof.record(each.path + extension, { hash: contentHash(small), sizeBytes, identity });
        written += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return written;
}

function writeWhole(target: string, bytes: Buffer, disk: Disk, random: string): void {
  const temporary = `${target}.${random}.tmp`;
  try {
    disk.writeFileSync(temporary, bytes);
    disk.renameSync(temporary, target);
  } catch (error) {
    disk.rmSync(temporary, { force: true });
    throw error;
  }
}
