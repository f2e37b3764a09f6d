// Literal tags with nothing but text between them: what they become, for as long as every URL in it stays.
import { escapeHtml } from '../core/html/escape.ts';
import { type AskedUrl, AskedUrls, type AskingOptions } from '../resolve/asked-urls.ts';
import type { PathResolver, Resolved } from '../resolve/resolver.ts';
import { atPlace, placeOf } from './position-error.ts';

/** How a tag asks for the URL of a path that stands in it. */
export interface LiteralUrls extends AskingOptions {
  readonly resolverOf: (isSlim: boolean) => PathResolver;
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

/** Returns the constants that a compiled template holds. */
export function flattened(tags: readonly (LiteralTag & { readonly text: string })[]): FlatRun {
  return tags.flatMap(({ line, column, path, isSlim, text }) => [line, column, path, isSlim, text]);
}

/** A tag of a run, as it was answered last. */
interface KnownTag extends LiteralTag, AskedUrl {
  /** Behind it. */
  readonly text: string;
}

/**
 * The text of a run. Each tag asks for its URL at each render, as it would alone, unless all are final:
 * what is held here can't be older than what the tags would answer.
 */
export class LiteralRun {
  readonly #template: string | null;
  readonly #tags: readonly KnownTag[];
  readonly #urls: AskedUrls<KnownTag>;
  /** Made of all that {@link KnownTag.resolved} holds, or absent. */
  #html: string | undefined;
  #isEscaped = false;

  constructor(urls: LiteralUrls, template: string | null, flat: FlatRun) {
    this.#template = template;
    this.#tags = tagsOf(flat, urls);
    this.#urls = new AskedUrls(urls, this.#tags, (tag) => this.#resolve(tag));
  }

  /** @param isEscaped - Autoescape is on. */
  html(isEscaped: boolean): string {
    const stays = this.#urls.stay() && this.#isEscaped === isEscaped;
    if (stays && this.#html !== undefined) return this.#html;
    this.#isEscaped = isEscaped;
    this.#html = this.#joined();
    return this.#html;
  }

  #resolve({ line, column, path, resolver }: KnownTag): Resolved {
    return atPlace(placeOf(this.#template, line, column), (place) =>
      resolver.resolve(path, place, 'tag'),
    );
  }

  /** Joins the parts into a text that is one in memory, too: one made by adding would be put together at each render. */
  #joined(): string {
    const urlOf = ({ resolved }: KnownTag) => resolved?.url ?? '';
    const written = this.#isEscaped ? (tag: KnownTag) => escapeHtml(urlOf(tag)) : urlOf;
    return this.#tags.flatMap((tag) => [written(tag), tag.text]).join('');
  }
}

function tagsOf(flat: FlatRun, { resolverOf }: LiteralUrls): KnownTag[] {
  const tags: KnownTag[] = [];
  for (let at = 0; at < flat.length; at += STRIDE) {
    const [line, column, path, isSlim, text] = flat.slice(at, at + STRIDE);
    tags.push({
      line: Number(line),
      column: Number(column),
      path: String(path),
      isSlim: isSlim === true,
      resolver: resolverOf(isSlim === true),
      text: String(text),
      resolved: undefined,
    });
  }
  return tags;
}
