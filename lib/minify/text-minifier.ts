// Minifies sources with what the option `minify` names: each once, each failure said once.
import { attempt } from '../core/attempt.ts';
import { encodeByteText } from '../core/byte-text.ts';
import { type EngineMap, readMappings, writeMappings } from '../core/mappings.ts';
import { contentHash } from '../core/names.ts';
import { acorn, cssTokenizer, cssWords, eslintScope, jsTokens, parse5 } from '../core/packages.cjs';
import type { Reporter } from '../core/report.ts';
import { withoutEnds } from '../core/text-end.ts';
import { textHash } from '../core/text-hash.ts';
import { quote } from '../errors.ts';
import { type ContentKind, isMinified, minifiedKind } from './content-kind.ts';
import { mapSheet } from './css/map.ts';
import { minifySheet } from './css/sheets.ts';
import { minifyPage } from './html/pages.ts';
import { minifyTexts } from './html/texts.ts';
import { inPage } from './in-page.ts';
import { minifyScript } from './js/scripts.ts';
import {
  type ChosenMinifier,
  type Minified,
  type MinifiedKind,
  minifiedMemory,
  runMinifier,
} from './minifier.ts';

/** The minifier of each kind; a kind that is not minified is absent. */
export type ChosenMinifiers = Readonly<Partial<Record<MinifiedKind, ChosenMinifier>>>;

/** What another process, or a worker, has made of a text. */
export type Stored = (task: MinifyTask, key: string) => Minified | undefined;

export class TextMinifier {
  readonly #chosen: ChosenMinifiers;
  readonly #reporter: Reporter;
  readonly #hasMaps: boolean;
  readonly #stored: Stored;
  readonly #memo = minifiedMemory();

  /** @param hasMaps - Whether outputs get source maps. */
  constructor(chosen: ChosenMinifiers, hasMaps: boolean, reporter: Reporter, stored: Stored) {
    this.#chosen = chosen;
    this.#stored = stored;
    this.#hasMaps = hasMaps;
    this.#reporter = reporter;
  }

  takes(kind: string): boolean {
    return Object.hasOwn(this.#chosen, kind);
  }

  /** Minifies a sheet or script, as byte text. */
  file(kind: 'css' | 'js', path: string, text: string): Minified {
    if (isMinified(path, text)) return { text, by: 'source' };
    return this.make(this.#fileTask(kind, path, text));
  }

  /** Returns what is to be done for a file; `undefined` where that is nothing, or was done. */
  taskOf(kind: 'css' | 'js', path: string, text: string): MinifyTask | undefined {
    const task = this.#fileTask(kind, path, text);
    const isDone = isMinified(path, text) || !this.takes(kind) || this.made(task) !== undefined;
    return isDone ? undefined : task;
  }

  /** Takes over what was made elsewhere by {@link minifyBy}. */
  remember(task: MinifyTask, made: Minified): void {
    this.#memo.set(keyOf(task), made);
  }

  made(task: MinifyTask): Minified | undefined {
    return this.#memo.get(keyOf(task));
  }

  #fileTask(kind: 'css' | 'js', path: string, text: string): MinifyTask {
    const isModule = path.endsWith('.mjs');
    return { kind, path, text, isModule, wantsMap: this.#hasMaps };
  }

  /**
   * Minifies a text that stands in a template.
   *
   * @param left - Takes sheets and scripts that would have to be minified, and stay as they are; absent:
   *   they are minified now.
   */
  content(kind: ContentKind, text: string, left?: MinifyTask[]): Minified {
    if (kind === 'css' || kind === 'js') return this.#embedded(kind, text, false, left);
    if (!this.takes('html')) return { text, by: 'source' };
    const made = this.make({ kind, text, ...IN_A_TEMPLATE });
    // in XML a script may hold character references, and marks of its own
    return kind === 'xhtml' ? made : { ...made, text: this.#withTexts(made.text, left) };
  }

  #withTexts(html: string, left: MinifyTask[] | undefined): string {
    return minifyTexts(html, (kind, text, isModule) => {
      const made = this.#embedded(kind, text, isModule, left);
      return made.by === 'source' ? text : withoutEnds(made.text, ' \t\n\r');
    });
  }

  #embedded(
    kind: 'css' | 'js',
    text: string,
    isModule: boolean,
    left: MinifyTask[] | undefined,
  ): Minified {
    const task = { kind, text: encodeByteText(text), ...IN_A_TEMPLATE, isModule };
    if (left !== undefined && this.takes(kind) && this.made(task) === undefined) {
      left.push(task);
      return { text, by: 'source' };
    }
    const made = inPage(kind, text, this.make(task));
    this.#report(made, task);
    return made;
  }

  /** Minifies a text at once, where that was not done before. */
  make(task: MinifyTask): Minified {
    const chosen = this.#chosen[minifiedKind(task.kind)];
    if (chosen === undefined) return { text: task.text, by: 'source' };
    const key = keyOf(task);
    const known = this.#memo.get(key);
    const made = known ?? this.#stored(task, key) ?? minifyBy(chosen, task);
    if (known === undefined) this.#memo.set(key, made);
    this.#report(made, task);
    return made;
  }

  /** What became smaller in another way than was asked for is no reason to warn. */
  #report({ by, problem }: Minified, { kind, path }: MinifyTask): void {
    const chosen = this.#chosen[minifiedKind(kind)];
    if (!problem || chosen === undefined) return;
    const subject = path === '' ? `A text of kind ${quote(kind)} in a template` : quote(path);
    const { shownAs: name = chosen.name } = chosen;
    const isWhole = by === 'source';
    const message = isWhole
      ? `${subject} could not be minified by ${name}: ${problem}. It is served unminified.`
      : `${subject} is minified in another way than by ${name}: ${problem}.`;
    this.#reporter.sayOnce(isWhole ? 'warn' : 'info', message, message);
  }
}

export interface MinifyTask {
  readonly kind: ContentKind;
  /** Empty for a text that stands in a template. */
  readonly path: string;
  readonly text: string;
  /** It is a module whatever it looks like. */
  readonly isModule: boolean;
  readonly wantsMap: boolean;
}

const IN_A_TEMPLATE = { path: '', isModule: false, wantsMap: false };

/** The same for the same text that is to be minified in the same way. */
export function keyOf({ kind, path, isModule, wantsMap, text }: MinifyTask): string {
  const isByteText = kind === 'css' || kind === 'js';
  const hash = isByteText ? textHash(text) : contentHash(text);
  return [kind, path, isModule, wantsMap, hash].join('\0');
}

const NEEDED: Readonly<Record<MinifiedKind, readonly (() => unknown)[]>> = {
  js: [acorn, eslintScope, jsTokens],
  css: [cssTokenizer, cssWords],
  html: [parse5],
};

/** @throws Where a package can't be loaded: that is over soon, and says nothing of the text. */
export function minifyBy(
  { attempts }: ChosenMinifier,
  { kind, path, text, isModule, wantsMap }: MinifyTask,
): Minified {
  const named = minifiedKind(kind);
  for (const load of NEEDED[named]) load();
  for (const { load } of attempts) load?.();
  const runs = attempts.map(({ level, minifier, renamesAll = false }) => ({
    level,
    renamesAll,
    run: (each: string, module = false, reserved: readonly string[] = []) =>
      runMinifier(minifier, each, { kind: named, path, module, map: wantsMap, reserved }),
  }));
  if (kind === 'js') return withOwnMap(minifyScript(text, isModule, runs, wantsMap));
  const engines = runs.map((one) => (each: string) => one.run(each).code);
  const [engine] = engines;
  if (kind === 'css') return minifyCss(text, (each) => engine?.(each) ?? each, wantsMap);
  return minifyPage(text, kind, engines);
}

/** An engine's map, as we write it ourselves: a worker does so, and nobody has to read it again. */
function withOwnMap(made: Minified): Minified {
  const { text, map } = made;
  if (map === undefined) return made;
  const own = attempt(() => writeMappings(text, [readMappings(text, map)]));
  return { ...made, map: own instanceof Error ? undefined : (own as EngineMap) };
}

function minifyCss(text: string, engine: (text: string) => string, wantsMap: boolean): Minified {
  const made = minifySheet(text, engine);
  return wantsMap && made.by !== 'source' ? { ...made, map: mapSheet(made.text, text) } : made;
}
