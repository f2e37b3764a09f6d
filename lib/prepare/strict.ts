// What a strict build does not put up with, in one sentence.
import { placeText } from '../resolve/argument.ts';
import type { PrepareNotice, PrepareReport } from './report.ts';

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
    'Name the files with --include (in the configuration, and for "prepare", as "paths"), or record a run ' +
    'of the site with "recordTo" and build from that: staticfile build --from RECORD.'
  );
}
