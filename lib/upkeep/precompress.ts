// Writes compressed files beside outputs, for servers that hand them out as they are.
import { promisify } from 'node:util';
import { zlib } from '../core/packages.cjs';
import { COMPRESSIBLE, type CompressedTools, writeCompressed } from '../files/compressed.ts';
import type { OutputFile } from './outputs.ts';

/** How many files are compressed at once: zlib has four threads of its own. */
const AT_ONCE = 4;

const METHODS: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  '.br': (bytes) => promisify(zlib().brotliCompress)(bytes) as Promise<Buffer>,
  '.gz': (bytes) => promisify(zlib().gzip)(bytes, { level: 9 }) as Promise<Buffer>,
};

/** Compresses what is not compressed yet; answers how many files were written. */
export async function precompress(
  outputs: readonly OutputFile[],
  tools: CompressedTools,
  signal: AbortSignal,
): Promise<number> {
  const { disk, proof } = tools;
  const queue = outputs.filter(({ file }) => COMPRESSIBLE.test(file));
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
        writeCompressed(tools, each.path + extension, target, small);
        written += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return written;
}
