// The text of a file that becomes part of a page, and where such texts come from.
import type { InlineKind } from './inline-kind.ts';

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
