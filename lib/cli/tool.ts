// What the command needs of the package; `lib/bin.ts` puts the two together.
import type { PagesReport } from '../prepare/pages.ts';
import type { Plan, PrepareReport } from '../prepare/report.ts';
import type { Finding } from '../upkeep/doctor.ts';
import type { Compressed } from '../upkeep/precompress.ts';

export interface Progress {
  readonly phase: 'minify' | 'convert' | 'upload' | 'compress' | 'pages';
  readonly done: number;
  readonly total: number;
  readonly path?: string | undefined;
  /** What the build waits for; passed every 10 seconds. */
  readonly waitingFor?: readonly string[] | undefined;
}

/** What a build is to do. */
export interface BuildRequest {
  readonly templates: readonly string[];
  /** Configured ones: names of templates are looked for beside them, too. */
  readonly templatesBeside: readonly string[];
  readonly paths: readonly string[];
  /** Records of runs; absolute. */
  readonly from: readonly string[];
  readonly manifest?: string | undefined;
  readonly strict: boolean;
  readonly deadlineSeconds?: number | undefined;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** What is known of one path; `undefined` members are left out of what is shown. */
export type Explanation = Readonly<Record<string, unknown>>;

export interface Status {
  /** Outputs on disk, and their size. */
  readonly outputs: number;
  readonly bytes: number;
  /** Those of them that nothing refers to any more. */
  readonly stray: number;
  readonly outDir: string;
  readonly cacheDir: string;
}

export interface StrayFile {
  readonly file: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly writtenMs: number;
}

/** Options for deleting old versions. */
export interface PruneRequest {
  readonly dryRun: boolean;
  readonly keep?: number;
  readonly olderThanSeconds?: number;
  readonly maxDelete?: number;
}

export interface PruneReport {
  readonly deleted: readonly string[];
  readonly marked?: readonly string[];
  readonly waiting?: number;
  readonly kept: number;
  readonly left: number;
}

/** The work on finished pages. */
export interface PagesRequest {
  /** Absolute. */
  readonly dir: string;
  readonly slim: boolean;
  readonly isDryRun: boolean;
  readonly deadlineSeconds?: number | undefined;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** The package, opened with a configuration. */
export interface Site {
  build(request: BuildRequest): Promise<PrepareReport>;
  /** Versions what finished pages name, in place. */
  pages(request: PagesRequest): Promise<PagesReport>;
  plan(request: Pick<BuildRequest, 'templates' | 'templatesBeside' | 'paths' | 'from'>): Plan;
  /** Writes `.br` and `.gz` beside outputs where they are smaller. */
  precompress(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Compressed>;
  /** The folder of outputs, absolute; `undefined` where they lie beside their sources. */
  readonly outDir: string | undefined;
  explain(path: string): Explanation;
  status(manifests: readonly string[]): Status;
  /**
   * Lists outputs that nothing refers to, relative to the working folder; `undefined` where neither
   * the cache nor a manifest knows of any output.
   */
  stray(manifests: readonly string[]): readonly StrayFile[] | undefined;
  remove(files: readonly string[]): void;
  doctor(): readonly Finding[];
  /** Each of the three is `undefined` where no file proxy moves files anywhere. */
  prune(options: PruneRequest): Promise<PruneReport> | undefined;
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

/** Opens the package; throws where an option is wrong. */
export type OpenSite = (configuration: Configuration, isDryRun: boolean) => Site;

/** The surroundings of the command. */
export interface Terminal {
  readonly folder: string;
  readonly hasColors: boolean;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Shows a line that the next one replaces; absent where nobody looks. */
  readonly showLine?: ((text: string) => void) | undefined;
}
