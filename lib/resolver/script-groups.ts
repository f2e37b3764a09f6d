// Which of neighbouring scripts may become one file: those that surely run as they ran apart.
import { DeclaredNames, JoinableScripts } from '../core/js/joinable.ts';
import { type ScriptRecord, scriptRecord } from '../core/js/script-record.ts';
import { contentHash } from '../core/names.ts';
import type { ConversionCache } from '../files/cache.ts';
import type { Roots } from '../files/roots.ts';
import { type FoundSource, loadSource } from '../files/source.ts';

export interface ScriptGroupsOptions {
  readonly roots: Roots;
  readonly cache: ConversionCache;
  readonly now: () => number;
  readonly locate: (path: string) => FoundSource | undefined;
}

/** What is known of a file: `undefined` as a record says that it is no classic script. */
interface Known {
  readonly identity: string;
  readonly record: ScriptRecord | undefined;
}

/** Another name for what is recorded, where that differs from before. */
const RECORDS = 'script-2';

export class ScriptGroups {
  readonly #options: ScriptGroupsOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: ScriptGroupsOptions) {
    this.#options = options;
  }

  /** Splits paths of scripts, in their order, into runs that may be joined; many hold one only. */
  runs(paths: readonly string[]): string[][] {
    const runs: string[][] = [];
    let open: JoinableScripts | undefined;
    let files = new Set<string>();
    const declared = new DeclaredNames();
    for (const path of paths) {
      const looked = this.#look(path);
      const { file } = looked;
      const isRefused = looked.record !== undefined && declared.refuses(looked.record);
      const record = isRefused ? undefined : looked.record;
      if (record !== undefined) declared.add(record);
      const mayFollow = record !== undefined && open?.differenceTo(record) === undefined;
      if (open !== undefined && mayFollow && !files.has(file)) {
        runs.at(-1)?.push(path);
        open.add(record);
      } else {
        runs.push([path]);
        open = record && new JoinableScripts(record);
        files = new Set();
      }
      files.add(file);
    }
    return runs;
  }

  /** A file that can't be read stays alone; whoever resolves it says why. */
  #look(path: string): { readonly file: string; readonly record: ScriptRecord | undefined } {
    const { locate, roots, now } = this.#options;
    const found = locate(path);
    if (found === undefined) return { file: path, record: undefined };
    const known = this.#known.get(found.path);
    if (known?.identity === found.identity) return { file: found.path, record: known.record };
    try {
      const { bytes, identity } = loadSource(roots, found, now());
      const record = this.#recordOf(bytes);
      this.#known.set(found.path, { identity, record });
      return { file: found.path, record };
    } catch {
      return { file: found.path, record: undefined };
    }
  }

  /** Parsing costs more than minifying by some engines, so that what it tells is kept. */
  #recordOf(bytes: Buffer): ScriptRecord | undefined {
    const { cache } = this.#options;
    const key = `${RECORDS}/${contentHash(bytes)}`;
    const kept = cache.recall(key);
    if (isScriptRecord(kept)) return kept;
    if (kept === false) return undefined;
    const record = scriptRecord(bytes.toString('utf8'));
    cache.set(key, record ?? false);
    return record;
  }
}

function isScriptRecord(fact: unknown): fact is ScriptRecord {
  const { isStrict, words, vars } = (fact ?? {}) as Partial<Record<keyof ScriptRecord, unknown>>;
  return typeof isStrict === 'boolean' && Array.isArray(words) && Array.isArray(vars);
}
