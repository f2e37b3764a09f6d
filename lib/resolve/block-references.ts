// What the references of a body or page lead to: paths of the site, and their URLs.
import { attributeOf, type HtmlToken } from '../core/html/tokens.ts';
import { encodeMarkup, extensionOf, isForeignUrl, splitSuffix } from '../core/paths.ts';
import type { Reference } from '../core/references.ts';
import type { Reporter } from '../core/report.ts';
import { isLocalReference } from '../core/urls.ts';
import type { Place } from './argument.ts';
import type { AskedInBody, Uses } from './block-cache.ts';
import { calledModules, type InlineScript, namedModules, scriptFiles } from './inline-scripts.ts';
import type { ModuleGraph } from './module-graph.ts';
import { isForeignBase, PagePlace } from './page-place.ts';
import { PlainModules } from './plain-modules.ts';
import type { Resolved } from './resolver.ts';
import type { ServedOutput } from './served-output.ts';

export interface BlockReferencesOptions {
  readonly enabled: boolean;
  readonly mediaUrl: string;
  readonly resolve: (path: AskedInBody, place: Place | undefined) => Resolved;
  /** Returns the URL of an output on this site, whatever file proxies answer. */
  readonly localUrlOf: (output: ServedOutput, suffix: string) => string;
  /** Checks whether a root has the file. */
  readonly isThere: (path: string) => boolean;
  /** Checks whether it has, and the file may become part of another. */
  readonly isCombinable: (path: string) => boolean;
  readonly isOurs: (url: string) => boolean;
  readonly modules: ModuleGraph;
  readonly reporter: Reporter;
}

export interface BlockPlace {
  readonly place?: Place | undefined;
  /** A path, and what it resolved to. */
  readonly uses: Uses;
  /** Present for a whole page. */
  readonly page?: PagePlace | undefined;
}

export class BlockReferences {
  readonly #options: BlockReferencesOptions;
  readonly #place: Place | undefined;
  readonly #uses: Uses;
  readonly #resolved = new Map<AskedInBody, Resolved>();
  #page: PagePlace | undefined;
  /** Relative references start from a folder that only the page's own place would tell. */
  #isElsewhere = false;
  #plain: PlainModules | undefined;

  constructor(options: BlockReferencesOptions, { place, uses, page }: BlockPlace) {
    this.#options = options;
    this.#place = place;
    this.#uses = uses;
    this.#page = page;
  }

  /** Only the first one counts; `false` where all that stands here belongs to another site. */
  takeBase(tokens: readonly HtmlToken[]): boolean {
    const isBase = (token: HtmlToken) => token.kind === 'start' && token.name === 'base';
    const [href] = tokens.flatMap((token) => (isBase(token) && attributeOf(token, 'href')) || []);
    if (href === undefined) return true;
    const { value } = href;
    if (isForeignBase(value)) return false;
    const { mediaUrl } = this.#options;
    if (this.#page !== undefined) this.#page = this.#page.withBase(value);
    else if (isRooted(value)) this.#page = new PagePlace(value.trim(), mediaUrl);
    else this.#isElsewhere = !/^(?:$|[#?])/.test(value.trim());
    return true;
  }

  /** Modules that a page names in ways that can't be versioned stay plain, so that none runs twice. */
  takeScripts(scripts: readonly InlineScript[], tokens: readonly HtmlToken[]): void {
    const named = namedModules(tokens);
    const loose = named.filter((value) => this.#isAnywhere(value));
    const unchanged = [...loose, ...calledModules(tokens)];
    if (scripts.length + unchanged.length === 0) return;
    const pathsOf = (values: readonly string[]) =>
      values.flatMap((each) => this.pathOf(each) ?? []);
    this.#plain = new PlainModules(scripts, {
      page: this.#page,
      files: pathsOf(named),
      classics: pathsOf(scriptFiles(tokens, 'classic')),
      unchanged,
      modules: this.#options.modules,
      urlOf: (path) => this.resolve(path).url,
    });
    this.#uses.hasUnasked = this.#plain.hasLooked;
    for (const notice of this.#plain.notices()) {
      this.#options.reporter.sayOnce('info', notice, notice);
    }
  }

  /** Checks whether only the place of the page, which is not known, tells what a name leads to. */
  #isAnywhere(value: string): boolean {
    if (this.#page !== undefined || isRooted(value) || !isLocalReference(value)) return false;
    return this.#isElsewhere || !this.#options.isThere(value.trim());
  }

  isCombinable(url: string): boolean {
    const path = this.pathOf(url);
    if (path === undefined || this.#plain?.keeps(path)) return false;
    return this.#options.isCombinable(path) && !this.#options.isOurs(path);
  }

  /** Returns the URL for a reference in CSS; a relative one of a body starts from the page, wherever that is. */
  urlInStyle({ value, needsCors }: Reference): string | undefined {
    const resolved = this.resolveInText(value);
    return needsCors ? this.here(resolved, value)?.url : resolved?.url;
  }

  /** Resolves what is named in a sheet or script of the page; see {@link resolveOne}. */
  resolveInText(value: string): Resolved | undefined {
    if (this.#page === undefined && !isRooted(value)) return undefined;
    return this.resolveOne(value);
  }

  /** Browsers fetch this from no other origin. */
  here(resolved: Resolved | undefined, value: string): Resolved | undefined {
    if (resolved?.output === undefined || !isForeignUrl(resolved.url)) return resolved;
    const { suffix } = splitSuffix(value);
    return { ...resolved, url: this.#options.localUrlOf(resolved.output, suffix) };
  }

  /** The path that a reference names; of a page, the one that leads to a file. */
  pathOf(value: string): string | undefined {
    if (this.#isElsewhere && !isRooted(value)) return undefined;
    if (this.#page === undefined) return isLocalReference(value) ? value.trim() : undefined;
    const { isThere, isOurs } = this.#options;
    const paths = this.#page.pathsOf(value);
    return paths.find((path) => isThere(path) || isOurs(path)) ?? paths.at(-1);
  }

  /**
   * Resolves what a reference names; `undefined` where it stays as it is written. A path without a
   * leading slash that no root has may be relative to the page. Pages are no static files.
   */
  resolveOne(value: string): Resolved | undefined {
    const { isThere, isOurs, enabled, mediaUrl } = this.#options;
    const path = this.pathOf(value);
    const isAtRoot = isRooted(value);
    if (path === undefined || isPage(path)) return undefined;
    // a path that comes back as it is needs no place, unless something is put before it
    if (!enabled && !isAtRoot && !(this.#page && mediaUrl)) return undefined;
    if (this.#plain?.has(path)) return undefined;
    if (isOurs(path)) return this.ownUrl(path, value);
    if (isThere(path)) return this.#asWritten(this.resolve(path), path);
    // what no root has stays as it is written
    if (isAtRoot) return this.#asWritten(this.resolve(value.trim()), value.trim());
    this.#uses.hasAbsent = true;
    if (this.#page) this.#sayMissing(path);
    return undefined;
  }

  /** A URL that was handed out stays as it is; what it leads to is known where it is the present one. */
  ownUrl(path: string, value: string): Resolved | undefined {
    const resolved = this.#options.resolve(path, this.#place);
    return resolved.url === value.trim() ? this.#note(path, resolved) : undefined;
  }

  /** What could end an attribute need not be encoded where the URL is written into a text that was read. */
  #asWritten(resolved: Resolved, path: string): Resolved {
    const { url } = resolved;
    for (const text of [path, splitSuffix(path).suffix]) {
      const safe = encodeMarkup(text);
      if (safe === text || !url.endsWith(safe)) continue;
      return { ...resolved, url: url.slice(0, url.length - safe.length) + text };
    }
    return resolved;
  }

  /** Notes that all this will be made otherwise, whatever its URLs are. */
  willChange(): void {
    this.#uses.isPassing = true;
  }

  /** A page's relative reference stays as it is, which `missing` is told of. */
  #sayMissing(path: string): void {
    const { head } = splitSuffix(path);
    if (extensionOf(head) !== '') this.#options.resolve(path, this.#place);
  }

  resolve(path: AskedInBody): Resolved {
    // a file that is named twice has one URL
    return this.#note(path, this.#resolved.get(path) ?? this.#options.resolve(path, this.#place));
  }

  #note(path: AskedInBody, resolved: Resolved): Resolved {
    this.#resolved.set(path, resolved);
    this.#uses.urls.set(path, resolved);
    return resolved;
  }
}

function isRooted(reference: string): boolean {
  return reference.trim().startsWith('/');
}

function isPage(path: string): boolean {
  return /^\.x?html?$/.test(extensionOf(splitSuffix(path).head));
}
