// What is minified in the background, and which modules wait for each other meanwhile.
import type { BackgroundWork } from '../core/background-work.ts';
import { nextTurn } from '../core/turns.ts';
import type { FoundSource } from '../files/roots.ts';
import type { MinifyQueue } from '../minify/minify-queue.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import { type Conversion, conversionOfKey } from './conversion.ts';
import type { Converted, Converter } from './converter.ts';
import { Entries } from './entries.ts';
import type { Mode } from './graph-walk.ts';
import type { LaterMaps } from './later-maps.ts';
import type { Output } from './output.ts';
import type { ScriptRecords } from './script-records.ts';

export interface MinifyingOptions {
  readonly converter: Converter;
  readonly queue: MinifyQueue;
  readonly scripts: Pick<ScriptRecords, 'settled'>;
  readonly work: BackgroundWork;
  readonly publicUrls: PublicUrls;
  readonly laterMaps: LaterMaps;
  readonly now: () => number;
  /** Sources are looked at again at each render. */
  readonly debug: boolean;
}

interface Pending {
  /** The output of before, where only what it refers to has changed. */
  readonly output: Output | undefined;
  /** When to try again what could not be done. */
  readonly untilMs: number;
}

/** Sources that are edited again and again while they are minified are left for a later render. */
const MOST_ROUNDS = 3;
const AGAIN_MS = 1000;

export class Minifying {
  readonly #options: MinifyingOptions;
  readonly #entries: Entries;
  readonly #pending = new Map<string, Pending>();
  /** The entries that were looked at again in this turn. */
  readonly #checked = new Set<string>();

  constructor(options: MinifyingOptions) {
    this.#options = options;
    this.#entries = new Entries(() => options.publicUrls.lookAgain());
  }

  /** Checks whether a module waits for others. */
  isHeld(key: string): boolean {
    return this.#entries.isHeld(key);
  }

  /** Returns what stands for what is being minified; `undefined` where nothing is. */
  pending(key: string): { readonly output: Output | undefined } | undefined {
    const pending = this.#pending.get(key);
    return pending !== undefined && this.#options.now() < pending.untilMs ? pending : undefined;
  }

  /**
   * Looks at a module that a template names, when that is compiled: one that shares others with modules of
   * before holds them back for the whole of the first render.
   */
  expect(conversion: Conversion): void {
    const isEntry = conversion.kind === 'js' && conversion.isSlim;
    if (isEntry && !this.#entries.has(conversion.key)) this.#lookAhead(conversion, false);
  }

  /** Brings what need not be minified, and has the rest minified. */
  look(conversion: Conversion, mode: Mode, found?: readonly FoundSource[]): Converted {
    const converted = this.#options.converter.convertMinified(conversion, mode, found);
    this.#note(conversion, converted);
    if (converted.left.length > 0) this.#begin(conversion, converted);
    return converted;
  }

  /**
   * Looks at the entries that share modules with one: what an edit holds back is known before the first
   * of them is handed out. Each is looked at once in a turn, which a render is.
   */
  recheckOthers({ key }: Conversion): void {
    if (this.#checked.size === 0) setImmediate(() => this.#checked.clear()).unref();
    this.#checked.add(key);
    for (const other of this.#entries.groupOf(key)) {
      if (this.#checked.has(other)) continue;
      this.#checked.add(other);
      this.#lookAhead(conversionOfKey(other), true);
    }
  }

  #lookAhead(conversion: Conversion, recheck: boolean): void {
    try {
      this.look(conversion, { recheck, ask: false });
    } catch {
      // the render that names it says why, with its place
      this.#entries.delete(conversion.key);
    }
  }

  /** Only modules are loaded once by all who name them; sheets are used as often as they are named. */
  #note({ key }: Conversion, { output, members }: Converted): void {
    const modules = members.filter(({ kind, isSlim }) => kind === 'js' && isSlim);
    this.#entries.set(key, [key, ...modules.map((each) => each.key)], output !== undefined);
  }

  #begin(conversion: Conversion, { output, left }: Converted): void {
    const isBegun = this.#pending.get(conversion.key)?.untilMs === Number.POSITIVE_INFINITY;
    this.#pending.set(conversion.key, { output, untilMs: Number.POSITIVE_INFINITY });
    if (isBegun) return;
    this.#options.work.add(this.#make(conversion, left));
  }

  async #make(conversion: Conversion, tasks: readonly MinifyTask[]): Promise<void> {
    let left = tasks;
    for (let round = 0; left.length > 0; round += 1) {
      const done = await Promise.all(left.map((task) => this.#options.queue.add(task)));
      if (round === MOST_ROUNDS || done.includes(false)) return this.#putOff(conversion);
      // each in a turn of its own
      await this.#options.scripts.settled();
      await nextTurn();
      left = await this.#convert(conversion);
    }
    this.#pending.delete(conversion.key);
  }

  /** Returns what has to be minified since. */
  async #convert(conversion: Conversion): Promise<readonly MinifyTask[]> {
    const { converter, debug, laterMaps } = this.#options;
    const mode = { recheck: debug, ask: false };
    try {
      const converted = await laterMaps.converted((maps) =>
        converter.convertMinified(conversion, { ...mode, maps }),
      );
      this.#note(conversion, converted);
      return converted.left;
    } catch {
      // the next render says why, with its place
      this.#entries.delete(conversion.key);
      return [];
    }
  }

  #putOff({ key }: Conversion): void {
    const output = this.#pending.get(key)?.output;
    this.#pending.set(key, { output, untilMs: this.#options.now() + AGAIN_MS });
  }
}
