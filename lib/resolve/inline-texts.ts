// Texts of files for pages: read from the roots, minified and escaped.
import type { ConversionMode } from '../convert/conversion-mode.ts';
import { decodeByteText, encodeByteText } from '../core/byte-text.ts';
import { InlineProblem } from '../core/inline/problem.ts';
import { inlineScript, withLineEnd } from '../core/inline/script.ts';
import { inlineSheet } from '../core/inline/sheet.ts';
import { slimSvg, standaloneSvg } from '../core/inline/svg.ts';
import { parsePath } from '../core/paths.ts';
import { loadSource, type SourceAccess } from '../files/source.ts';
import type { MinifyQueue } from '../minify/minify-queue.ts';
import type { MinifyTask, TextMinifier } from '../minify/text-minifier.ts';
import { type InlineKind, type InlineText, type InlineTexts, inlineKindOf } from './inline-kind.ts';

export interface SourceInlineTextsOptions extends SourceAccess {
  readonly debug: boolean;
  readonly enabled: boolean;
  readonly minifier: TextMinifier;
  readonly queue: Pick<MinifyQueue, 'add'>;
  readonly conversionMode: Pick<ConversionMode, 'isBackground'>;
}

interface Known {
  readonly identity: string;
  /** It will be the same for as long as the file has this identity. */
  readonly isSettled: boolean;
  readonly made: InlineText | InlineProblem;
}

/** The text of a file in one form; it is passing where a worker minifies it just now. */
interface Shaped {
  readonly text: string;
  readonly isPassing?: boolean;
}

export class SourceInlineTexts implements InlineTexts {
  readonly #options: SourceInlineTextsOptions;
  readonly #known = { plain: new Map<string, Known>(), slim: new Map<string, Known>() };
  /** What paths as they are written lead to, where sources are looked at once. */
  readonly #lasting = { plain: new Map<string, Known>(), slim: new Map<string, Known>() };

  constructor(options: SourceInlineTextsOptions) {
    this.#options = options;
  }

  textOf(path: string, wantsSlim: boolean): InlineText {
    const isSlim = wantsSlim && this.#options.enabled;
    const form = isSlim ? 'slim' : 'plain';
    const { debug } = this.#options;
    const known = (debug ? undefined : this.#lasting[form].get(path)) ?? this.#look(path, isSlim);
    // what is still being written is looked at again
    if (!debug && known.isSettled) this.#lasting[form].set(path, known);
    if (known.made instanceof InlineProblem) throw known.made;
    return known.made;
  }

  #look(path: string, isSlim: boolean): Known {
    const { locate, roots, now } = this.#options;
    const known = isSlim ? this.#known.slim : this.#known.plain;
    const found = locate(path);
    if (found === undefined) throw roots.explain(path, parsePath(path));
    const last = known.get(found.path);
    if (last?.isSettled && last.identity === found.identity) return last;
    const { bytes, identity, isSettled } = loadSource(roots, found, now());
    const { isPassing, made } = this.#make(found.path, bytes, isSlim);
    const young = { identity, isSettled: isSettled && !isPassing, made };
    const kept = last && isSameText(last, young) ? { ...young, made: last.made } : young;
    known.set(found.path, kept);
    return kept;
  }

  #make(
    path: string,
    bytes: Buffer,
    isSlim: boolean,
  ): Pick<Known, 'made'> & { isPassing: boolean } {
    const kind = inlineKindOf(path);
    try {
      if (kind === undefined)
        throw new InlineProblem('it is neither a script, a stylesheet nor markup');
      const whole: Shaped = { text: decode(bytes) };
      const { text, isPassing = false } = isSlim ? this.#slim(path, kind, whole.text) : whole;
      return { isPassing, made: { path, kind, text: ESCAPES[kind](text) } };
    } catch (error) {
      if (error instanceof InlineProblem) return { isPassing: false, made: error };
      throw error;
    }
  }

  #slim(path: string, kind: InlineKind, text: string): Shaped {
    const { minifier, queue, conversionMode } = this.#options;
    if (kind === 'svg') return { text: minifier.takes('html') ? slimSvg(text) : text };
    if (kind === 'html') return this.#slimPage(text);
    const bytes = encodeByteText(text);
    const task = conversionMode.isBackground ? minifier.taskOf(kind, path, bytes) : undefined;
    if (task === undefined) return { text: decodeByteText(minifier.file(kind, path, bytes).text) };
    void queue.add(task);
    return { text, isPassing: true };
  }

  #slimPage(html: string): Shaped {
    const { minifier, queue, conversionMode } = this.#options;
    const left: MinifyTask[] = [];
    const { text } = minifier.content('html', html, conversionMode.isBackground ? left : undefined);
    for (const task of left) void queue.add(task);
    return { text: text.trim(), isPassing: left.length > 0 };
  }
}

function isSameText({ made: one }: Known, { made: other }: Known): boolean {
  return 'text' in one && 'text' in other && one.text === other.text;
}

const ESCAPES: Readonly<Record<InlineKind, (text: string) => string>> = {
  css: inlineSheet,
  js: (text) => withLineEnd(inlineScript(text).replace(SOURCE_MAP, '')),
  html: (text) => text,
  svg: standaloneSvg,
};

/** The last line only: in a script nothing else can begin so there. */
const SOURCE_MAP = /(?:^|\n)[ \t]*\/\/[#@][ \t]sourceMappingURL=\S*\s*$/;

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InlineProblem('it is not written in UTF-8, as the page is');
  }
}
