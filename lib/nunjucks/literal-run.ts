// Literal tags with nothing but text between them: what they become, for as long as every URL in it stays.
import type { Place } from '../resolve/argument.ts';
import type { Resolved } from '../resolve/resolver.ts';
import { escapeHtml } from './escape.ts';
import { atPlace, placeOf } from './place.ts';

/** How a tag asks for the URL of a path that stands in it. */
export interface LiteralUrls {
  /** Answers for what was resolved before; `undefined` where it has to be resolved anew. */
  readonly again: (before: Resolved, isSlim: boolean) => Resolved | undefined;
  readonly resolve: (path: string, isSlim: boolean, place: Place) => Resolved;
  /** Checks whether a URL stays until {@link LiteralUrls.changes} moves. */
  readonly isFinal: (resolved: Resolved, isSlim: boolean) => boolean;
  /** Counts the answers of file proxies that have changed. */
  readonly changes: () => number;
}

/** A tag as compiled templates hold it; Nunjucks counts lines and columns from 0. */
export interface LiteralTag {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly isSlim: boolean;
}

/** Text, and of a tag its line, its column, its path, and whether it minifies. */
export type FlatRun = readonly (string | number | boolean)[];

/** How many values of a {@link FlatRun} are one tag with the text behind it. */
const STRIDE = 5;

/** Makes the constants that a compiled template holds. The text behind the last tag is not part of it. */
export function flattened(tags: readonly (LiteralTag & { readonly text: string })[]): FlatRun {
  return tags.flatMap(({ line, column, path, isSlim, text }) => [line, column, path, isSlim, text]);
}

/** A tag of a run, as it was answered last. */
interface KnownTag extends LiteralTag {
  /** Behind it. */
  readonly text: string;
  resolved: Resolved | undefined;
}

/**
 * The text of a run. Each tag asks for its URL at each render, as it would alone, unless all are final:
 * what is held here can't be older than what the tags would answer.
 */
export class LiteralRun {
  readonly #urls: LiteralUrls;
  readonly #template: string | null;
  readonly #tags: readonly KnownTag[];
  /** Made of all that {@link KnownTag.resolved} holds, or absent. */
  #html: string | undefined;
  #isEscaped = false;
  /** How many answers had changed when all URLs were final; `undefined`: they are not. */
  #finalSince: number | undefined;

  constructor(urls: LiteralUrls, template: string | null, flat: FlatRun) {
    this.#urls = urls;
    this.#template = template;
    this.#tags = tagsOf(flat);
  }

  /** @param isEscaped - Autoescape is on. */
  html(isEscaped: boolean): string {
    if (this.#isEscaped !== isEscaped) this.#html = undefined;
    const known = this.#html;
    if (known !== undefined && this.#finalSince === this.#urls.changes()) return known;
    this.#isEscaped = isEscaped;
    const since = this.#urls.changes();
    this.#finalSince = this.#ask() ? since : undefined;
    this.#html ??= this.#joined();
    return this.#html;
  }

  /** Asks for each URL; checks whether all of them are final. */
  #ask(): boolean {
    const urls = this.#urls;
    let areFinal = true;
    for (const tag of this.#tags) {
      const { resolved: before, isSlim } = tag;
      const resolved = (before && urls.again(before, isSlim)) ?? this.#resolve(tag);
      if (resolved !== before) {
        if (resolved.url !== before?.url) this.#html = undefined;
        tag.resolved = resolved;
      }
      areFinal &&= urls.isFinal(resolved, isSlim);
    }
    return areFinal;
  }

  #resolve({ line, column, path, isSlim }: KnownTag): Resolved {
    return atPlace(placeOf(this.#template, line, column), (place) =>
      this.#urls.resolve(path, isSlim, place),
    );
  }

  /** Joins the parts into a text that is one in memory, too: one made by adding would be put together at each render. */
  #joined(): string {
    const urlOf = ({ resolved }: KnownTag) => resolved?.url ?? '';
    const written = this.#isEscaped ? (tag: KnownTag) => escapeHtml(urlOf(tag)) : urlOf;
    return this.#tags.flatMap((tag) => [written(tag), tag.text]).join('');
  }
}

function tagsOf(flat: FlatRun): KnownTag[] {
  const tags: KnownTag[] = [];
  for (let at = 0; at < flat.length; at += STRIDE) {
    const [line, column, path, isSlim, text] = flat.slice(at, at + STRIDE);
    tags.push({
      line: Number(line),
      column: Number(column),
      path: String(path),
      isSlim: isSlim === true,
      text: String(text),
      resolved: undefined,
    });
  }
  return tags;
}
