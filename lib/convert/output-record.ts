// All that is found out about an output when it is made, as the conversion cache keeps it.
import type { FileRecord } from '../files/proof.ts';
import type { MinifiedCounts } from './minified.ts';

/**
 * It holds no path on disk: where files lie follows from the options, so that no cache can lead to a
 * file that the options do not name. What is empty or `false` is left out.
 */
export interface OutputRecord extends FileRecord {
  readonly version: string;
  /** `/css/a.<version>.css`; the source's own path for a file that is left as it is. */
  readonly path: string;
  /** Size of all sources together. */
  readonly originalBytes: number;
  /** Seconds since 1970 of the newest source, and of all that the output refers to. */
  readonly newestSeconds: number;
  readonly sources: readonly SourceState[];
  readonly references?: readonly ReferenceRecord[];
  /** References that no root had. */
  readonly absent?: readonly AbsentReference[];
  /** What it names by a path of this site whatever file proxies answer. */
  readonly fixedReferences?: readonly string[];
  /** Some references are fixed only because the CDN is not known to allow CORS. */
  readonly lacksCors?: boolean;
  /** Some references are elsewhere only because the CDN is known to allow CORS. */
  readonly usesCors?: boolean;
  readonly isLocalForm?: boolean;
  /** Scripts were joined before anything was known of them: some may have to be left out. */
  readonly isUnjudged?: boolean;
  readonly map?: MapRecord;
  readonly minified?: MinifiedCounts;
}

/** A source as it was when it was converted. */
export interface SourceState {
  readonly identity: string;
  /** The identity can be trusted: the source had not changed just before it was read. */
  readonly isSettled: boolean;
  /** SHA-256 of the source, in hex: what counts where the identity is another or in doubt. */
  readonly hash: string;
}

/** A file of this site that an output refers to. */
export interface ReferenceRecord {
  /** The conversion's key of the file that is referred to. */
  readonly key: string;
  readonly uri: string;
  /** The chain's answer, as it stands in the output. */
  readonly answer: string;
}

/** A reference that no root had, and where it was found. */
export interface AbsentReference {
  /** The path of the sheet that it stands in. */
  readonly from: string;
  readonly value: string;
}

export interface MapRecord extends FileRecord {
  readonly path: string;
}

type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

const FILE: Shape = { path: 'string', hash: 'string', sizeBytes: 'number', identity: 'string' };
const RECORD: Shape = {
  ...FILE,
  version: 'string',
  originalBytes: 'number',
  newestSeconds: 'number',
};
const FLAGS = ['lacksCors', 'usesCors', 'isLocalForm', 'isUnjudged'];
const LISTS: Readonly<Record<string, Shape>> = {
  sources: { identity: 'string', isSettled: 'boolean', hash: 'string' },
  references: { key: 'string', uri: 'string', answer: 'string' },
  absent: { from: 'string', value: 'string' },
};
const MINIFIED: Shape = { engine: 'number', reduction: 'number', source: 'number' };

/** Checks whether a fact is a record; it comes from a file that anybody may have written. */
export function isOutputRecord(fact: unknown): fact is OutputRecord {
  if (!hasShape(fact, RECORD)) return false;
  // it becomes part of a file name
  if (!/^[0-9a-f-]+$/.test(String(fact['version']))) return false;
  const { minified, map, fixedReferences = [] } = fact;
  if (!FLAGS.every((flag) => [undefined, true].includes(fact[flag] as undefined))) return false;
  if (!areTexts(fixedReferences)) return false;
  if (minified !== undefined && !isMinified(minified)) return false;
  if (map !== undefined && !hasShape(map, FILE)) return false;
  return Object.entries(LISTS).every(([name, shape]) => {
    const list = fact[name] ?? (name === 'sources' ? undefined : []);
    return Array.isArray(list) && list.every((each) => hasShape(each, shape));
  });
}

function isMinified(fact: unknown): boolean {
  return hasShape(fact, MINIFIED) && areTexts(fact['reasons']);
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => typeof each === 'string');
}

function hasShape(value: unknown, shape: Shape): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return Object.entries(shape).every(([name, type]) => typeof record[name] === type);
}
