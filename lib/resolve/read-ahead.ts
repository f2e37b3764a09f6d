// Does the slow work of a request ahead: in workers, or in turns of its own.
import type { Conversion } from '../convert/conversion.ts';
import type { Converter } from '../convert/converter.ts';
import type { LaterMaps } from '../convert/later-maps.ts';
import type { Output } from '../convert/output.ts';
import type { ScriptRecords } from '../convert/script-records.ts';
import { type SlimTasksOptions, slimTasks } from '../convert/slim-tasks.ts';
import type { MapMaker } from '../convert/source-maps.ts';
import type { TextReferences } from '../convert/text-references.ts';
import { Turns } from '../core/turns.ts';
import type { FoundSource } from '../files/roots.ts';
import type { MinifyAhead } from '../minify/minify-ahead.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import { LONGEST_MS } from '../workers/job.ts';

export interface ReadAheadOptions extends SlimTasksOptions {
  readonly converter: Converter;
  readonly ahead: MinifyAhead;
  readonly references: TextReferences;
  readonly laterMaps: LaterMaps;
  readonly scripts: Pick<ScriptRecords, 'makeFirst'>;
}

/** How what a request asks for is converted. */
const ON_REQUEST = { recheck: true, ask: true };

export class ReadAhead {
  readonly #options: ReadAheadOptions;
  readonly turns: Turns = new Turns();

  constructor(options: ReadAheadOptions) {
    this.#options = options;
  }

  /** Has done elsewhere what takes long; returns whether converting will find it done. */
  async read(conversion: Conversion): Promise<boolean> {
    const { references } = this.#options;
    const signal = AbortSignal.timeout(LONGEST_MS);
    try {
      const { tasks, conversions } = await slimTasks(
        [conversion],
        this.#options,
        async (kind, text) => {
          await this.turns.next();
          return references.findLater(kind, text, signal);
        },
      );
      if (!(await this.#minify(tasks, signal))) return false;
      await this.#readScripts(conversion);
      // what it imports comes before it, each in a turn of its own
      for (const each of conversions.slice(1).reverse()) {
        await this.turns.next();
        await this.convert(each).catch(() => undefined);
      }
      await this.turns.next();
    } catch {
      // it takes too long, or ends its worker
      return false;
    }
    return true;
  }

  /**
   * Converts what was read; the maps of large texts are made elsewhere.
   *
   * @throws As `Converter.convert` does, or where a map takes too long.
   */
  async convert(conversion: Conversion, found?: readonly FoundSource[]): Promise<Output> {
    const { laterMaps, converter } = this.#options;
    const convert = (maps: MapMaker) =>
      converter.convert(conversion, { ...ON_REQUEST, maps }, found);
    return laterMaps.converted(convert, {
      keepsAlive: true,
      signal: AbortSignal.timeout(LONGEST_MS),
      turns: this.turns,
    });
  }

  async #minify(tasks: readonly MinifyTask[], signal: AbortSignal): Promise<boolean> {
    const { ahead } = this.#options;
    const sent = tasks.filter((task) => ahead.takes(task));
    const terms = { mostWorkers: 1, keepsAlive: true, signal };
    const done = await Promise.all(sent.map((task) => ahead.minify(task, terms)));
    for (const task of sent) await this.#findMinified(task, signal);
    return sent.every((task, at) => done[at] || ahead.isQuickHere(task));
  }

  /** To know that scripts may be joined would take as long as to parse them. */
  async #readScripts({ kind, paths }: Conversion): Promise<void> {
    const { roots, scripts } = this.#options;
    if (kind !== 'js' || paths.length < 2) return;
    for (const path of paths) {
      await this.turns.next();
      const found = roots.findPath(path);
      if (found !== undefined) await scripts.makeFirst(roots.read(found.filePath));
    }
  }

  /** The minified text is searched, too. */
  async #findMinified(task: MinifyTask, signal: AbortSignal): Promise<void> {
    const { minifier, references } = this.#options;
    await this.turns.next();
    const made = minifier.made(task);
    if (made === undefined || (task.kind !== 'css' && task.kind !== 'js')) return;
    await references.findLater(task.kind, made.text, signal);
  }
}
