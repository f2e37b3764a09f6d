// An output as the conversion cache keeps it, and whether a fact is one.
import type { Output, SourceRecord } from './output.ts';

/**
 * An output as the cache keeps it. It holds no path on disk: where files lie follows from the
 * options, so that no cache can lead to a file that the options do not name.
 */
export interface OutputFact
  extends Pick<
    Output,
    | 'version'
    // where the naming functions put the version, which may answer otherwise by now
    | 'path'
    | 'isContentNamed'
    | 'isPlain'
    | 'newestSeconds'
    | 'sizeBytes'
    | 'originalBytes'
    | 'references'
    | 'absent'
    | 'minified'
    | 'map'
    | 'fixedReferences'
    | 'lacksCors'
    | 'isLocalForm'
    | 'contentHash'
  > {
  readonly sources: readonly SourceFact[];
}

export type SourceFact = Pick<SourceRecord, 'identity' | 'isSettled' | 'hash'>;

function isMinifiedFact(fact: unknown): boolean {
  if (!hasShape(fact, { engine: 'number', reduction: 'number', source: 'number' })) return false;
  const { reasons } = fact;
  return Array.isArray(reasons) && reasons.every((reason) => typeof reason === 'string');
}

type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

const FACT: Shape = {
  version: 'string',
  path: 'string',
  isContentNamed: 'boolean',
  isPlain: 'boolean',
  lacksCors: 'boolean',
  isLocalForm: 'boolean',
  contentHash: 'string',
  newestSeconds: 'number',
  sizeBytes: 'number',
  originalBytes: 'number',
};
const LISTS: Readonly<Record<string, Shape>> = {
  sources: { identity: 'string', isSettled: 'boolean', hash: 'string' },
  references: { key: 'string', uri: 'string', answer: 'string' },
  absent: { from: 'string', value: 'string' },
};

/** A fact comes from a file that anybody may have written. */
export function isOutputFact(fact: unknown): fact is OutputFact {
  if (!hasShape(fact, FACT)) return false;
  // it becomes part of a file name
  if (!/^[0-9a-f-]+$/.test(String(fact['version']))) return false;
  const { minified, map, fixedReferences } = fact;
  const areTexts = (list: unknown) =>
    Array.isArray(list) && list.every((each) => typeof each === 'string');
  if (!areTexts(fixedReferences)) return false;
  if (minified !== undefined && !isMinifiedFact(minified)) return false;
  if (map !== undefined && !hasShape(map, { path: 'string', sizeBytes: 'number' })) return false;
  return Object.entries(LISTS).every(([name, shape]) => {
    const list = fact[name];
    return Array.isArray(list) && list.every((each) => hasShape(each, shape));
  });
}

function hasShape(value: unknown, shape: Shape): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return Object.entries(shape).every(([name, type]) => typeof record[name] === type);
}
