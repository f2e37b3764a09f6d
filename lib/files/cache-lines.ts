// The format of the conversion cache on disk: a line of text for each fact.
//
//   nunjucks-staticfile conversion cache 1
//   5f1c0a9e conversion/1d0e…/css/a.css {"version":"…",…}
//   8b21d0c7 conversion/1d0e…/css/a.css
//
// A line is: eight hex digits of the SHA-256 of the rest, the key, and the value as JSON; without a
// value the key is deleted. The last line of a key counts. A line whose sum is wrong was torn by a
// crash and is skipped.
import { hash } from 'node:crypto';

/** Changes with the format: a file with another first line is not ours to read. */
export const HEADER = 'nunjucks-staticfile conversion cache 1';

const SUM_LENGTH = 8;

/** A line that was read and not yet checked: most of a cache is never asked for. */
export interface RawLine {
  readonly key: string;
  readonly line: string;
}

/** Writes a fact; without a value the deletion of its key. */
export function writeLine(key: string, value: unknown): string {
  const json = value === undefined ? '' : ` ${JSON.stringify(value)}`;
  const rest = encodeKey(key) + json;
  return `${sumOf(rest)} ${rest}`;
}

/** Reads the key of a line, `undefined` for what can be no line. */
export function readKey(line: string): RawLine | undefined {
  // "5f1c0a9e a/b {…}" matches, "5f1c0a9" and "" do not
  const match = /^[0-9a-f]{8} ([^ ]+)(?: |$)/.exec(line);
  return match?.[1] === undefined ? undefined : { key: decodeKey(match[1]), line };
}

/** Reads the value of a line: `undefined` where the key was deleted, or the line is torn. */
export function readValue({ line }: RawLine): unknown {
  const rest = line.slice(SUM_LENGTH + 1);
  const space = rest.indexOf(' ');
  if (space < 0 || sumOf(rest) !== line.slice(0, SUM_LENGTH)) return undefined;
  return JSON.parse(rest.slice(space + 1));
}

function sumOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, SUM_LENGTH);
}

/** Leaves paths readable; a key holds no space and no line end. */
function encodeKey(key: string): string {
  return encodeURIComponent(key.toWellFormed()).replace(/%2F|%3A|%3B|%40/g, decodeURIComponent);
}

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
