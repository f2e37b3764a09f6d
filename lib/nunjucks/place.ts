// Where a tag stands, and errors that say so.
import { isStaticfileError } from '../errors.ts';
import type { Place } from '../resolve/argument.ts';
import { TagError } from './position-error.ts';

/** Lets an error name the position of the tag; what fails inside a body brings its own. */
export function atPlace<T>(place: FullPlace, make: (place: FullPlace) => T): T {
  try {
    return make(place);
  } catch (error) {
    const isPlaced = !isStaticfileError(error) || error instanceof TagError;
    throw isPlaced ? error : new TagError(error, place.line, place.column);
  }
}

export interface FullPlace extends Place {
  readonly line: number;
  readonly column: number;
}

/** Nunjucks counts from 0. */
export function placeOf(template: string | null, line: number, column: number): FullPlace {
  return { template: template ?? undefined, line: line + 1, column: column + 1 };
}
