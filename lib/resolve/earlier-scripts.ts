// The classic scripts of a page, in the order in which browsers run them.
import type { HtmlMember } from '../core/html/groups.ts';
import { scriptKind } from '../core/html/scripts.ts';
import { attributeOf, type HtmlToken } from '../core/html/tokens.ts';
import { SeenNames } from '../core/js/joinable.ts';
import type { InlineScript } from './inline-scripts.ts';

/** A script that runs before others: a file, or one that stands in the page. */
export type EarlierScript = { readonly path: string } | { readonly text: string };

/** What runs before some neighbours, each looked at once for all of a page. */
export class EarlierScripts {
  /** The names of those that were taken, and of the neighbours behind them. */
  readonly names: SeenNames = new SeenNames();
  readonly #left: EarlierScript[] = [];

  /** Adds scripts that run by now. */
  add(scripts: readonly EarlierScript[]): void {
    for (const script of scripts) this.#left.push(script);
  }

  /** Returns those whose names nobody has read, once. */
  take(): readonly EarlierScript[] {
    return this.#left.splice(0);
  }
}

type PlacedScript = { readonly start: number; readonly script: EarlierScript };

/** What runs before the groups of a page, which are asked for in their order. */
export class ScriptOrder {
  readonly #early: PlacedScript[];
  readonly #late: PlacedScript[];
  readonly #beforeEarly = new EarlierScripts();
  readonly #beforeLate = new EarlierScripts();
  readonly #next = { early: 0, late: 0 };

  /** @param pathOf - Tells the path of a file of the site. */
  constructor(
    tokens: readonly HtmlToken[],
    inline: readonly InlineScript[],
    pathOf: (url: string) => string | undefined,
  ) {
    const files = tokens.filter((tag) => tag.kind === 'start' && scriptKind(tag) === 'classic');
    const placed = (tags: readonly HtmlToken[]) =>
      tags.flatMap((tag) => {
        const src = attributeOf(tag, 'src');
        const path = src && pathOf(src.value);
        return path === undefined ? [] : [{ start: tag.start, script: { path } }];
      });
    const texts = inline.filter(({ kind }) => kind === 'classic');
    const early = placed(files.filter((tag) => !isLate(tag)));
    const inPage = texts.map(({ start, text }) => ({ start, script: { text } }));
    this.#early = [...early, ...inPage].sort((one, other) => one.start - other.start);
    this.#late = placed(files.filter(isLate));
    this.#beforeLate.add(this.#early.map(({ script }) => script));
  }

  /** Returns what may run before neighbours; those that wait run behind all that do not. */
  before(members: readonly HtmlMember[]): EarlierScripts {
    const [first, last] = [members[0]?.tag, members.at(-1)];
    if (first === undefined || last === undefined) return new EarlierScripts();
    const isWaiting = isLate(first);
    const [all, earlier] = isWaiting
      ? [this.#late, this.#beforeLate]
      : [this.#early, this.#beforeEarly];
    const name = isWaiting ? 'late' : 'early';
    let at = this.#next[name];
    const from = at;
    while ((all[at]?.start ?? Number.POSITIVE_INFINITY) < first.start) at += 1;
    earlier.add(all.slice(from, at).map(({ script }) => script));
    // the names of the neighbours are added as they are looked at
    while ((all[at]?.start ?? Number.POSITIVE_INFINITY) < last.end) at += 1;
    this.#next[name] = at;
    return earlier;
  }
}

function isLate(tag: HtmlToken): boolean {
  return tag.attributes.some(({ name }) => name === 'defer' || name === 'async');
}
