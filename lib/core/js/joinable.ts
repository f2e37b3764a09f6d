// Whether scripts that stand side by side do the same when they are one.
import type { ScriptRecord } from './script-record.ts';

/** Scripts that may be joined so far, as the next one meets them. */
export class JoinableScripts {
  readonly #first: ScriptRecord;
  readonly #words = new Set<string>();
  readonly #lexical = new Set<string>();

  constructor(first: ScriptRecord) {
    this.#first = first;
    this.add(first);
  }

  /** Adds a script behind the others. */
  add({ words, lexical }: ScriptRecord): void {
    for (const word of words) this.#words.add(word);
    for (const name of lexical) this.#lexical.add(name);
  }

  /**
   * Returns what would differ if the next script were joined with those before it, `undefined` where
   * it surely runs as it does alone.
   */
  differenceTo(next: ScriptRecord): string | undefined {
    const { isStrict, dependsOn } = this.#first;
    if (dependsOn !== undefined) return `a script before it uses ${dependsOn}`;
    if (next.dependsOn !== undefined) return `it uses ${next.dependsOn}`;
    if (isStrict !== next.isStrict) return 'only some of them are strict, and joined none is';
    // joined, these names would be there before the first script runs
    const early = [...next.functions, ...next.lexical].find((name) => this.#words.has(name));
    if (early !== undefined) return `a script before it mentions "${early}", which it declares`;
    const twice = next.vars.find((name) => this.#lexical.has(name));
    return twice === undefined ? undefined : `"${twice}" is declared before it`;
  }
}
