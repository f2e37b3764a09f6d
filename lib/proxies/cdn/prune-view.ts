// What a prune sees: the objects below a prefix, what counting releases name of them, and earlier marks.
import { quote } from '../../errors.ts';
import { followed } from './named-keys.ts';
import { marksPrefix, type PruneMarks, readMarks } from './prune-marks.ts';
import { counting, parseUsage, stopped, type Usage } from './releases.ts';
import type { ObjectStore, StoredObject } from './store.ts';
import { upkeepPrefix } from './usage-record.ts';

export interface PruneViewOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** How many releases of each site and channel count. */
  readonly keep: number;
}

export class PruneView {
  readonly #options: PruneViewOptions;
  /** Outputs, and what else lies there; without records. */
  objects: readonly StoredObject[] = [];
  marks: readonly PruneMarks[] = [];
  /** The store's own clock, when it was looked. */
  nowMs = 0;
  #there: ReadonlySet<string> = new Set();
  #used: ReadonlySet<string> = new Set();
  /** Records that were read, by key and time: most of them stay. */
  readonly #records = new Map<string, Usage>();
  readonly #texts = new Map<string, Promise<string>>();

  constructor(options: PruneViewOptions) {
    this.#options = options;
  }

  isUsed(key: string): boolean {
    return this.#used.has(key);
  }

  /** @throws `ERR_STATICFILE_PROXY` where it is not surely known what is in use. */
  async open(): Promise<void> {
    const { store, prefix } = this.#options;
    const { objects, nowMs, isWhole } = await store.list(prefix);
    if (!isWhole) throw stopped(`${quote(prefix)} holds more objects than can be listed.`);
    refuseNested(prefix, objects);
    const upkeep = upkeepPrefix(prefix);
    const isUpkeep = ({ key }: StoredObject) => key.startsWith(upkeep);
    this.objects = objects.filter((each) => !isUpkeep(each));
    this.#there = new Set(this.objects.map(({ key }) => key));
    this.nowMs = nowMs;
    await this.#take(objects.filter(isUpkeep));
    const marks = objects.filter(({ key }) => key.startsWith(marksPrefix(prefix)));
    this.marks = await Promise.all(marks.map((each) => readMarks(store, each)));
  }

  /** Looks again at what was recorded since: a server may have begun to use what nobody used. */
  async lookAgain(): Promise<void> {
    const { store, prefix } = this.#options;
    const { objects, nowMs, isWhole } = await store.list(upkeepPrefix(prefix));
    if (!isWhole) throw stopped(`${quote(prefix)} holds more records than can be listed.`);
    this.nowMs = nowMs;
    await this.#take(objects);
  }

  async #take(upkeep: readonly StoredObject[]): Promise<void> {
    const { store, prefix, keep } = this.#options;
    const isRecord = ({ key }: StoredObject) => isRecordKey(prefix, key);
    const usages: Usage[] = [];
    for (const record of upkeep.filter(isRecord)) usages.push(await this.#usageOf(record));
    if (usages.length === 0) {
      throw stopped(`there is no record of a server or build below ${quote(prefix)}.`);
    }
    const named = counting(usages, keep, this.nowMs).flatMap(({ keys }) => keys);
    this.#used = await followed(named, this.#there, (key) => {
      const text = this.#texts.get(key) ?? store.read(key);
      this.#texts.set(key, text);
      return text;
    });
  }

  async #usageOf({ key, modifiedMs }: StoredObject): Promise<Usage> {
    const name = `${modifiedMs} ${key}`;
    const usage =
      this.#records.get(name) ?? parseUsage(key, modifiedMs, await this.#options.store.read(key));
    this.#records.set(name, usage);
    return usage;
  }
}

/** The first edition had its records in another folder. */
function isRecordKey(prefix: string, key: string): boolean {
  const upkeep = upkeepPrefix(prefix);
  return key.startsWith(`${upkeep}releases/`) || key.startsWith(`${upkeep}handed-out/`);
}

function refuseNested(prefix: string, objects: readonly StoredObject[]): void {
  for (const { key } of objects) {
    const at = key.indexOf('/.staticfile/', prefix.length);
    if (at < 0) continue;
    const nested = key.slice(0, at + 1);
    throw stopped(
      `another site has its files below ${quote(nested)}, inside of ${quote(prefix)}. Give each site a prefix of its own.`,
    );
  }
}
