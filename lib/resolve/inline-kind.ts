// What files can become part of a page, and where their texts come from.
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

/** A file that is ready to become part of a page, but for its references. */
export interface InlineText {
  /** The path that the root has, which relative references start from. */
  readonly path: string;
  readonly kind: InlineKind;
  readonly text: string;
}

/** Where such texts come from: sources, or a manifest. */
export interface InlineTexts {
  /**
   * Returns the text of a file; the same object as long as it is the same.
   *
   * @throws `StaticfileError` where there is none; `InlineProblem` where it can't be written into a page.
   */
  textOf(path: string, isSlim: boolean): InlineText;
}
