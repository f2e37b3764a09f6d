// An error that keeps the position of its tag on its way through Nunjucks.
import { errorText, isStaticfileError, StaticfileError } from '../errors.ts';

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
