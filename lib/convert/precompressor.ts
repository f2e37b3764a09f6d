// Compresses outputs while renders go on: one at a time, when nothing has to be minified.
import type { BackgroundWork } from '../core/background-work.ts';
import type { Reporter } from '../core/report.ts';
import { errorText } from '../errors.ts';
import {
  COMPRESSIBLE,
  type CompressedTools,
  type CompressRequest,
  writeCompressed,
} from '../files/compressed.ts';
import { LONGEST_MS } from '../workers/job.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { ConversionMode } from './conversion-mode.ts';
import type { Output, OutputFile } from './output.ts';

type CompressibleFile = Pick<OutputFile, 'path' | 'filePath' | 'hash'>;

/** An output, or a file that a manifest lists. */
export interface Compressible extends Pick<Output, 'uri' | 'path' | 'isUnversioned'> {
  /** Those that are here. */
  readonly files: readonly CompressibleFile[];
}

export interface PrecompressorOptions extends CompressedTools {
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly conversionMode: ConversionMode;
  /** What comes first. */
  readonly work: BackgroundWork;
  readonly reporter: Reporter;
  readonly precompress: boolean | 'when serving';
  /** Checks whether pages get an output, or it only stood in for another. */
  readonly isNeeded: (output: Compressible) => boolean;
}

const EXTENSIONS = ['.br', '.gz'] as const;

export class Precompressor {
  readonly #options: PrecompressorOptions;
  readonly #waiting = new Map<string, Compressible>();
  #run: Promise<void> | undefined;
  #isOff: boolean;
  constructor(options: PrecompressorOptions) {
    this.#options = options;
    this.#isOff = options.precompress === false;
    options.conversionMode.onServe(() => this.#start());
  }

  /** Has an output compressed that was made, or found again; each once. */
  add(output: Compressible): void {
    if (this.#isOff || output.isUnversioned || !COMPRESSIBLE.test(output.path)) return;
    this.#waiting.set(output.uri, output);
    this.#start();
  }

  /** Has a whole list compressed, which is read when that is to begin. */
  addLater(list: () => Iterable<Compressible>): void {
    if (this.#isOff) return;
    const addAll = (): void => {
      for (const each of list()) this.add(each);
    };
    if (this.#options.precompress === true) addAll();
    else this.#options.conversionMode.onServe(addAll);
  }

  /** Abandons what waits. */
  close(): void {
    this.#isOff = true;
    this.#waiting.clear();
  }

  /** Resolves when all is compressed. */
  async idle(): Promise<void> {
    while (this.#run !== undefined) await this.#run;
  }

  #start(): void {
    const { precompress, conversionMode } = this.#options;
    const isOn = !this.#isOff && (precompress === true || conversionMode.isServing);
    if (!isOn || this.#run !== undefined || this.#waiting.size === 0) return;
    this.#run = this.#compressAll().finally(() => {
      this.#run = undefined;
      this.#start();
    });
  }

  async #compressAll(): Promise<void> {
    for (const [uri, output] of this.#waiting) {
      // what was made in this turn may have to be minified first
      await Promise.resolve();
      await this.#options.work.idle();
      this.#waiting.delete(uri);
      if (this.#isOff) return;
      if (this.#options.isNeeded(output))
        for (const file of output.files) await this.#compress(file);
    }
  }

  async #compress(file: CompressibleFile): Promise<void> {
    const { pool, proof, reporter } = this.#options;
    for (const extension of EXTENSIONS) {
      const [path, target] = [file.path + extension, file.filePath + extension];
      try {
        const { value, left } = proof.quickly(() =>
          proof.isCompressed(path, target, file.filePath),
        );
        if (value || left.length > 0) continue;
        const { filePath, hash } = file;
        const input: CompressRequest = { filePath, hash, extension };
        const signal = AbortSignal.timeout(LONGEST_MS);
        const job = { name: 'compress', input, mostWorkers: 1, signal };
        const small = await pool.run<Uint8Array | undefined>(job);
        if (small !== undefined && !this.#isOff) {
          writeCompressed(this.#options, path, target, small);
        }
      } catch (error) {
        if (this.#isOff) return;
        // no worker, or a disk that can't be written: it would be the same for all others
        this.close();
        const message = `Nothing more is compressed in the background: ${errorText(error)}. Set "precompress: false" to leave it.`;
        reporter.sayOnce('info', 'precompress', message);
        return;
      }
    }
  }
}
