// The options of `prepare`.
import type { NunjucksEnvironment } from '../nunjucks/types.ts';
import type { PrepareProgress } from './report.ts';

/** Options of {@link Staticfiles.prepare}. */
export interface PrepareOptions {
  /** Folders, files or globs of templates, relative to the working folder. */
  templates?: string | readonly string[];
  /** Paths, or globs of paths such as `/img/**`, that are asked for by `staticfile`. */
  paths?: string | readonly string[];
  /**
   * The environment whose delimiters and extensions the templates are written for.
   * Default: a plain one of the package `nunjucks`.
   */
  env?: NunjucksEnvironment;
  /**
   * A file to record to what pages ask for: all that was asked for so far, and from now on what the running
   * site asks for, every second, with `settled()` and `close()`, and when the process ends. Several processes may
   * record to one file. Default: nothing is recorded.
   */
  recordTo?: string;
  /** Records that `recordTo` has written: all that they name is made. A strict build then accepts what depends on runtime data. */
  from?: string | readonly string[];
  /** Where to write a manifest of all that was resolved. Default: nowhere. */
  manifest?: string;
  /**
   * Whether warnings, missing files and paths that depend on runtime data are errors. No manifest is
   * written then. Default: `false`.
   */
  strict?: boolean;
  /** Called as work goes on, and every 10 seconds while something is waited for. */
  onProgress?: (progress: PrepareProgress) => void;
  /** Ends the work, at the latest after the current file. `prepare` then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** After how many seconds `prepare` rejects where it is not done. Default: `600`. */
  deadlineSeconds?: number;
}

/** What the command asks for besides. */
export interface PrepareRequest extends PrepareOptions {
  /** Folders, files or globs of templates: where others name one that is not found elsewhere, it is looked for beside them. */
  templatesBeside?: readonly string[];
}
