// Numbers, lists, tables and colours as people read them.
import * as path from 'node:path';
import { inspect } from 'node:util';
import { printable } from '../errors.ts';
import type { PrepareNotice } from '../prepare/report.ts';

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

export function seconds(durationMs: number): string {
  return durationMs < 9950
    ? `${(durationMs / 1000).toFixed(1)} s`
    : `${Math.round(durationMs / 1000)} s`;
}

/** Returns a number with its noun: `1 file`, `2 files`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function placed({ template, line, message }: PrepareNotice): string {
  if (template === undefined) return message;
  return `${template}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Returns the path of a file as it is typed in a folder. */
export function shownPath(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return printable(relative === '' ? '.' : relative.startsWith('..') ? file : relative);
}

/** A screen holds these, and what follows them. */
const MOST_LINES = 20;

/** Cuts a long list; the last line then says how many there are besides, and what lists them all. */
export function cut(
  lines: readonly string[],
  what: string,
  hint: string = '--json lists all',
  most: number = MOST_LINES,
): string[] {
  const left = lines.length - most;
  // the line that says so takes the place of one
  if (left <= 1) return [...lines];
  return [...lines.slice(0, most), `… and ${left} more ${what} (${hint})`];
}

/** Lists names behind what is, or would be, done with each of them. */
export function doneLines(verb: string, names: readonly string[], what: string): string[] {
  return cut(
    names.map((name) => `${verb}  ${printable(name)}`),
    what,
  );
}

/** Lays rows out in columns; a column is as wide as its widest cell. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    rows.reduce((widest, row) => Math.max(widest, (row[at] ?? '').length), 0),
  );
  return rows.map((row) => {
    const cells = row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
    return cells.join('  ').trimEnd();
  });
}

/** Lists names and values, a list with one line for each of its members. */
export function table(values: object): string[] {
  const rows = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) =>
      [value].flat().map((each, at) => [at === 0 ? name : '', printable(String(each))]),
    );
  return aligned(rows);
}

export type Style = 'green' | 'red' | 'yellow' | 'dim';

/** Puts a text into a colour, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export function painter(hasColors: boolean): Paint {
  return (style, text) => {
    const codes = inspect.colors[style];
    return hasColors && codes ? `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : text;
  };
}
