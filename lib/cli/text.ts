// Sentences and tables of the command.
import type { BuildReport, Notice, Site } from './tool.ts';

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

export function placed({ template, line, message }: Notice): string {
  if (template === undefined) return message;
  return `${template}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Says what a build has done. */
export function reportLines(report: BuildReport): string[] {
  const { templates, files, converted, bytesBefore, bytesAfter } = report;
  const [slowest] = report.slowest;
  return [
    `${files} files from ${templates} templates, ${converted} of them made now: ` +
      `${size(bytesBefore)} became ${size(bytesAfter)}.`,
    ...(slowest && slowest.durationMs >= 100
      ? [`Slowest: ${slowest.path} (${Math.round(slowest.durationMs)} ms).`]
      : []),
    ...report.unknown.map((notice) => `Notice: ${placed(notice)}`),
    ...report.missing.map((notice) => `Missing: ${placed(notice)}`),
    ...report.warnings.map((warning) => `Warning: ${warning}`),
    ...failureLines(report.failed),
    ...report.errors.map(({ template, message }) => `Error: ${template}: ${message}`),
    ...(report.refused === undefined ? [] : [`Error: ${report.refused}`]),
  ];
}

/** A full disk refuses thousands of files; a few of them say enough. */
const MOST_FAILURES = 10;

function failureLines(failed: readonly string[]): string[] {
  const lines = failed.slice(0, MOST_FAILURES).map((message) => `Error: ${message}`);
  const others = failed.length - lines.length;
  return others > 0 ? [...lines, `Error: ${others} more files could not be made.`] : lines;
}

/** Lists names and values. */
export function table(values: object): string[] {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${name.padEnd(width)}  ${text}`;
  });
}

/** Says what `doctor` has found. */
export function findingLines(findings: ReturnType<Site['doctor']>): string[] {
  return findings.map(({ isFine, what, advice }) =>
    isFine ? `ok     ${what}` : `wrong  ${what}${advice === undefined ? '' : ` ${advice}`}`,
  );
}
