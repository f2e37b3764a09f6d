// The source map of an output: back through joining and minifying to the files that people wrote.
import type { SourceMapInput } from '@jridgewell/remapping';
import { attempt } from '../core/attempt.ts';
import { decodeByteText, toByteText } from '../core/byte-text.ts';
import type { Edit } from '../core/edits.ts';
import type { Joined } from '../core/joined.ts';
import {
  type EngineMap,
  lineMappings,
  type Mapping,
  moveMappings,
  ownMappings,
  readMappings,
  writeMappings,
} from '../core/mappings.ts';
import { remapping } from '../core/packages.cjs';
import { encodePath } from '../core/paths.ts';
import { relativeUrl, resolveReference } from '../core/urls.ts';
import type { Roots } from '../files/roots.ts';
import type { Part } from './part.ts';

/** A part with what was written in place of its references. */
export interface EditedPart {
  readonly part: Part;
  readonly edits: readonly Edit[];
}

export class SourceMaps {
  readonly #roots: Roots;

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  /**
   * Makes the map of a joined text.
   *
   * @param uri - Where the map is to lie: its sources are named relative to that.
   */
  mapOf(joined: Joined, parts: readonly EditedPart[], uri: string): Buffer {
    const inputs = new Map<Part, InputMap>();
    for (const { part } of parts) {
      const input = this.#inputOf(part);
      if (input !== undefined) inputs.set(part, input);
    }
    const map = {
      version: 3 as const,
      sources: parts.map(({ part }) => encodePath(part.path)),
      sourcesContent: parts.map(({ part }) => decodeByteText(part.source ?? part.text)),
      ...mappingsTo(joined, parts, inputs),
    };
    const whole = inputs.size === 0 ? map : throughInputs(map, inputs);
    const sources = whole.sources.map((source) => {
      // a source that has no name would become the folder of its map
      if (source?.endsWith('/')) return null;
      return source?.startsWith('/') ? relativeUrl(uri, source) : source;
    });
    return Buffer.from(JSON.stringify({ ...whole, sources }));
  }

  /** A map that can't be read maps nothing; the file itself is what is shown then. */
  #inputOf({ path, source, text }: Part): InputMap | undefined {
    const url = MAP_COMMENT.exec(source ?? text)?.groups?.['url'];
    if (url === undefined) return undefined;
    const input = attempt(() => parseMap(dataOf(url) ?? this.#read(path, url)));
    // it throws for what is no map, and for maps of several sections
    const read = attempt(() => remapping()(input as SourceMapInput, () => null));
    return read instanceof Error ? undefined : (input as InputMap);
  }

  #read(path: string, url: string): string {
    const found = this.#roots.find(resolveReference(path, decodeByteText(url)));
    if (found === undefined) return '';
    return decodeByteText(toByteText(this.#roots.read(found.filePath)));
  }
}

/** Reads a map, which may begin with a byte-order mark, and with a line that keeps it from being run. */
function parseMap(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, '').replace(/^\)\]\}[^\n]*\n?/, ''));
}

/** What a worker has mapped is taken as it is, where nothing was changed since. */
function mappingsTo(
  joined: Joined,
  parts: readonly EditedPart[],
  inputs: ReadonlyMap<Part, InputMap>,
): EngineMap {
  const [first] = parts;
  const made = first?.part.minified?.map;
  const isWhole = parts.length === 1 && joined.text === first?.part.text;
  if (isWhole && made !== undefined) return made;
  const moved = parts.map(({ part, edits }, at) => {
    const place = joined.places[at] ?? { from: 0, start: 0 };
    return moveMappings(mappingsOf(part, inputs.get(part)), edits, place);
  });
  return writeMappings(joined.text, moved);
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

/** A source that was made of others brings a map of its own. */
function throughInputs(map: PlainMap, inputs: ReadonlyMap<Part, InputMap>): PlainMap {
  const byPath = new Map([...inputs].map(([{ path }, input]) => [encodePath(path), input]));
  const whole = remapping()(map as SourceMapInput, (source, { depth }) =>
    depth === 1 ? byPath.get(source) : undefined,
  );
  const { sources, sourcesContent, names, mappings, ignoreList } = whole;
  const ignored = ignoreList?.length ? { ignoreList } : {};
  return { version: 3, sources, sourcesContent, names, mappings, ...ignored };
}

/** The last line of a script or sheet that was made of others (ECMA-426, 11.1.2.1). */
export const MAP_COMMENT: RegExp =
  /(?:^|\n)[ \t]*(?:\/\/|\/\*)[#@] ?sourceMappingURL=(?<url>[^\s'"`*]+)(?:[ \t]*\*\/)?\s*$/;

const DATA = /^data:application\/json(?:;charset=[\w-]+)?(?<base64>;base64)?,(?<data>.*)$/;

function dataOf(url: string): string | undefined {
  const { base64, data } = DATA.exec(url)?.groups ?? {};
  if (data === undefined) return undefined;
  return base64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
}

function mappingsOf({ text, minified }: Part, input: InputMap | undefined): Mapping[] {
  if (minified?.map !== undefined) return readMappings(text, minified.map);
  return input === undefined ? lineMappings(text) : ownMappings(text, input.mappings);
}
