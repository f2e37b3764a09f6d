// What is said of references that lead nowhere, and of scripts whose references can't be read.
import { moduleProblem } from '../core/js/module-references.ts';
import type { Reference } from '../core/references.ts';
import { quote } from '../errors.ts';
import { placeOf } from './draft.ts';
import type { TextPart } from './text-part.ts';
import { LARGE_TEXT } from './text-references.ts';

/** Returns why a script names nothing; a large text is not read twice while others wait. */
export function unreadProblem({ path, text, references }: TextPart): string | undefined {
  if (references.length > 0 || text.length > LARGE_TEXT) return undefined;
  const problem = moduleProblem(text);
  if (problem === undefined) return undefined;
  return `${quote(path)} names nothing that could be versioned: its imports can't be read (${problem}).`;
}

/** Returns the warning for a reference that no root has. */
export function absentProblem(
  part: TextPart,
  reference: Reference,
  isThere: (value: string) => boolean,
): string {
  const { value, form } = reference;
  const meant = form === 'specifier' ? meantBy(value, isThere) : undefined;
  const hint =
    meant === undefined ? '' : ` There is ${quote(meant)}: browsers need the whole name.`;
  return (
    `${placeOf(part, reference)} refers to ${quote(value)}, which is in none of the "roots". ` +
    `The reference stays as it is written.${hint}`
  );
}

/** Finds what bundlers would take a specifier for. */
function meantBy(value: string, isThere: (value: string) => boolean): string | undefined {
  return ['.js', '.mjs', '/index.js'].map((ending) => value + ending).find(isThere);
}
