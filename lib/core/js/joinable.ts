// Whether scripts that stand side by side do the same when they are one.
import { quote } from '../../errors.ts';
import { type DeclaredBy, LONGEST_WORD, type ScriptRecord, WORD } from './record.ts';

/** Scripts that may be joined so far, as the next one meets them. */
export class JoinableScripts {
  readonly #first: ScriptRecord;
  readonly #names: SeenNames;
  #passesOn: string | undefined;

  /** @param names - Those of all scripts that run before. */
  constructor(first: ScriptRecord, names: SeenNames = new SeenNames()) {
    this.#first = first;
    this.#names = names;
    this.add(first);
  }

  add(script: ScriptRecord): void {
    this.#names.add(script);
    this.#passesOn ??= script.passesOn;
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
    const vars = next.vars.filter((name) => !this.#names.vars.has(name));
    const declared = [...next.functions, ...next.lexical, ...vars];
    if (this.#passesOn !== undefined && declared.length > 0) {
      return `a script before it uses ${this.#passesOn}, and might see ${quote(declared[0] ?? '')}`;
    }
    const early = declared.find((name) => this.#names.mayMention(name));
    if (early !== undefined)
      return `a script before it mentions ${quote(early)}, which it declares`;
    const twice = next.vars.find((name) => this.#names.lexical.has(name));
    return twice === undefined ? undefined : `${quote(twice)} is declared before it`;
  }
}

/** A text or number that is made of `window` calls these (ECMA-262, 7.1.1). */
const CALLED_UNNAMED: ReadonlySet<string> = new Set(['toString', 'valueOf']);

/** What can keep browsers from declaring a name again. */
const FIXES =
  /\b(?:let|const|class|defineProperty|defineProperties|freeze|seal|preventExtensions)\b/;

/** What the scripts of a page have declared and mentioned so far, one by one or joined. */
export class SeenNames {
  /** What is a property of the global object by now. */
  readonly vars: Set<string> = new Set();
  readonly lexical: Set<string> = new Set();
  readonly #words = new Set<string>();
  /** Words of scripts that stand in the page, and of those that may fix names. */
  readonly #inPage = new Set<string>();
  readonly #fixed = new Set<string>();

  /** Checks whether browsers refuse, or may refuse, a script behind the others, because a name of it is taken. */
  refuses({ vars, inBlocks, lexical }: DeclaredBy): boolean {
    const isTaken = (name: string) =>
      this.vars.has(name) || this.lexical.has(name) || this.#inPage.has(name);
    if (lexical.some(isTaken)) return true;
    return vars.some(
      (name) => this.#fixed.has(name) || (this.lexical.has(name) && !inBlocks.includes(name)),
    );
  }

  /** Checks whether a script may read a name that it does not declare. */
  mayMention(name: string): boolean {
    return this.#words.has(name) || name.length > LONGEST_WORD || CALLED_UNNAMED.has(name);
  }

  /** Adds a script that ran. */
  add({ vars, lexical, words = [] }: DeclaredBy & Partial<Pick<ScriptRecord, 'words'>>): void {
    for (const name of vars) this.vars.add(name);
    for (const name of lexical) this.lexical.add(name);
    for (const word of words) this.#words.add(word);
  }

  /** Adds a script that stands in the page. It isn't parsed: each of its words may be a name. */
  addText(text: string): void {
    const mayFix = FIXES.test(text);
    for (const [word] of text.matchAll(WORD)) {
      this.#words.add(word);
      this.#inPage.add(word);
      if (mayFix) this.#fixed.add(word);
    }
  }
}
