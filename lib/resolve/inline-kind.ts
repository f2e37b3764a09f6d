// What kind of file can become part of a page.
import { extensionOf, isForeignUrl, splitSuffix } from '../core/paths.ts';
import { quote } from '../errors.ts';

/** How a file is read, escaped and searched for references. */
export type InlineKind = 'css' | 'js' | 'html' | 'svg';

const KINDS: ReadonlyMap<string, InlineKind> = new Map([
  ['.css', 'css'],
  ['.js', 'js'],
  ['.mjs', 'js'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.svg', 'svg'],
]);

/** Returns the kind of a file, `undefined` for one that is no part of a page. */
export function inlineKindOf(path: string): InlineKind | undefined {
  return KINDS.get(extensionOf(splitSuffix(path).head));
}

/** Returns why paths can't be written into a page; `undefined` where they can. */
export function inlineProblem(members: readonly string[]): string | undefined {
  const [first, second] = members;
  if (second !== undefined) return 'takes one file; write one tag for each';
  if (first === undefined) return undefined;
  if (isForeignUrl(first)) return `${quote(first)} is a file of another place`;
  if (inlineKindOf(first) !== undefined) return undefined;
  const known = [...KINDS.keys()].map((each) => quote(each)).join(', ');
  return `${quote(first)} can't be written into a page; only ${known} can`;
}
