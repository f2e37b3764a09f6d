// Where something was asked for: the page, and its template where the text is found in one.
import * as fs from 'node:fs';
import { attempt } from '../core/attempt.ts';
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import { once } from '../core/lazy.ts';
import type { Place } from '../resolve/argument.ts';
import type { EleventyConfig } from './config.ts';
import { filesBelow } from './watch-roots.ts';

/** Texts are those of templates; 11ty keeps them anyway. */
const MOST_BYTES = 16_000_000;
const MOST_FILES = 2000;
/** Stands for a template whose name Nunjucks does not know: 11ty gives it the text alone. */
const MARK = '\0text ';

/** Names templates in messages: 11ty gives engines the text behind the front matter, and no name. */
export interface TemplatePlaces {
  /** Returns what stands for the template with this text. */
  readonly nameText: (text: string) => string;
  /** Returns a place with the template's own name and line, or else with the page's name. */
  readonly refine: (place: Place, context: unknown) => Place;
}

export function createTemplatePlaces({ directories }: EleventyConfig): TemplatePlaces {
  const texts = new BoundedMemory<string>({ mostBytes: MOST_BYTES, sizeOf: textBytes });
  let count = 0;
  return {
    nameText: (text) => {
      count += 1;
      const name = `${MARK}${count}`;
      texts.set(name, text);
      return name;
    },
    refine: (place, context) => {
      // most places are never named: files are looked at only when a message is made
      const named = once(() => {
        const page = inputPathOf(context);
        if (place.template === undefined) return { ...place, template: page };
        if (!place.template.startsWith(MARK)) return place;
        const text = texts.get(place.template) ?? '';
        const folders = [directories.includes, directories.layouts].flatMap((each) => each ?? []);
        const files = folders.flatMap((each) => filesBelow(each).slice(0, MOST_FILES));
        // the line is that of a text which nothing on disk holds as it is
        const inPage: Place = { template: page, column: place.column };
        return found(place, text, [page, ...files]) ?? inPage;
      });
      return {
        get template() {
          return named().template;
        },
        get line() {
          return named().line;
        },
        get column() {
          return named().column;
        },
      };
    },
  };
}

function found(
  place: Place,
  text: string,
  files: readonly (string | undefined)[],
): Place | undefined {
  const body = text.trim();
  for (const file of files) {
    if (file === undefined || body === '') continue;
    const whole = attempt(() => fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
    const at = typeof whole === 'string' ? whole.lastIndexOf(body) : -1;
    if (typeof whole !== 'string' || at < 0) continue;
    const before = linesIn(whole.slice(0, at)) - linesIn(text.slice(0, text.indexOf(body)));
    return { ...place, template: file, line: (place.line ?? 1) + before };
  }
  return undefined;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

/** Filters and functions are bound to what a page knows; Nunjucks' own to its context. */
function inputPathOf(context: unknown): string | undefined {
  const of = (value: unknown) =>
    (value as { page?: { inputPath?: unknown } } | null | undefined)?.page?.inputPath;
  const name = of(context) ?? of((context as { ctx?: unknown } | null | undefined)?.ctx);
  return typeof name === 'string' ? name : undefined;
}
