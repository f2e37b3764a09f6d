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

export interface Compressed {
  /** How many files were written now. */
  readonly written: number;
  /** Sizes of the `.br` files that there are, by the absolute path of their outputs. */
  readonly brotliBytes: ReadonlyMap<string, number>;
}

/**
 * Compresses what is not compressed yet.
 *
 * @param onDone - Is told how many outputs are done, of how many, and which was the last.
 */
export async function precompress(
  outputs: readonly OutputFile[],
  tools: CompressedTools,
  signal: AbortSignal,
  onDone: (done: number, total: number, path: string) => void = () => {},
): Promise<Compressed> {
  const queue = outputs.filter(({ file }) => COMPRESSIBLE.test(file));
  const total = queue.length;
  const brotliBytes = new Map<string, number>();
  let written = 0;
  const work = async (): Promise<void> => {
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
      signal.throwIfAborted();
      const sizes = await compressOne(each, tools);
      written += sizes.filter(({ isNew }) => isNew).length;
      for (const { extension, sizeBytes } of sizes)
        if (extension === '.br') brotliBytes.set(each.file, sizeBytes);
      onDone(total - queue.length, total, each.path);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { written, brotliBytes };
}

interface CompressedFile {
  readonly extension: string;
  readonly sizeBytes: number;
  readonly isNew: boolean;
}

/** Writes what is missing beside an output, and lists what there is. */
async function compressOne(
  { file, path }: OutputFile,
  tools: CompressedTools,
): Promise<CompressedFile[]> {
  const { disk, proof } = tools;
  const bytes = disk.readFileSync(file);
  const made: CompressedFile[] = [];
  for (const [extension, compress] of Object.entries(METHODS)) {
    const target = file + extension;
    if (proof.isCompressed(path + extension, target, file)) {
      made.push({ extension, sizeBytes: disk.statSync(target).size, isNew: false });
      continue;
    }
    const small = await compress(bytes);
    if (small.length >= bytes.length) continue;
    writeCompressed(tools, path + extension, target, small);
    made.push({ extension, sizeBytes: small.length, isNew: true });
  }
  return made;
}
