// Texts of files for pages, as a build has put them into a manifest.
import { parsePath } from '../core/paths.ts';
import { quote, StaticfileError } from '../errors.ts';
import type { ManifestInline } from '../files/manifest.ts';
import { type InlineText, type InlineTexts, inlineKindOf } from './inline-kind.ts';

export class ManifestInlineTexts implements InlineTexts {
  readonly #manifestFile: string;
  readonly #plain: ReadonlyMap<string, InlineText>;
  readonly #slim: ReadonlyMap<string, InlineText>;

  constructor(manifestFile: string, inline: ManifestInline | undefined) {
    this.#manifestFile = manifestFile;
    this.#plain = textsOf(inline?.plain);
    this.#slim = textsOf(inline?.slim);
  }

  /** A text that is there in the other form only is given in that. */
  textOf(path: string, isSlim: boolean): InlineText {
    const forms = isSlim ? [this.#slim, this.#plain] : [this.#plain, this.#slim];
    for (const candidate of parsePath(path).candidates) {
      for (const form of forms) {
        const found = form.get(candidate);
        if (found !== undefined) return found;
      }
    }
    throw new StaticfileError(
      'ERR_STATICFILE_NOT_FOUND',
      `The manifest ${quote(this.#manifestFile)} has no text of ${quote(path)}. Build it anew.`,
    );
  }
}

function textsOf(texts: Readonly<Record<string, string>> = {}): Map<string, InlineText> {
  return new Map(
    Object.entries(texts).map(([path, text]) => {
      return [path, { path, kind: inlineKindOf(path) ?? 'html', text }];
    }),
  );
}
