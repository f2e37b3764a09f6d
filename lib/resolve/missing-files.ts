// What a page gets where a path gives no output: the URL that was written, and one clear sentence.
import { encodeMarkup, encodeUnsafe } from '../core/paths.ts';
import type { Reporter } from '../core/report.ts';
import {
  errorCode,
  errorText,
  quote,
  StaticfileError,
  type StaticfileErrorCode,
} from '../errors.ts';
import { DISABLED, NOT_FOUND, UNPUBLISHED } from '../proxies/file-info.ts';
import type { FileInfo } from '../proxies/file-proxy.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import {
  type AskedPath,
  kindOfValue,
  type Place,
  placeText,
  plainText,
  showPath,
} from './argument.ts';
import { asWritten } from './finder.ts';
import type { OwnUrls } from './own-urls.ts';

/** What happens if a path matches no file. */
export type MissingPolicy = 'warn' | 'ignore' | 'throw';

/** @internal */
export interface MissingFilesOptions {
  readonly enabled: boolean;
  readonly missing: MissingPolicy;
  readonly publicUrls: PublicUrls;
  readonly ownUrls: OwnUrls;
  /** Puts the plain file where a server that has nothing but `outDir` finds it. */
  readonly copyPlain: (asked: AskedPath) => void;
  readonly reporter: Reporter;
}

const CONVERSION_FAILURES: readonly StaticfileErrorCode[] = [
  'ERR_STATICFILE_UNREADABLE',
  'ERR_STATICFILE_PUBLISH',
  'ERR_STATICFILE_OPTION',
];

/** Checks whether the sources are there, and only their output is not. @internal */
export function isConversionFailure({ code }: StaticfileError): boolean {
  return CONVERSION_FAILURES.includes(code);
}

/** What a full or read-only disk refuses, it refuses for every file: that is one cause, said once. */
const DISK_FAILURES = ['EACCES', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'ENOSPC', 'EPERM', 'EROFS'];

/** Where no folder can be made there is none for any file. */
const NO_FOLDER = ['ENOTDIR', 'EEXIST'];

/** Names what refuses every output alike; `undefined` for what is about one. */
function sharedCauseOf({ code, cause }: StaticfileError): string | undefined {
  const failure = errorCode(cause) ?? '';
  if (code !== 'ERR_STATICFILE_PUBLISH') return undefined;
  const isNoFolder =
    NO_FOLDER.includes(failure) || (cause as NodeJS.ErrnoException)?.syscall === 'mkdir';
  if (isNoFolder) return 'no folder';
  return DISK_FAILURES.includes(failure) ? `disk ${failure}` : undefined;
}

/** Warns that something failed in a way that nobody has thought of. @internal */
export function unexpected(asked: AskedPath, cause: unknown): StaticfileError {
  const message = `Cannot convert ${quote(showPath(asked))}: ${errorText(cause)}.`;
  return new StaticfileError('ERR_STATICFILE_UNREADABLE', message, { cause });
}

/** Returns which members a page goes without where a combination can't be made. @internal */
export function notThere({ members: [, ...others] }: AskedPath): string {
  return `The page goes without ${others.map((each) => quote(each)).join(', ')}.`;
}

/** @internal */
export class MissingFiles {
  readonly #options: MissingFilesOptions;

  constructor(options: MissingFilesOptions) {
    this.#options = options;
  }

  /** Returns the URL for a path; throws where it names no file and `missing` is `'throw'`. */
  url(asked: AskedPath, reason: StaticfileError, place: Place | undefined): string {
    const { reporter } = this.#options;
    if (isConversionFailure(reason) && reason.code !== 'ERR_STATICFILE_UNREADABLE') {
      reporter.warnOnce(sharedCauseOf(reason) ?? reason.message, reason.message);
      this.#options.copyPlain(asked);
      return this.written(asked, UNPUBLISHED);
    }
    this.applyMissing(asked, reason, place);
    return this.written(asked, NOT_FOUND);
  }

  /** Returns the URL for a value that is no path at all. */
  noPath(value: unknown, place: Place | undefined): string {
    const text = plainText(value);
    const asked = { key: text, members: text === '' ? [] : [text] };
    const message = `Expected the path of a file, got ${kindOfValue(value)}.`;
    return this.url(asked, new StaticfileError('ERR_STATICFILE_ARGUMENT', message), place);
  }

  /** Throws or warns, as the option `missing` says. */
  applyMissing(
    asked: AskedPath,
    error: StaticfileError,
    place: Place | undefined,
    consequence = '',
  ): void {
    if (this.#options.missing === 'throw') throw error;
    this.warn(asked, error, place, consequence);
  }

  /** @param consequence - What the page gets; a sentence. */
  warn(asked: AskedPath, error: StaticfileError, place: Place | undefined, consequence = ''): void {
    const { missing, reporter } = this.#options;
    if (missing === 'ignore') return;
    const message = error.message + placeText(place) + (consequence && ` ${consequence}`);
    const subject = `path ${asked.key} ${error.code}`;
    const cause = sharedCauseOf(error);
    reporter.warnOnce(cause ?? subject, message);
    // what a page goes without is known all the same
    if (cause !== undefined) reporter.sayOnce('info', subject, message);
  }

  /** Asks the chain about a path that has no output; one that is left alone stays as it is written. */
  written(asked: AskedPath, info: FileInfo): string {
    const { publicUrls, enabled, ownUrls } = this.#options;
    const { path, suffix } = asWritten(asked);
    if (path === '') return encodeMarkup(suffix);
    const bare = ownUrls.askedFor(path);
    const uri = encodeUnsafe(bare);
    const answer = publicUrls.askOther(uri, enabled ? info : DISABLED);
    return publicUrls.toUrl(answer === uri ? encodeMarkup(bare) : answer, suffix);
  }
}
