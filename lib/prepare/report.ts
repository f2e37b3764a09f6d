// What `prepare` has done, for people and programs.
import type { Place } from '../resolve/argument.ts';

/** A path that `prepare` could not know or find, with its place. */
export interface PrepareNotice extends Place {
  readonly message: string;
}

/** A file that was asked for, or that one of those refers to. */
export interface PreparedOutput {
  /** Root-relative URL: what file proxies are given. */
  readonly uri: string;
  /** Absolute path of the file. */
  readonly output: string;
  /** Size of its sources, in bytes. */
  readonly originalBytes: number;
  /** Size of the file, in bytes. */
  readonly bytes: number;
  /** Whether the conversion cache knew it; otherwise it was made now. */
  readonly cached: boolean;
}

/** The report of {@link Staticfiles.prepare}. */
export interface PrepareReport {
  /** How many templates were read. */
  readonly templates: number;
  /** Every output, in the order of their URLs. */
  readonly outputs: readonly PreparedOutput[];
  /** How many outputs there are. */
  readonly files: number;
  /** How many of them were made now; the others the conversion cache knew. */
  readonly converted: number;
  /** Sizes of all sources, and of all outputs. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** The slowest conversions, slowest first; at most ten. */
  readonly slowest: readonly { readonly path: string; readonly durationMs: number }[];
  /** Paths that name no file. */
  readonly missing: readonly PrepareNotice[];
  /** What depends on runtime data. */
  readonly unknown: readonly PrepareNotice[];
  /** Outputs that could not be made, each with its reason: an unreadable source, a full disk. */
  readonly failed: readonly string[];
  /** Templates that can't be parsed. */
  readonly errors: readonly TemplateProblem[];
  /** Warnings of this run, each once. */
  readonly warnings: readonly string[];
  /** Why a strict build has failed, and written no manifest. */
  readonly refused?: string | undefined;
}

/** The work that `prepare` would do. */
export interface Plan {
  readonly paths: readonly string[];
  /** How many bodies of block tags. */
  readonly blocks: number;
  readonly unknown: readonly PrepareNotice[];
  readonly errors: readonly TemplateProblem[];
}

/** The progress of {@link Staticfiles.prepare}. */
export interface PrepareProgress {
  readonly phase: 'minify' | 'convert' | 'upload';
  readonly done: number;
  readonly total: number;
  /** The path that was done last. */
  readonly path?: string | undefined;
  /** What is being waited for; passed every 10 seconds while it takes long. */
  readonly waitingFor?: readonly string[] | undefined;
}

/** A template that can't be read or parsed. */
export interface TemplateProblem {
  readonly template: string;
  readonly message: string;
}
