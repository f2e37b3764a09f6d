// Whether scripts that stand side by side do the same when they are one.
import { quote } from '../../errors.ts';
import { type DeclaredBy, LONGEST_WORD, type ScriptRecord } from './record.ts';

/** Scripts that may be joined so far, as the next one meets them. */
export class JoinableScripts {
  readonly #first: ScriptRecord;
  readonly #words = new Set<string>();
  readonly #vars = new Set<string>();
  readonly #lexical = new Set<string>();
  #passesOn: string | undefined;

  constructor(first: ScriptRecord) {
    this.#first = first;
    this.add(first);
  }

  /** Adds a script behind the others. */
  add({ words, vars, lexical, passesOn }: ScriptRecord): void {
    for (const word of words) this.#words.add(word);
    this.#passesOn ??= passesOn;
    for (const name of vars) this.#vars.add(name);
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
    const vars = next.vars.filter((name) => !this.#vars.has(name));
    const declared = [...next.functions, ...next.lexical, ...vars];
    if (this.#passesOn !== undefined && declared.length > 0) {
      return `a script before it uses ${this.#passesOn}, and might see ${quote(declared[0] ?? '')}`;
    }
    const early = declared.find((name) => this.#mayMention(name));
    if (early !== undefined)
      return `a script before it mentions ${quote(early)}, which it declares`;
    const twice = next.vars.find((name) => this.#lexical.has(name));
    return twice === undefined ? undefined : `${quote(twice)} is declared before it`;
  }

  #mayMention(name: string): boolean {
    return this.#words.has(name) || name.length > LONGEST_WORD || CALLED_UNNAMED.has(name);
  }
}

/** A text or number that is made of `window` calls these (ECMA-262, 7.1.1). */
const CALLED_UNNAMED: ReadonlySet<string> = new Set(['toString', 'valueOf']);

/** All that the scripts of a page have declared so far, one by one or joined. */
export class DeclaredNames {
  readonly #all = new Set<string>();
  readonly #lexical = new Set<string>();

  /** Checks whether browsers refuse a script behind the others, because a name of it is taken. */
  refuses({ vars, inBlocks, lexical }: DeclaredBy): boolean {
    if (lexical.some((name) => this.#all.has(name))) return true;
    return vars.some((name) => this.#lexical.has(name) && !inBlocks.includes(name));
  }

  /** Adds a script that ran. */
  add({ vars, lexical }: DeclaredBy): void {
    for (const name of [...vars, ...lexical]) this.#all.add(name);
    for (const name of lexical) this.#lexical.add(name);
  }
}
