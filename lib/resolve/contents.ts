// Minifies a text that stands in a template, and versions the files that it names.
import type { ConversionMode } from '../convert/conversion-mode.ts';
import { findReferences } from '../convert/text-references.ts';
import { withLineEnd } from '../core/inline/script.ts';
import { replaceFound } from '../core/references.ts';
import { withoutEnds } from '../core/text-end.ts';
import { isLocalReference } from '../core/urls.ts';
import { errorText, quote, StaticfileError } from '../errors.ts';
import { CONTENT_KINDS, type ContentKind, guessKind } from '../minify/content-kind.ts';
import type { SeenTexts } from '../minify/seen-texts.ts';
import type { MinifyTask, TextMinifier } from '../minify/text-minifier.ts';
import { type Place, placeText } from './argument.ts';
import { BlockCache, type BlockCacheOptions, type Uses } from './block-cache.ts';
import type { MissingPolicy } from './missing-files.ts';

export interface ContentsOptions extends BlockCacheOptions {
  readonly enabled: boolean;
  readonly missing: MissingPolicy;
  readonly minifier: TextMinifier;
  readonly seenTexts: SeenTexts;
  readonly conversionMode: ConversionMode;
}

export class Contents {
  readonly #options: ContentsOptions;
  readonly #caches: ReadonlyMap<ContentKind, BlockCache>;

  constructor(options: ContentsOptions) {
    this.#options = options;
    this.#caches = new Map(CONTENT_KINDS.map((kind) => [kind, new BlockCache(options)]));
  }

  /**
   * @param kind - `'css'`, `'js'`, `'html'` or `'xhtml'`; where it is left out it is guessed, and the
   *   text stays as it is if that is not sure.
   * @throws `ERR_STATICFILE_ARGUMENT` for another kind where `missing` is `'throw'`.
   */
  slimcontent(text: string, kind?: unknown, place?: Place): string {
    if (!this.#options.enabled) return text;
    const known = kind ?? guessKind(text);
    if (known === undefined) return text;
    const cache = this.#caches.get(known as ContentKind);
    if (cache === undefined) return this.#unknownKind(text, kind, place);
    return cache.of(text, (each, uses) => this.#make(each, known as ContentKind, uses, place));
  }

  #make(text: string, kind: ContentKind, uses: Uses, place?: Place): string {
    const { minifier, conversionMode, seenTexts } = this.#options;
    const left: MinifyTask[] = [];
    const made = minifier.content(kind, text, conversionMode.isBackground ? left : undefined);
    for (const task of left) seenTexts.see(task);
    uses.isPassing = left.length > 0;
    if (kind !== 'css' && kind !== 'js') return made.text;
    // what could not be read may be a part of something
    const isWhole = made.by !== 'source' || (!made.problem && left.length === 0);
    const whole = isWhole ? withoutBlanks(made.text, kind, text) : made.text;
    const find = (byteText: string) => findReferences({ kind, text: byteText });
    return replaceFound(whole, find, ({ value, form }) => {
      // a relative reference starts from the page, wherever that is
      if (form === 'source-map' || !isRooted(value)) return undefined;
      return this.#urlOf(value, uses, place);
    });
  }

  #urlOf(value: string, uses: Uses, place: Place | undefined): string {
    const path = value.trim();
    const resolved = this.#options.resolver.resolve(path, place);
    uses.urls.set(path, resolved);
    return resolved.url;
  }

  #unknownKind(text: string, kind: unknown, place: Place | undefined): string {
    const { missing, reporter } = this.#options;
    const error = new StaticfileError('ERR_STATICFILE_ARGUMENT', kindProblem(kind));
    if (missing === 'throw') throw error;
    if (missing === 'warn') {
      reporter.warnOnce(`kind ${errorText(kind)}`, error.message + placeText(place));
    }
    return text;
  }
}

export function kindProblem(kind: unknown): string {
  const kinds = CONTENT_KINDS.map((each) => quote(each)).join(', ');
  return `Unknown kind ${quote(kind)} of content. Use one of ${kinds}, or none.`;
}

/** A last comment keeps its end, if that had one. */
function withoutBlanks(made: string, kind: ContentKind, source: string): string {
  const whole = withoutEnds(made, ' \t\n\r');
  const behind = source.slice(source.trimEnd().length);
  return kind === 'js' && /[\n\r]/.test(behind) ? withLineEnd(whole) : whole;
}

function isRooted(value: string): boolean {
  return isLocalReference(value) && value.trim().startsWith('/');
}
