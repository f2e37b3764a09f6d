// What the command needs of the package, and what it writes to.
import type { PrepareRequest } from '../prepare/options.ts';
import type { PagesOptions, PagesProgress, PagesReport } from '../prepare/pages.ts';
import type { Plan, PrepareProgress, PrepareReport } from '../prepare/report.ts';
import type {
  ProxyFinding as Finding,
  ProxyPruneOptions,
  ProxyPruneReport,
} from '../proxies/file-proxy.ts';
import type { OutputFile } from '../upkeep/outputs.ts';
import type { Compressed } from '../upkeep/precompress.ts';
import type { Lines } from './terminal.ts';

export type Progress = Omit<PrepareProgress, 'phase'> & {
  readonly phase: PrepareProgress['phase'] | PagesProgress['phase'] | 'compress';
};

/** What is known of one path; `undefined` members are left out of what is shown. */
export type Explanation = Readonly<Record<string, unknown>>;

export interface Status {
  readonly outputs: number;
  readonly bytes: number;
  /** Those of them that nothing refers to any more. */
  readonly stray: number;
  readonly outDir: string;
  readonly cacheDir: string;
}

export type StrayFile = Omit<OutputFile, 'path'>;

/** The package, opened with a configuration. */
export interface Site {
  build(request: PrepareRequest): Promise<PrepareReport>;
  /** Versions what finished pages name, in place. */
  pages(request: PagesOptions): Promise<PagesReport>;
  plan(request: PrepareRequest): Plan;
  /** Writes `.br` and `.gz` beside outputs where they are smaller. */
  precompress(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Compressed>;
  /** The folder of outputs, absolute; `undefined` where they lie beside their sources. */
  readonly outDir: string | undefined;
  explain(path: string): Explanation;
  status(manifests: readonly string[]): Status;
  /**
   * Lists outputs that nothing known refers to, relative to the working folder; `undefined` where neither
   * the cache nor a manifest knows of any output.
   */
  stray(manifests: readonly string[]): readonly StrayFile[] | undefined;
  remove(files: readonly string[]): void;
  doctor(): readonly Finding[];
  /** Each of the three is `undefined` where no file proxy moves files anywhere. */
  prune(options: ProxyPruneOptions): Promise<ProxyPruneReport> | undefined;
  cdnSetup(dryRun: boolean): Promise<readonly Finding[]> | undefined;
  cdnCheck(): Promise<readonly Finding[]> | undefined;
  close(): Promise<void>;
}

/** The options of the package, as a configuration has them, and what the command adds. */
export interface Configuration {
  /** That of the configuration file, which its relative paths start from. */
  readonly folder: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly templates: readonly string[];
  readonly paths: readonly string[];
  /** Absolute. */
  readonly manifest: string | undefined;
  /** Options of Nunjucks that templates are written for: `tags`. */
  readonly nunjucks: Readonly<Record<string, unknown>>;
}

export interface Terminal extends Lines {
  readonly folder: string;
}
