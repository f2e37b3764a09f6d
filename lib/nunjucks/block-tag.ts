// What a tag with a body does when a compiled template runs: with a body that is there at once, or later.
import type { Place } from '../resolve/argument.ts';
import { type Body, type Done, readBody, readBodyLater } from './body.ts';
import { atPlace, placeOf } from './position-error.ts';
import type { NunjucksContext } from './types.ts';

/** Template, and position as Nunjucks counts it: from 0. */
export type RawPlace = readonly [template: string | null, line: number, column: number];

/** The argument that compiled templates pass first to each of our methods. */
export type Call<More extends unknown[]> = (
  context: NunjucksContext,
  ...rest: [...RawPlace, ...More]
) => unknown;

/** What a tag is called with behind its place; the option is the first of it. */
interface BlockTag<Option> {
  readonly now: Call<[option: Option, body: Body]>;
  readonly later: Call<[option: Option, body: Body, done: Done]>;
}

interface Around {
  /** Marks HTML as safe where autoescape is on. */
  readonly safeIn: (context: NunjucksContext, html: string) => unknown;
  readonly refine: (place: Place, context: unknown) => Place;
}

/** Returns both forms of a tag. */
export function createBlockTag<Option>(
  make: (text: string, option: Option, place: Place) => string,
  { safeIn, refine }: Around,
): BlockTag<Option> {
  const result = (
    context: NunjucksContext,
    raw: RawPlace,
    option: Option,
    text: () => string,
  ): unknown => {
    const html = atPlace(placeOf(...raw), (place) => make(text(), option, refine(place, context)));
    return safeIn(context, html);
  };
  return {
    now: (context, template, line, column, option, body) =>
      result(context, [template, line, column], option, () => readBody(body)),
    later: (context, template, line, column, option, body, done) =>
      readBodyLater(
        body,
        (text) => () => result(context, [template, line, column], option, () => text),
        done,
      ),
  };
}
