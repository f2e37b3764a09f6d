// Checks that an error says where in a template it was made.
import assert from 'node:assert/strict';

export interface Marked {
  readonly text: string;
  readonly columns: readonly number[];
}

/** Takes the `^` marks out of one line and gives the 1-based columns they stood at. */
export function unmark(line: string): Marked {
  const parts = line.split('^');
  const columns: number[] = [];
  let column = 1;
  for (const part of parts.slice(0, -1)) {
    column += part.length;
    columns.push(column);
  }
  return { text: parts.join(''), columns };
}

/** The message names the template, the line and one of the columns, in Nunjucks' own form. */
export function assertPointsAt(
  error: unknown,
  template: string | undefined,
  line: number,
  columns: readonly number[],
): Error {
  assert.ok(error instanceof Error, `an error, not ${error}`);
  const name = template === undefined ? '' : `(${template}) `;
  const wanted = columns.map((column) => `${name}[Line ${line}, Column ${column}]`);
  assert.ok(
    wanted.some((position) => error.message.includes(position)),
    `${wanted.join(' or ')} in: ${error.message}`,
  );
  return error;
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const result = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in result) return result.error;
  return assert.fail(`nothing was thrown, the result is ${JSON.stringify(result.value)}`);
}
