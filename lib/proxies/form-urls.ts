// Computes the URLs of two forms of a sheet: all on the CDN, and all local.
import { encodeMarkup } from '../core/paths.ts';
import { infoOf, type Offerable, UNCHECKED } from './file-info.ts';
import type { FileProxy } from './file-proxy.ts';
import { PublicUrls } from './public-urls.ts';
import type { Answer } from './question.ts';

/** What a sheet names: all where it is here; all on the CDN but what needs CORS there; all there. */
export const SHEET_FORMS = ['local', 'moved without CORS', 'moved'] as const;

export type SheetForm = (typeof SHEET_FORMS)[number];

/** They are functions of sources, domain and prefix: nothing is moved by asking. */
export class FormOffers extends PublicUrls {
  readonly #form: SheetForm;
  readonly #chain: FileProxy;
  readonly #byUri = new Map<string, Offerable>();
  #isUnknown = false;

  constructor(form: SheetForm, options: ConstructorParameters<typeof PublicUrls>[0]) {
    super(options);
    this.#form = form;
    this.#chain = options.chain;
  }

  /** An answer since {@link begin} depends on a domain that is not known yet. */
  get isUnknown(): boolean {
    return this.#isUnknown;
  }

  begin(): void {
    this.#isUnknown = false;
  }

  override ask(output: Offerable): Answer {
    this.#byUri.set(output.uri, output);
    const url = this.#form === 'local' ? output.uri : this.#urlToCome(output);
    this.#isUnknown ||= url === undefined;
    // to be asked again each time costs nothing here
    return { url: url ?? output.uri, isFinal: false, isStale: true };
  }

  override lastAnswer(output: Offerable): Answer {
    return this.ask(output);
  }

  override isMoving(): boolean {
    return false;
  }

  override hasCors(): boolean {
    return this.#form === 'moved';
  }

  override forgetAnswer(): void {}

  /** What refers to something that stays, stays as well; only tools ask for source maps. */
  #urlToCome(output: Offerable): string | undefined {
    const url = this.#chain.mover?.urlToCome?.(output.uri, infoOf(output, UNCHECKED));
    // so does a circle, which has no end
    if (url === output.uri) return url;
    const stays = output.referenceUris.some((uri) => {
      const other = this.#byUri.get(uri);
      return other !== undefined && !uri.endsWith('.map') && this.#urlToCome(other) === uri;
    });
    return stays ? output.uri : url && encodeMarkup(url);
  }
}
