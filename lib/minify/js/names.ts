// Whether the names of two scripts differ only by a renaming that no program can see.
import type { Identifier } from 'acorn';
import type { Meaning, Scopes } from './scopes.ts';

/** Compares identifiers that stand in the same place of two scripts. */
export interface NameRule {
  isSame(source: Identifier, result: Identifier): boolean;
  /** Private names that no function takes may be others. */
  readonly mayRenamePrivate: boolean;
}

/** Every name is as it was. */
export const sameNames: NameRule = {
  isSame: (source, result) => source.name === result.name,
  mayRenamePrivate: false,
};

/** Names that mean something else in some place, whatever they are declared as. */
const SPECIAL: ReadonlySet<string> = new Set(['arguments', 'eval', 'undefined', 'NaN', 'Infinity']);

/** Names that a script may give, and no module (ECMA-262, 12.7.2). */
const SCRIPT_NAMES: ReadonlySet<string> = new Set(
  'await yield let static implements interface package private protected public'.split(' '),
);

/** Checks whether one name may stand for another as far as their words tell. */
export function mayStandFor(result: string, source: string): boolean {
  return result === source || !(SPECIAL.has(result) || SCRIPT_NAMES.has(result));
}

/** Each variable has one name throughout, no two share one, and what can be seen keeps its name. */
export class RenamedVariables implements NameRule {
  readonly #source: Scopes;
  readonly #result: Scopes;
  readonly #pairs = new Map<Meaning, Meaning>();
  readonly #reverse = new Map<Meaning, Meaning>();

  constructor(source: Scopes, result: Scopes) {
    this.#source = source;
    this.#result = result;
  }

  get mayRenamePrivate(): boolean {
    return !this.#source.hasEval;
  }

  isSame(source: Identifier, result: Identifier): boolean {
    if (!mayStandFor(result.name, source.name)) return false;
    if (source.name !== result.name && this.#isHoisted(source.name, result.name)) return false;
    const was = this.#source.meaningsOf(source);
    const is = this.#result.meaningsOf(result);
    if (was.length !== is.length) return false;
    if (was.length === 0 && source.name !== result.name) return false;
    if (this.#source.isInWith(source) && source.name !== result.name) return false;
    return was.every((each, at) => this.#isPair(each, is[at] ?? null, source, result));
  }

  #isPair(was: Meaning, is: Meaning, source: Identifier, result: Identifier): boolean {
    if (was === null || is === null) return was === is && source.name === result.name;
    if (this.#pairs.has(was) || this.#reverse.has(is)) {
      return this.#pairs.get(was) === is && this.#reverse.get(is) === was;
    }
    this.#pairs.set(was, is);
    this.#reverse.set(is, was);
    return was.name === is.name || !this.#source.isKept(was);
  }

  #isHoisted(was: string, is: string): boolean {
    const { hoistedNames } = this.#source;
    return hoistedNames.has(was) || hoistedNames.has(is);
  }
}
