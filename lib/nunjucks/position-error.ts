// Where a tag stands, and an error that keeps that on its way through Nunjucks.
import { errorText, isStaticfileError, StaticfileError } from '../errors.ts';
import type { Place } from '../resolve/argument.ts';

/**
 * Wraps what a tag threw. Nunjucks gives other errors the position of the last function call; what
 * has `Update` it takes for one of its own, and calls that with the template's name.
 */
export class TagError extends StaticfileError {
  override name = 'Template render error';
  readonly lineno: number;
  readonly colno: number;
  #isFirst = true;

  constructor(cause: unknown, line: number, column: number) {
    super(isStaticfileError(cause) ? cause.code : 'ERR_STATICFILE_UNREADABLE', '', { cause });
    this.message = errorText(cause);
    this.lineno = line;
    this.colno = column;
  }

  /** Puts the name of a template, and once the position, before the message. */
  Update(path: string | undefined): this {
    const position = this.#isFirst ? ` [Line ${this.lineno}, Column ${this.colno}]\n ` : '\n';
    this.#isFirst = false;
    this.message = `(${path || 'unknown path'})${position} ${this.message}`;
    return this;
  }
}

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
