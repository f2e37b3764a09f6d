// What places of a made text stand for which places of its sources: the heart of a source map.
import type { SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { type Edit, moveOffsets } from './edits.ts';
import type { JoinedPlace } from './joined.ts';
import { codec } from './packages.cjs';
import { TextLines } from './text-lines.ts';

/** From an offset on, a text stands for a place of its source. */
export interface Mapping {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** What stands there in the source, where that is another name. */
  readonly name?: string | undefined;
}

/** The mappings of a text by what minified it. */
export interface EngineMap {
  readonly mappings: string;
  readonly names: readonly string[];
}

/** Maps a text to itself, line by line. */
export function lineMappings(text: string): Mapping[] {
  return new TextLines(text).starts.map((offset, line) => ({ offset, line, column: 0 }));
}

/** Maps a text to itself, at the places that a map of it knows. */
export function ownMappings(text: string, mappings: string): Mapping[] {
  const lines = new TextLines(text);
  return codec()
    .decode(mappings)
    .flatMap((segments, line) =>
      segments.map(([column]) => ({ offset: lines.offsetOf({ line, column }), line, column })),
    );
}

/** Reads what an engine says of a text that it has made, whose source is the only one. */
export function readMappings(text: string, map: EngineMap): Mapping[] {
  const lines = new TextLines(text);
  return codec()
    .decode(map.mappings)
    .flatMap((segments, line) =>
      segments.flatMap(([column, , sourceLine, sourceColumn, name]) => {
        if (sourceLine === undefined || sourceColumn === undefined) return [];
        const offset = lines.offsetOf({ line, column });
        const place = { offset, line: sourceLine, column: sourceColumn };
        return name === undefined ? place : { ...place, name: map.names[name] };
      }),
    );
}

/** Follows mappings through edits of their text, to the place that it got among others. */
export function moveMappings(
  mappings: readonly Mapping[],
  edits: readonly Edit[],
  { from, start }: JoinedPlace,
): Mapping[] {
  const offsets = moveOffsets(
    mappings.map(({ offset }) => offset),
    edits,
  );
  return mappings.flatMap((mapping, at) => {
    const offset = offsets[at] ?? 0;
    // what stood in front was cut off, and its line goes on
    return { ...mapping, offset: Math.max(0, offset - from) + start };
  });
}

/** Writes the mappings of a text to several sources, in the order that both stand in. */
export function writeMappings(text: string, sources: readonly (readonly Mapping[])[]): EngineMap {
  const lines = new TextLines(text);
  const decoded: SourceMapSegment[][] = lines.starts.map(() => []);
  const names = new Map<string, number>();
  let line = 0;
  for (const [source, mappings] of sources.entries()) {
    for (const mapping of mappings) {
      while (mapping.offset >= (lines.starts[line + 1] ?? Number.POSITIVE_INFINITY)) line += 1;
      const column = lines.columnOf(line, mapping.offset);
      decoded[line]?.push(segmentOf(column, source, mapping, names));
    }
  }
  return { mappings: codec().encode(decoded), names: [...names.keys()] };
}

/** Writes that ascending offsets of a text, `made`, stand for those of its source, `written`. */
export function mapPlaces(
  text: string,
  made: readonly number[],
  source: string,
  written: readonly number[],
): EngineMap {
  const lines = new TextLines(source);
  let line = 0;
  const mappings = made.map((offset, at): Mapping => {
    const from = written[at] ?? 0;
    while (from >= (lines.starts[line + 1] ?? Number.POSITIVE_INFINITY)) line += 1;
    return { offset, line, column: lines.columnOf(line, from) };
  });
  return writeMappings(text, [mappings]);
}

function segmentOf(
  column: number,
  source: number,
  mapping: Mapping,
  names: Map<string, number>,
): SourceMapSegment {
  const { name } = mapping;
  if (name === undefined) return [column, source, mapping.line, mapping.column];
  const index = names.get(name) ?? names.size;
  names.set(name, index);
  return [column, source, mapping.line, mapping.column, index];
}
