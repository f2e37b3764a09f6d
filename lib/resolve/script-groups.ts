// Which of neighbouring scripts may become one file: those that surely run as they ran apart.
import type { ScriptRecords } from '../convert/script-records.ts';
import { JoinableScripts, type SeenNames } from '../core/js/joinable.ts';
import type { ScriptRecord } from '../core/js/record.ts';
import { loadSource, type SourceAccess } from '../files/source.ts';
import { EarlierScripts } from './earlier-scripts.ts';

export interface ScriptGroupsOptions extends SourceAccess {
  readonly scripts: ScriptRecords;
}

/** What is known of a file: `undefined` as a record says that it is no classic script. */
interface Known {
  readonly identity: string;
  readonly record: ScriptRecord | undefined;
}

export class ScriptGroups {
  readonly #options: ScriptGroupsOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: ScriptGroupsOptions) {
    this.#options = options;
  }

  /**
   * Splits paths of scripts, in their order, into runs that may be joined; many hold one only.
   *
   * @param onLater - Is told of scripts that stay alone only until more is known of them.
   */
  runs(
    paths: readonly string[],
    onLater: () => void,
    earlier: EarlierScripts = new EarlierScripts(),
  ): string[][] {
    const runs: string[][] = [];
    let open: JoinableScripts | undefined;
    let files = new Set<string>();
    const names = this.#namesOf(earlier, onLater);
    for (const path of paths) {
      const looked = this.#look(path, onLater);
      const { file } = looked;
      const isRefused = looked.record !== undefined && names.refuses(looked.record);
      const record = isRefused ? undefined : looked.record;
      const mayFollow = record !== undefined && open?.differenceTo(record) === undefined;
      if (open !== undefined && mayFollow && !files.has(file)) {
        runs.at(-1)?.push(path);
        open.add(record);
      } else {
        runs.push([path]);
        open = record && new JoinableScripts(record, names);
        files = new Set();
      }
      files.add(file);
    }
    return runs;
  }

  /** Returns the names of all that runs before. */
  #namesOf(earlier: EarlierScripts, onLater: () => void): SeenNames {
    for (const script of earlier.take()) {
      if ('text' in script) {
        earlier.names.addText(script.text);
        continue;
      }
      const { record } = this.#look(script.path, onLater);
      if (record !== undefined) earlier.names.add(record);
    }
    return earlier.names;
  }

  /** A file that can't be read stays alone; whoever resolves it says why. */
  #look(
    path: string,
    onLater: () => void,
  ): { readonly file: string; readonly record: ScriptRecord | undefined } {
    const { locate, roots, now, scripts } = this.#options;
    const found = locate(path);
    if (found === undefined) return { file: path, record: undefined };
    const known = this.#known.get(found.path);
    if (known?.identity === found.identity) return { file: found.path, record: known.record };
    try {
      const { bytes, identity } = loadSource(roots, found, now());
      const record = scripts.of(bytes);
      if (record === 'later') {
        onLater();
        return { file: found.path, record: undefined };
      }
      this.#known.set(found.path, { identity, record });
      return { file: found.path, record };
    } catch {
      return { file: found.path, record: undefined };
    }
  }
}
