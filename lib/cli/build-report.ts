// What a build has made, as people read it: a list with sizes, what is to be told, and the sum.
import { printable } from '../errors.ts';
import type { PreparedOutput, PrepareNotice, PrepareReport } from '../prepare/report.ts';
import type { Compressed } from '../upkeep/precompress.ts';
import {
  aligned,
  counted,
  cut,
  type Paint,
  painter,
  placed,
  seconds,
  shownPath,
  size,
} from './text.ts';
import type { Terminal } from './tool.ts';

/** Facts that the report of a build lacks. */
export interface BuildEnd {
  readonly durationMs: number;
  /** Absolute. */
  readonly outDir: string | undefined;
  /** Absolute; `undefined` where none was written. */
  readonly manifest: string | undefined;
  readonly compressed: Compressed | undefined;
}

export function buildLines(
  report: PrepareReport,
  end: BuildEnd,
  { folder, hasColors }: Pick<Terminal, 'folder' | 'hasColors'>,
): string[] {
  const paint = painter(hasColors);
  const made = madeLines(report.outputs, end, folder);
  return [
    ...made,
    ...(made.length > 0 ? [''] : []),
    ...noticeLines(report, paint),
    ...summaryLines(report, end, folder, paint),
  ];
}

/** Lists what was made now, the largest first: that is what pages wait for. */
function madeLines(outputs: readonly PreparedOutput[], end: BuildEnd, folder: string): string[] {
  const made = outputs
    .filter(({ cached }) => !cached)
    .sort((a, b) => b.bytes - a.bytes || (a.uri < b.uri ? -1 : 1));
  const rows = made.map(({ output, originalBytes, bytes }) => {
    const brotli = end.compressed?.brotliBytes.get(output);
    return [
      shownPath(output, folder),
      changed(originalBytes, bytes),
      ...(brotli === undefined ? [] : [`brotli ${size(brotli)}`]),
    ];
  });
  return cut(aligned(rows), 'files');
}

function changed(before: number, after: number): string {
  const [from, to] = [size(before), size(after)];
  return from === to ? to : `${from} → ${to}`;
}

/** This long, and it is worth to know which file it was. */
const SLOW_MS = 1000;

function noticeLines(report: PrepareReport, paint: Paint): string[] {
  const { unknown, missing, failed, errors, refused } = report;
  const notice = paint('yellow', 'Notice:');
  const error = paint('red', 'Error:');
  return [
    ...emptyLines(report).map((text) => `${notice} ${text}`),
    ...toldOnce(unknown, notice),
    ...toldOnce(missing, paint('yellow', 'Missing:')),
    ...newWarnings(report).map((text) => `${paint('yellow', 'Warning:')} ${text}`),
    // a full disk refuses thousands of files; a few of them say enough
    ...cut(
      failed.map((text) => `${error} ${text}`),
      'files could not be made',
      '--json lists all',
      MOST_FAILURES,
    ),
    ...errors.map(({ template, message }) => `${error} ${template}: ${message}`),
    ...(refused === undefined ? [] : [`${error} ${refused}`]),
  ];
}

/** Templates that name nothing, without a fault, name their files in a way of their own. */
function emptyLines({ files, templates, unknown, missing, errors }: PrepareReport): string[] {
  if (templates === 0 || files + unknown.length + missing.length + errors.length > 0) return [];
  return [
    'No template names a file by a tag, filter or function of this package. If yours have names of ' +
      'their own, add files with --include, or record a run of the site and build with --from.',
  ];
}

const MOST_FAILURES = 10;

/** Templates of one kind have one fault: from here on it is told once, with the places below it. */
const MANY_PLACES = 4;

function toldOnce(notices: readonly PrepareNotice[], label: string): string[] {
  const places = new Map<string, Set<string>>();
  for (const notice of notices) {
    const known = places.get(notice.message) ?? new Set();
    places.set(notice.message, known.add(placed({ ...notice, message: '' })));
  }
  const groups = [...places].map(([message, each]) => groupLines(message, [...each], label));
  return cut(groups, 'of this kind').flatMap((group) => group.split('\n'));
}

function groupLines(message: string, places: readonly string[], label: string): string {
  const isTold = places.length < MANY_PLACES;
  const lines = isTold ? places.map((place) => `${label} ${place}${message}`) : placeLines(places);
  return [...(isTold ? [] : [`${label} ${message}`]), ...lines].join('\n');
}

function placeLines(places: readonly string[]): string[] {
  const shown = places.map((place) => place.replace(/: $/, ''));
  return cut(shown, 'places', '--json lists all', MANY_PLACES).map((place) => `  ${place}`);
}

/** What is missing is warned of in any render, too: here its place has been told. */
function newWarnings({ warnings, missing }: PrepareReport): string[] {
  const told = new Set(missing.map(({ message }) => message));
  const isTold = (warning: string) => [...told].some((message) => warning.includes(message));
  return cut(
    warnings.filter((warning) => !isTold(warning)),
    'warnings',
  );
}

function summaryLines(
  report: PrepareReport,
  { durationMs, outDir, manifest, compressed }: BuildEnd,
  folder: string,
  paint: Paint,
): string[] {
  const { files, templates, converted, bytesBefore, bytesAfter, slowest } = report;
  const isFine = report.errors.length + report.failed.length === 0 && report.refused === undefined;
  const place = outDir === undefined ? 'beside the sources' : `→ ${shownPath(outDir, folder)}`;
  const from = `${counted(files, 'file')} from ${counted(templates, 'template')}`;
  const sizes = files === 0 ? '' : `  ${changed(bytesBefore, bytesAfter)}`;
  const [slow] = slowest;
  const details = [
    files > converted && `${converted || 'none'} made now, ${files - converted} known to the cache`,
    compressed && `${counted(compressed.written, 'compressed file')} written`,
    manifest && `manifest: ${shownPath(manifest, folder)}`,
    slow && slow.durationMs >= SLOW_MS && `slowest: ${slow.path} (${seconds(slow.durationMs)})`,
  ].filter((each) => typeof each === 'string');
  return [
    `${isFine ? paint('green', '✓') : paint('red', '✗')} ${from} ${place}${sizes}  (${seconds(durationMs)})`,
    ...(details.length > 0 ? [printable(`  ${details.join('; ')}`)] : []),
  ];
}
