// The source map of a text that was joined of others: made here, or in a worker thread.
import type { SourceMapInput } from '@jridgewell/remapping';
import { attempt } from '../core/attempt.ts';
import { decodeByteText } from '../core/byte-text.ts';
import type { Edit } from '../core/edits.ts';
import type { JoinedPlace } from '../core/joined.ts';
import {
  type EngineMap,
  lineMappings,
  type Mapping,
  moveMappings,
  ownMappings,
  readMappings,
  writeMappings,
} from '../core/mappings.ts';
import { contentHash } from '../core/names.ts';
import { remapping } from '../core/packages.cjs';
import { encodePath } from '../core/paths.ts';
import { relativeUrl } from '../core/urls.ts';

/** All that a map is made of; can be sent to a worker. */
export interface MapTask {
  readonly text: string;
  /** Where the map is to lie: its sources are named relative to that. */
  readonly uri: string;
  readonly parts: readonly MappedPart[];
}

/** A text, before its references were replaced, and what is known of where it comes from. */
export interface MappedPart {
  readonly path: string;
  readonly text: string;
  /** What people wrote. */
  readonly source: string;
  /** What the text stands for in the source; absent: line by line the same. */
  readonly map: EngineMap | undefined;
  /** The map that the source brings: its JSON, or a `data:` URL. */
  readonly input: string | undefined;
  readonly edits: readonly Edit[];
  readonly place: JoinedPlace;
}

export interface SourceMap {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

export function makeSourceMap(task: MapTask): SourceMap {
  const bytes = Buffer.from(JSON.stringify(mapOf(task)));
  return { bytes, hash: contentHash(bytes) };
}

function mapOf(task: MapTask): PlainMap {
  const { parts, uri } = task;
  const inputs = new Map<MappedPart, InputMap>();
  for (const part of parts) {
    const input = inputOf(part);
    if (input !== undefined) inputs.set(part, input);
  }
  const map = {
    version: 3 as const,
    sources: parts.map(({ path }) => encodePath(path)),
    sourcesContent: parts.map(({ source }) => decodeByteText(source)),
    ...mappingsTo(task, inputs),
  };
  const whole = inputs.size === 0 ? map : throughInputs(map, inputs);
  const sources = whole.sources.map((source) => {
    // a source that has no name would become the folder of its map
    if (source?.endsWith('/')) return null;
    return source?.startsWith('/') ? relativeUrl(uri, source) : source;
  });
  return { ...whole, sources };
}

type InputMap = SourceMapInput & { readonly mappings: string };

interface PlainMap {
  readonly version: 3;
  readonly sources: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[] | undefined;
  readonly names: readonly string[];
  readonly mappings: unknown;
  readonly ignoreList?: readonly number[];
}

/** A map that can't be read maps nothing; the file itself is what is shown then. */
function inputOf({ input }: MappedPart): InputMap | undefined {
  if (input === undefined) return undefined;
  const parsed = attempt(() => parseMap(dataOf(input) ?? input));
  // it throws for what is no map, and for maps of several sections
  const read = attempt(() => remapping()(parsed as SourceMapInput, () => null));
  return read instanceof Error ? undefined : (parsed as InputMap);
}

/** Reads a map, which may begin with a byte-order mark, and with a line that keeps it from being run. */
function parseMap(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, '').replace(/^\)\]\}[^\n]*\n?/, ''));
}

/** What a worker has mapped is taken as it is, where nothing was changed since. */
function mappingsTo(
  { text, parts }: MapTask,
  inputs: ReadonlyMap<MappedPart, InputMap>,
): EngineMap {
  const [first] = parts;
  const isWhole = parts.length === 1 && text === first?.text;
  if (isWhole && first.map !== undefined) return first.map;
  const moved = parts.map((part) =>
    moveMappings(mappingsOf(part, inputs.get(part)), part.edits, part.place),
  );
  return writeMappings(text, moved);
}

function mappingsOf({ text, map }: MappedPart, input: InputMap | undefined): Mapping[] {
  if (map !== undefined) return readMappings(text, map);
  return input === undefined ? lineMappings(text) : ownMappings(text, input.mappings);
}

/** A source that was made of others brings a map of its own. */
function throughInputs(map: PlainMap, inputs: ReadonlyMap<MappedPart, InputMap>): PlainMap {
  const byPath = new Map([...inputs].map(([{ path }, input]) => [encodePath(path), input]));
  const whole = remapping()(map as SourceMapInput, (source, { depth }) =>
    depth === 1 ? byPath.get(source) : undefined,
  );
  const { sources, sourcesContent, names, mappings, ignoreList } = whole;
  const ignored = ignoreList?.length ? { ignoreList } : {};
  return { version: 3, sources, sourcesContent, names, mappings, ...ignored };
}

const DATA = /^data:application\/json(?:;charset=[\w-]+)?(?<base64>;base64)?,(?<data>.*)$/;

function dataOf(url: string): string | undefined {
  const { base64, data } = DATA.exec(url)?.groups ?? {};
  if (data === undefined) return undefined;
  return base64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
}
