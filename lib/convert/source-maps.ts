// The source map of an output: back through joining and minifying to the files that people wrote.
import { attempt } from '../core/attempt.ts';
import { decodeByteText } from '../core/byte-text.ts';
import type { Edit } from '../core/edits.ts';
import type { Joined } from '../core/joined.ts';
import { mapCommentOf } from '../core/map-comment.ts';
import type { Roots } from '../files/roots.ts';
import { type MapTask, makeSourceMap, type SourceMap } from './source-map.ts';
import type { TextPart } from './text-part.ts';

/** A part with what was written in place of its references. */
export interface EditedPart {
  readonly part: TextPart;
  readonly edits: readonly Edit[];
}

export interface MapMaker {
  /** @param uri - Where the map is to lie: its sources are named relative to that. */
  mapOf(joined: Joined, parts: readonly EditedPart[], uri: string): SourceMap;
}

export class SourceMaps implements MapMaker {
  readonly #roots: Roots;

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  mapOf(joined: Joined, parts: readonly EditedPart[], uri: string): SourceMap {
    return makeSourceMap(this.taskOf(joined, parts, uri));
  }

  taskOf({ text, places }: Joined, parts: readonly EditedPart[], uri: string): MapTask {
    const all = parts.map(({ part, edits }, at) => {
      const { path, text, source = text, minified } = part;
      const place = places[at] ?? { from: 0, start: 0 };
      const input = this.#inputOf(path, source);
      return { path, text, source, map: minified?.map, input, edits, place };
    });
    return { text, uri, parts: all };
  }

  #inputOf(path: string, source: string): string | undefined {
    const url = mapCommentOf(source)?.url;
    if (url === undefined || url.startsWith('data:')) return url;
    const input = attempt(() => this.#read(path, url));
    return typeof input === 'string' ? input : undefined;
  }

  #read(path: string, url: string): string {
    const found = this.#roots.find(this.#roots.resolve(path, decodeByteText(url)));
    if (found === undefined) return '';
    return this.#roots.read(found.filePath).toString('utf8');
  }
}
