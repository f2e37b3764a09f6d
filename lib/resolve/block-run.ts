// One walk over one body or page.
import { applyEdits, type Edit } from '../core/edits.ts';
import { corsTags } from '../core/html/cors.ts';
import { type HtmlMember, htmlGroups } from '../core/html/groups.ts';
import {
  type HtmlReference,
  htmlReferences,
  relationsOf,
  replaceCandidates,
} from '../core/html/references.ts';
import { isStyle, replaceInStyle, replaceInStyleAttribute } from '../core/html/styles.ts';
import {
  attributeOf,
  type HtmlAttribute,
  type HtmlToken,
  htmlTokens,
  rawTexts,
  writeAttribute,
} from '../core/html/tokens.ts';
import { isForeignUrl } from '../core/paths.ts';
import { inPieces } from '../core/pieces.ts';
import {
  type BlockPlace,
  BlockReferences,
  type BlockReferencesOptions,
} from './block-references.ts';
import { type EarlierScripts, ScriptOrder } from './earlier-scripts.ts';
import { inlineEdits, inlineScripts, type ModuleUrls } from './inline-scripts.ts';
import { MOST_MEMBERS } from './members.ts';
import type { Resolved } from './resolver.ts';
import { WrittenIntegrity, type WrittenIntegrityOptions } from './written-integrity.ts';

export interface BlockRunOptions extends BlockReferencesOptions, WrittenIntegrityOptions {
  /** Pages may read what file proxies have moved, from any origin. */
  readonly hasCors: () => boolean;
  /**
   * Splits paths of neighbouring scripts, or sheets, into runs that may become one file. `onLater` is told
   * of those that stay alone for a while only.
   */
  readonly runs: (
    paths: readonly string[],
    onLater: () => void,
    earlier: EarlierScripts,
  ) => readonly (readonly string[])[];
}

export class BlockRun implements ModuleUrls {
  readonly #options: BlockRunOptions;
  readonly #text: string;
  readonly #references: BlockReferences;
  readonly #written: WrittenIntegrity;
  /** The combinations, by the files that are part of them. */
  readonly #combinations = new Map<string, Resolved>();
  #underCors: ReadonlySet<HtmlToken> = new Set();

  constructor(options: BlockRunOptions, text: string, place: BlockPlace) {
    this.#options = options;
    this.#text = text;
    this.#references = new BlockReferences(options, place);
    this.#written = new WrittenIntegrity(options, this.#references, place.uses);
  }

  html(): string {
    const tokens = htmlTokens(this.#text);
    if (!this.#references.takeBase(tokens)) return this.#text;
    this.#underCors = corsTags(tokens);
    const scripts = inlineScripts(this.#text, tokens);
    this.#references.takeScripts(scripts, tokens);
    const isCombinable = (url: string, tag: HtmlToken) =>
      this.#references.isCombinable(url) && !this.#written.refusesIn(tag);
    const groups = this.#options.enabled ? htmlGroups(tokens, isCombinable) : [];
    const order = new ScriptOrder(tokens, scripts, (url) => this.#references.pathOf(url));
    const combined = new Map<HtmlToken, Edit[]>();
    for (const group of groups) {
      for (const run of this.#runsOf(group, order.before(group))) this.#combine(run, combined);
    }
    const edits = tokens.flatMap((token) => combined.get(token) ?? this.#editsOf(token));
    const inScripts = scripts.flatMap((script) => inlineEdits(script, this));
    return applyEdits(this.#text, [...edits, ...this.#styleEdits(tokens), ...inScripts]);
  }

  urlOf(module: string): string | undefined {
    return this.#references.resolveInText(module)?.url;
  }

  integrityOf(module: string, written: string): string {
    if (this.#written.refuses(written, module)) return written;
    const resolved = this.#references.resolveInText(module);
    return resolved === undefined ? '' : this.#options.integrityOf(resolved);
  }

  #styleEdits(tokens: readonly HtmlToken[]): Edit[] {
    return rawTexts(tokens).flatMap(({ tag, start, end }) => {
      if (!isStyle(tag)) return [];
      const css = this.#text.slice(start, end);
      const text = replaceInStyle(css, (each) => this.#references.urlInStyle(each));
      return text === css ? [] : [{ start, end, text }];
    });
  }

  /** What can't be joined ends a run, and so does the largest number of members. */
  #runsOf(group: readonly HtmlMember[], earlier: EarlierScripts): HtmlMember[][] {
    const paths = this.#pathsOf(group);
    let at = 0;
    return this.#options
      .runs(paths, () => this.#references.willChange(), earlier)
      .flatMap(({ length }) => {
        at += length;
        return inPieces(group.slice(at - length, at), MOST_MEMBERS);
      })
      .filter(({ length }) => length > 1);
  }

  /** The first member gets the URL of all; a combination that can't be made leaves them apart. */
  #combine(group: readonly HtmlMember[], combined: Map<HtmlToken, Edit[]>): void {
    const [first, ...others] = group;
    const last = others.at(-1);
    if (first === undefined || last === undefined) return;
    const paths = this.#pathsOf(group);
    const resolved = this.#references.resolve(paths);
    if (resolved.output?.conversion.paths.length !== group.length) return;
    const edits = this.#edits(first.tag, first.attribute, resolved);
    combined.set(first.tag, [...edits, { start: first.end, end: last.end, text: '' }]);
    for (const { tag } of others) combined.set(tag, []);
    for (const path of paths) this.#combinations.set(path, resolved);
  }

  #pathsOf(group: readonly HtmlMember[]): string[] {
    return group.map(({ attribute: { value } }) => this.#references.pathOf(value) ?? value.trim());
  }

  #editsOf(token: HtmlToken): Edit[] {
    if (this.#written.refusesIn(token)) return [];
    return htmlReferences(token).flatMap((reference) => {
      const { attribute, form, isSameOrigin } = reference;
      if (form !== 'url') return this.#listEdits(token, reference);
      const resolved =
        this.#preloaded(token, attribute) ?? this.#references.resolveOne(attribute.value);
      const isHere = isSameOrigin && attributeOf(token, 'crossorigin') === undefined;
      return this.#edits(
        token,
        attribute,
        isHere ? this.#references.here(resolved, attribute.value) : resolved,
      );
    });
  }

  /** Where CORS is not proven, browsers would block what is fetched under it; with credentials, always. */
  #readable(token: HtmlToken, value: string, resolved?: Resolved): Resolved | undefined {
    if (!this.#underCors.has(token)) return resolved;
    const needsConsent = /^use-credentials$/i.test(attributeOf(token, 'crossorigin')?.value ?? '');
    if (this.#options.hasCors() && !needsConsent) return resolved;
    return this.#references.here(resolved, value) ?? resolved;
  }

  /** Rewrites an attribute that may name several files. */
  #listEdits(token: HtmlToken, { attribute, form }: HtmlReference): Edit[] {
    const { value } = attribute;
    const readable = (url: string) =>
      this.#readable(token, url, this.#references.resolveOne(url))?.url ?? url;
    const written =
      form === 'style'
        ? replaceInStyleAttribute(attribute, (each) => this.#references.urlInStyle(each))
        : replaceCandidates(value, readable);
    return written === value ? [] : [this.#edit(attribute, written)];
  }

  /** What is preloaded by another name than it is used by is loaded twice. */
  #preloaded(token: HtmlToken, { value }: HtmlAttribute): Resolved | undefined {
    const isPreload = token.name === 'link' && relationsOf(token).includes('preload');
    const path = isPreload ? this.#references.pathOf(value) : undefined;
    return path === undefined ? undefined : this.#combinations.get(path);
  }

  #edits(token: HtmlToken, attribute: HtmlAttribute, found: Resolved | undefined): Edit[] {
    const resolved = this.#readable(token, attribute.value, found);
    if (resolved === undefined) return [];
    const isSame = resolved.url === attribute.value.trim();
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

  #edit({ start, end }: HtmlAttribute, value: string): Edit {
    return { start, end, text: writeAttribute(this.#text.slice(start, end), value) };
  }
}
