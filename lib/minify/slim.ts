// Minifies sources with what the option `minify` names: each once, each failure said once.
import { decodeByteText, encodeByteText } from '../core/byte-text.ts';
import type { Reporter } from '../core/report.ts';
import { isMinified } from './already-minified.ts';
import type { ContentKind } from './content-kind.ts';
import { MinifiedMemo } from './memo.ts';
import { type ChosenMinifier, type Minified, type MinifiedKind, runMinifier } from './minifier.ts';
import { minifyPage } from './pages.ts';
import { minifyScript } from './scripts.ts';
import { minifySheet } from './sheets.ts';

/** What was chosen for each kind; a kind that is not minified is absent. */
export type ChosenMinifiers = Readonly<Partial<Record<MinifiedKind, ChosenMinifier>>>;

export class Slim {
  readonly #chosen: ChosenMinifiers;
  readonly #reporter: Reporter;
  readonly #memo = new MinifiedMemo();

  constructor(chosen: ChosenMinifiers, reporter: Reporter) {
    this.#chosen = chosen;
    this.#reporter = reporter;
  }

  /** Tells whether files of a kind are minified. */
  takes(kind: string): boolean {
    return Object.hasOwn(this.#chosen, kind);
  }

  /** Minifies a sheet or script, as byte text. */
  file(kind: 'css' | 'js', path: string, text: string): Minified {
    if (isMinified(path, text)) return { text, by: 'source' };
    return this.#minify(kind, path, text, `"${path}"`);
  }

  /** Minifies a text that stands in a template. */
  content(kind: ContentKind, text: string): Minified {
    if (kind === 'html' || kind === 'xhtml') return this.#minify(kind, '', text, subjectOf(kind));
    const made = this.#minify(kind, '', encodeByteText(text), subjectOf(kind));
    const result = decodeByteText(made.text);
    return { ...made, text: made.by === 'source' ? text : result };
  }

  #minify(kind: ContentKind, path: string, text: string, subject: string): Minified {
    const chosen = this.#chosen[kind === 'xhtml' ? 'html' : kind];
    if (chosen === undefined) return { text, by: 'source' };
    const made = this.#memo.of(kind, path, text, () => minifyBy(chosen, kind, path, text));
    this.#report(made, subject, chosen.name);
    return made;
  }

  /** What became smaller in another way than was asked for is no reason to warn. */
  #report({ by, problem }: Minified, subject: string, name: string): void {
    if (!problem) return;
    const isWhole = by === 'source';
    const what = isWhole ? 'is not minified' : 'is minified with more care than';
    const message = `${subject} ${what} by ${name}: ${problem}.`;
    this.#reporter.sayOnce(isWhole ? 'warn' : 'info', message, message);
  }
}

function subjectOf(kind: ContentKind): string {
  return `A text of kind "${kind}" in a template`;
}

function minifyBy(
  { attempts }: ChosenMinifier,
  kind: ContentKind,
  path: string,
  text: string,
): Minified {
  const engines = attempts.map(
    (minifier) =>
      (each: string, isModule = false) =>
        runMinifier(minifier, each, {
          kind: kind === 'xhtml' ? 'html' : kind,
          path,
          module: isModule,
        }),
  );
  if (kind === 'js') return minifyScript(text, path.endsWith('.mjs'), engines);
  if (kind !== 'css') return minifyPage(text, kind, engines);
  const [engine] = engines;
  return minifySheet(text, (each) => engine?.(each) ?? each);
}
