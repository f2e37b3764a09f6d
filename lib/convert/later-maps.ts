// Source maps of large texts for requests: a worker makes them, and then the conversion is done again.
import type { Joined } from '../core/joined.ts';
import { textHash } from '../core/text-hash.ts';
import type { Turns } from '../core/turns.ts';
import { isWorkerAbsent } from '../workers/job.ts';
import type { Job, WorkerPool } from '../workers/pool.ts';
import { type MapTask, makeSourceMap, type SourceMap } from './source-map.ts';
import type { EditedPart, MapMaker, SourceMaps } from './source-maps.ts';
import { LARGE_TEXT } from './text-references.ts';

/** A circle of files needs two maps of each. */
const MOST_MAPS = 200;

/** A map has to be made first. */
class MapLeft extends Error {
  override readonly name = 'MapLeft';
  readonly key: string;
  readonly task: MapTask;

  constructor(key: string, task: MapTask) {
    super('a source map has to be made first');
    this.key = key;
    this.task = task;
  }
}

export function isMapLeft(error: unknown): boolean {
  return error instanceof MapLeft;
}

/** How maps are made; see `Job`. */
export interface MapTerms extends Pick<Job, 'signal' | 'keepsAlive'> {
  /** Present where others wait: what is done again is done in a turn of its own. */
  readonly turns?: Turns;
}

export class LaterMaps {
  readonly #maps: SourceMaps;
  readonly #pool: Pick<WorkerPool, 'run'>;

  constructor(maps: SourceMaps, pool: Pick<WorkerPool, 'run'>) {
    this.#maps = maps;
    this.#pool = pool;
  }

  /** Converts as often as it takes: each time one more of the maps that it needs is there. */
  async converted<T>(
    convert: (maps: MapMaker) => T,
    { turns, ...terms }: MapTerms = {},
  ): Promise<T> {
    const made = new Map<string, SourceMap>();
    const maps = { mapOf: (...of: Parameters<MapMaker['mapOf']>) => this.#mapOf(made, ...of) };
    for (let left = MOST_MAPS; ; left -= 1) {
      try {
        return convert(maps);
      } catch (error) {
        if (!(error instanceof MapLeft) || left === 0) throw error;
        made.set(error.key, await this.#make(error.task, terms));
        await turns?.next();
      }
    }
  }

  #mapOf(
    made: ReadonlyMap<string, SourceMap>,
    joined: Joined,
    parts: readonly EditedPart[],
    uri: string,
  ): SourceMap {
    const task = this.#maps.taskOf(joined, parts, uri);
    if (sizeOf(task) <= LARGE_TEXT) return makeSourceMap(task);
    const key = keyOf(task);
    const map = made.get(key);
    if (map === undefined) throw new MapLeft(key, task);
    return map;
  }

  async #make(input: MapTask, terms: Omit<MapTerms, 'turns'>): Promise<SourceMap> {
    const job = { name: 'map', input, mostWorkers: 2, isShort: true, ...terms };
    try {
      const { bytes, hash } = await this.#pool.run<Pick<SourceMap, 'hash'> & { bytes: Uint8Array }>(
        job,
      );
      return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), hash };
    } catch (error) {
      if (isWorkerAbsent(error)) return makeSourceMap(input);
      throw error;
    }
  }
}

function sizeOf({ text, parts }: MapTask): number {
  return parts.reduce((sum, { source }) => sum + source.length, text.length);
}

/** What minified the parts is the same for all of one instance. */
function keyOf({ text, uri, parts }: MapTask): string {
  const all = parts.flatMap(({ path, source, input = '' }) => [
    path,
    textHash(source),
    textHash(input),
  ]);
  return [uri, textHash(text), ...all].join('\0');
}
