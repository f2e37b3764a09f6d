// Counts what `prepare` does, and says what a strict build does not put up with.
import type { Output } from '../convert/output.ts';
import { isForeignUrl } from '../core/paths.ts';
import type { Listener } from '../core/report.ts';
import { errorText, quote, type StaticfileError, sentenceOf } from '../errors.ts';
import { placeText } from '../resolve/argument.ts';
import type { Ask, WorkList } from './ask.ts';
import type { PreparedOutput, PrepareNotice, PrepareReport } from './report.ts';
import type { ReadTemplates } from './templates.ts';

const MOST_SLOWEST = 10;
const FAILURE = /^\[ERR_STATICFILE_(?:PUBLISH|UNREADABLE)\]/;

/** What was asked for is there, and could not be made; or a module of the user's has ended its thread. */
function isFailure(message: string): boolean {
  const isEnded = message.includes(': the worker thread failed: ') && / by \S+#/.test(message);
  return isEnded || FAILURE.test(message);
}

export class ReportBuilder {
  readonly #now: () => number;
  readonly #missing: PrepareNotice[] = [];
  readonly #warnings = new Set<string>();
  readonly #failed = new Set<string>();
  #slowest: { path: string; durationMs: number }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Hears of what is there and can't be made, and of all else that is warned of. */
  readonly listener: Listener = {
    failed: (message) => void (isFailure(message) && this.#failed.add(message)),
    warned: (message) => void (isFailure(message) ? this.#failed : this.#warnings).add(message),
  };

  get hasFailed(): boolean {
    return this.#failed.size > 0;
  }

  /** Notes what gave no output; a file of another place needs none. */
  miss(ask: Ask, url: string, reason: StaticfileError | undefined): void {
    if (isForeignUrl(url)) return;
    if (reason !== undefined && isFailure(reason.message)) {
      this.#failed.add(reason.message);
      return;
    }
    const message = reason ? sentenceOf(reason) : `Cannot find ${quote(pathOf(ask))}.`;
    this.#missing.push({ ...ask.place, message });
  }

  /** Notes what is there, and can't be used so. */
  fail(message: string): void {
    this.#failed.add(message);
  }

  /** Does something, and notes how long it took; what it throws is a miss. */
  time(ask: Ask, action: () => void): void {
    const startMs = this.#now();
    try {
      action();
    } catch (error) {
      this.#missing.push({ ...ask.place, message: errorText(error) });
    }
    this.#slowest.push({ path: pathOf(ask), durationMs: this.#now() - startMs });
    if (this.#slowest.length > 100 * MOST_SLOWEST) this.#slowest = this.#longest();
  }

  /** @param outputs - All that there are now. */
  report(
    { count, problems }: ReadTemplates,
    { unknown, missing }: WorkList,
    outputs: readonly Output[],
  ): PrepareReport {
    const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
    return {
      templates: count,
      outputs: outputs.map(preparedOf).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
      files: outputs.length,
      converted: outputs.filter(({ isCached }) => !isCached).length,
      bytesBefore: sum(outputs.map(({ originalBytes }) => originalBytes)),
      bytesAfter: sum(outputs.map(({ sizeBytes }) => sizeBytes)),
      slowest: this.#longest(),
      missing: [...missing, ...this.#missing],
      unknown,
      errors: problems,
      failed: [...this.#failed],
      warnings: [...this.#warnings],
    };
  }

  #longest(): { path: string; durationMs: number }[] {
    const ordered = [...this.#slowest].sort((a, b) => b.durationMs - a.durationMs);
    return ordered.slice(0, MOST_SLOWEST);
  }
}

function preparedOf(output: Output): PreparedOutput {
  const { uri, filePath, originalBytes, sizeBytes, isCached } = output;
  return { uri, output: filePath, originalBytes, bytes: sizeBytes, cached: isCached };
}

function pathOf(ask: Ask): string {
  if (ask.kind === 'group') return ask.paths.join('; ');
  return 'path' in ask ? [ask.path].flat().join('; ') : `a body of ${ask.kind}`;
}

/**
 * Returns why a strict build fails; `undefined` where it does not.
 *
 * @param isRecorded - A run of the site has told what only a render knows.
 */
export function strictProblem(
  report: Omit<PrepareReport, 'refused'>,
  isRecorded: boolean,
): string | undefined {
  const { missing, warnings, errors, failed } = report;
  const unknown = isRecorded ? [] : report.unknown;
  const isFine = missing.length + warnings.length + errors.length + failed.length === 0;
  if (unknown.length === 0) return isFine ? undefined : 'In a strict build warnings are errors.';
  const [first] = unknown as [PrepareNotice, ...PrepareNotice[]];
  const count = unknown.length === 1 ? 'One thing' : `${unknown.length} things`;
  return (
    `${count} can't be known ahead of a render, the first: ${first.message}${placeText(first)} ` +
    'Record a run of the site with "recordTo", and build from that: staticfile build --from RECORD. ' +
    'Or name the files with --include (in the configuration, and for "prepare", as "paths"), and build ' +
    'without --strict: whether all are named is what no build can check.'
  );
}
