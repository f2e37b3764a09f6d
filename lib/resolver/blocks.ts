// The body of a block tag → the same HTML with its files versioned, and neighbours combined.
import { applyEdits, type Edit } from '../core/edits.ts';
import { type HtmlMember, htmlGroups } from '../core/html-groups.ts';
import { htmlReferences, relationsOf, replaceCandidates } from '../core/html-references.ts';
import { attributeOf, type HtmlToken, htmlTokens, writeAttribute } from '../core/html-tokens.ts';
import { isForeignUrl, splitSuffix } from '../core/paths.ts';
import { isLocalReference } from '../core/urls.ts';
import type { Resolved } from '../resolver.ts';
import type { Place } from './argument.ts';
import { type AskedInBody, BlockCache, type UrlsNow, type Uses } from './block-cache.ts';
import type { ServedOutput } from './catalog.ts';
import { MOST_MEMBERS } from './members.ts';

export interface BlocksOptions extends UrlsNow {
  readonly enabled: boolean;
  readonly resolve: (path: AskedInBody, place: Place | undefined) => Resolved;
  readonly integrityOf: (resolved: Resolved) => string;
  /** Gives the URL of an output on this site, whatever file proxies answer. */
  readonly localUrlOf: (output: ServedOutput, suffix: string) => string;
  /** Tells whether a root has the file. */
  readonly isThere: (path: string) => boolean;
  /** Tells whether it has, and the file may become part of another. */
  readonly isCombinable: (path: string) => boolean;
  /** Splits paths of neighbouring scripts, or sheets, into runs that may become one file. */
  readonly runs: (paths: readonly string[]) => readonly (readonly string[])[];
  /** Tells whether a URL is one of ours already. */
  readonly isOurs: (url: string) => boolean;
}

export class Blocks {
  readonly #options: BlocksOptions;
  readonly #cache: BlockCache;

  constructor(options: BlocksOptions) {
    this.#options = options;
    this.#cache = new BlockCache(options);
  }

  /** Rewrites a body. What is neither a file of the site nor combined is kept byte for byte. */
  staticall(html: string, place?: Place): string {
    return this.#cache.of(html, (text, uses) =>
      new BlockRun(this.#options, text, place, uses).html(),
    );
  }
}

/** One walk over one body. */
class BlockRun {
  readonly #options: BlocksOptions;
  readonly #text: string;
  readonly #place: Place | undefined;
  /** What was resolved, and to what. */
  readonly #uses: Uses;
  readonly #resolved = new Map<AskedInBody, Resolved>();
  /** The combinations, by the files that are part of them. */
  readonly #combinations = new Map<string, Resolved>();

  constructor(options: BlocksOptions, text: string, place: Place | undefined, uses: Uses) {
    this.#options = options;
    this.#text = text;
    this.#place = place;
    this.#uses = uses;
  }

  html(): string {
    const tokens = htmlTokens(this.#text);
    const groups = this.#options.enabled ? htmlGroups(tokens, this.#options.isCombinable) : [];
    const combined = new Map<HtmlToken, Edit[]>();
    for (const group of groups) {
      for (const run of this.#runsOf(group)) this.#combine(run, combined);
    }
    const edits = tokens.flatMap((token) => combined.get(token) ?? this.#editsOf(token));
    return applyEdits(this.#text, edits);
  }

  /** What can't be joined ends a run, and so does the largest number of members. */
  #runsOf(group: readonly HtmlMember[]): HtmlMember[][] {
    const paths = group.map(({ attribute }) => attribute.value.trim());
    let at = 0;
    return this.#options
      .runs(paths)
      .flatMap((run) => pieceLengths(run.length))
      .map((length) => {
        at += length;
        return group.slice(at - length, at);
      })
      .filter(({ length }) => length > 1);
  }

  /** The first member gets the URL of all; a combination that can't be made leaves them apart. */
  #combine(group: readonly HtmlMember[], combined: Map<HtmlToken, Edit[]>): void {
    const [first, ...others] = group;
    const last = others.at(-1);
    if (first === undefined || last === undefined) return;
    const resolved = this.#resolve(group.map(({ attribute }) => attribute.value.trim()));
    if (resolved.output?.request.paths.length !== group.length) return;
    const edits = this.#edits(first.tag, first.attribute, resolved);
    combined.set(first.tag, [...edits, { start: first.end, end: last.end, text: '' }]);
    for (const { tag } of others) combined.set(tag, []);
    for (const { attribute } of group) this.#combinations.set(attribute.value.trim(), resolved);
  }

  #editsOf(token: HtmlToken): Edit[] {
    return htmlReferences(token).flatMap(({ attribute, form }) => {
      if (form === 'url') {
        const resolved = this.#preloaded(token, attribute) ?? this.#resolveOne(attribute.value);
        const isUse = token.name === 'use';
        return this.#edits(token, attribute, isUse ? this.#here(resolved, attribute) : resolved);
      }
      const value = replaceCandidates(attribute.value, (url) => this.#resolveOne(url)?.url ?? url);
      return value === attribute.value ? [] : [this.#edit(attribute, value)];
    });
  }

  /** What is preloaded by another name than it is used by is loaded twice. */
  #preloaded(token: HtmlToken, { value }: HtmlToken['attributes'][number]): Resolved | undefined {
    const isPreload = token.name === 'link' && relationsOf(token).includes('preload');
    return isPreload ? this.#combinations.get(value.trim()) : undefined;
  }

  #edits(
    token: HtmlToken,
    attribute: HtmlToken['attributes'][number],
    resolved: Resolved | undefined,
  ): Edit[] {
    if (resolved === undefined) return [];
    const isSame = resolved.url === attribute.value;
    const edits = isSame ? [] : [this.#edit(attribute, resolved.url)];
    const written = attributeOf(token, 'integrity');
    const integrity = written && this.#options.integrityOf(resolved);
    if (!written || !integrity) return edits;
    const { start, end, text } = this.#edit(written, integrity);
    // browsers compare the bytes of another origin only where that allows it
    const needsConsent = isForeignUrl(resolved.url) && !attributeOf(token, 'crossorigin');
    const consent = needsConsent ? ' crossorigin="anonymous"' : '';
    return [...edits, { start, end, text: text + consent }];
  }

  #edit({ start, end }: HtmlToken['attributes'][number], value: string): Edit {
    return { start, end, text: writeAttribute(this.#text.slice(start, end), value) };
  }

  /** Browsers fetch what SVG's `use` names from no other origin. */
  #here(
    resolved: Resolved | undefined,
    { value }: HtmlToken['attributes'][number],
  ): Resolved | undefined {
    if (resolved?.output === undefined || !isForeignUrl(resolved.url)) return resolved;
    const { suffix } = splitSuffix(value);
    return { ...resolved, url: this.#options.localUrlOf(resolved.output, suffix) };
  }

  /** A path without a leading slash that no root has may be relative to the page: it stays. */
  #resolveOne(value: string): Resolved | undefined {
    const { isThere, isOurs, enabled } = this.#options;
    const path = value.trim();
    if (!isLocalReference(path)) return undefined;
    if (!enabled && !path.startsWith('/')) return undefined;
    if (!isThere(path) && (!path.startsWith('/') || isOurs(path))) {
      this.#uses.hasAbsent = true;
      return undefined;
    }
    return this.#resolve(path);
  }

  #resolve(path: AskedInBody): Resolved {
    // a file that is named twice has one URL
    const resolved = this.#resolved.get(path) ?? this.#options.resolve(path, this.#place);
    this.#resolved.set(path, resolved);
    this.#uses.urls.set(path, resolved.url);
    return resolved;
  }
}

/** Cuts a run into pieces that hold no more members than one file may. */
function pieceLengths(length: number): number[] {
  const pieces = Array.from({ length: Math.floor(length / MOST_MEMBERS) }, () => MOST_MEMBERS);
  return [...pieces, length % MOST_MEMBERS];
}
