// The format of the conversion cache on disk: a line of text for each fact.

//
//   nunjucks-staticfile conversion cache 2
//   5f1c0a9e 1795395600123000 conversion/1d0e…/css/a.css {"version":"…",…}
//   8b21d0c7 1795395600124000 conversion/1d0e…/css/a.css
//
// A line is: eight hex digits of the SHA-256 of the rest, when it was written in microseconds, the
// key, and the value as JSON; without a value the key is deleted. The youngest line of a key counts,
// of equally young ones the last. A line whose sum is wrong was torn by a crash and is skipped.
import { contentHash } from '../core/names.ts';
import { withoutEnd } from '../core/text-end.ts';

/** Changes with the format: a file with another first line is not ours to read. */
export const HEADER = 'nunjucks-staticfile conversion cache 2';

const SUM_LENGTH = 8;
/** Stand for keys that have no text of their own in a line; no key is encoded so. */
const EMPTY_KEY = '%';
const BROKEN_KEY = '%u';
/** Most keys are encoded as themselves. */
const PLAIN_KEY = /^[\w/.~:;@-]+$/;

/** A line whose sum is right; its value is read when it is asked for. */
export interface CacheLine {
  readonly key: string;
  readonly stamp: number;
  readonly line: string;
}

/** Writes a fact, or without a value the deletion of its key. */
export function writeLine(key: string, stamp: number, value: unknown): CacheLine {
  const json = value === undefined ? '' : ` ${JSON.stringify(value)}`;
  const rest = `${stamp} ${encodeKey(key)}${json}`;
  return { key, stamp, line: `${sumOf(rest)} ${rest}` };
}

/** Reads a line, `undefined` for what is torn, damaged, or none. */
export function readLine(line: string): CacheLine | undefined {
  // "5f1c0a9e 12 a/b {…}" matches, "5f1c0a9" and "" do not
  const match = /^([0-9a-f]{8}) ((\d+) ([^ ]+)(?: .*)?)$/.exec(line);
  const [, sum, rest = '', stamp, key = ''] = match ?? [];
  if (sum === undefined || sum !== sumOf(rest)) return undefined;
  const decoded = decodeKey(key);
  return decoded === undefined ? undefined : { key: decoded, stamp: Number(stamp), line };
}

/** Reads the value of a line: `undefined` where the key was deleted. */
export function readValue({ line }: CacheLine): unknown {
  const json = /^\S+ \S+ \S+ (.*)$/.exec(line)?.[1];
  return json === undefined ? undefined : jsonOf(json);
}

/** The sum proves what was written, not that it was JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sumOf(text: string): string {
  return contentHash(text).slice(0, SUM_LENGTH);
}

/** Leaves paths readable; a key holds no space and no line end. */
function encodeKey(key: string): string {
  if (PLAIN_KEY.test(key)) return key;
  if (key === '') return EMPTY_KEY;
  // half of a surrogate pair is no character, and still tells two keys apart
  const whole = key.isWellFormed() ? key : JSON.stringify(key);
  const mark = key.isWellFormed() ? '' : BROKEN_KEY;
  return mark + encodeURIComponent(whole).replace(/%2F|%3A|%3B|%40/g, decodeURIComponent);
}

/** `undefined` for what {@link encodeKey} can't have written. */
function decodeKey(text: string): string | undefined {
  if (text === EMPTY_KEY) return '';
  try {
    if (!text.startsWith(BROKEN_KEY)) return decodeURIComponent(text);
    const key: unknown = JSON.parse(decodeURIComponent(text.slice(BROKEN_KEY.length)));
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Returns why a file that begins with another line than {@link HEADER} is not read. */
export function whyNot(firstLine: string): string {
  const isOurs = firstLine.startsWith(withoutEnd(HEADER, '0123456789'));
  return isOurs ? 'another version wrote it' : 'it is not a conversion cache';
}

export class CacheFacts {
  readonly #lines = new Map<string, CacheLine>();
  /** Of the youngest line; no two lines of one process have the same. */
  #stamp = 0;

  /** Keeps a line unless a younger one of its key is known. */
  take(line: CacheLine | undefined): void {
    if (line === undefined) return;
    this.#stamp = Math.max(this.#stamp, line.stamp);
    const known = this.#lines.get(line.key);
    if (known === undefined || known.stamp <= line.stamp) this.#lines.set(line.key, line);
  }

  /** Returns a stamp that is younger than all that is known. */
  nextStamp(nowMs: number): number {
    this.#stamp = Math.max(this.#stamp + 1, nowMs * 1000);
    return this.#stamp;
  }

  has(key: string): boolean {
    return this.#lines.has(key);
  }

  value(key: string): unknown {
    const line = this.#lines.get(key);
    return line && readValue(line);
  }

  /** Lists the keys that begin with a prefix and were not deleted. */
  keys(prefix: string): string[] {
    const lines = [...this.#lines.values()].filter(({ key }) => key.startsWith(prefix));
    return lines.filter((line) => readValue(line) !== undefined).map(({ key }) => key);
  }

  lines(): string[] {
    return [...this.#lines.values()].map(({ line }) => line);
  }
}
