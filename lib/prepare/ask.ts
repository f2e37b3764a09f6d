// What is to be resolved ahead of any render.
import type { Place } from '../resolve/argument.ts';
import type { PrepareNotice } from './report.ts';

/** One thing to be resolved. */
export type Ask = { readonly place?: Place | undefined; readonly isSlim: boolean } & (
  | { readonly kind: 'file'; readonly path: string | readonly string[] }
  | { readonly kind: 'inline'; readonly path: string }
  /** `isForm`: values and what else is not known are holes in it. */
  | { readonly kind: 'block'; readonly text: string; readonly isForm?: boolean }
  /** Neighbours in a page: how they are joined is to be known. */
  | { readonly kind: 'group'; readonly paths: readonly string[] }
  | { readonly kind: 'content'; readonly text: string }
);

export interface WorkList {
  readonly asks: readonly Ask[];
  /** What depends on runtime data. */
  readonly unknown: readonly PrepareNotice[];
  /** Globs of paths that mean nothing. */
  readonly missing: readonly PrepareNotice[];
}
