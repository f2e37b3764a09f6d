// A piece of a stylesheet: a token that means something, and the role that it plays.

/** What a piece is part of; `custom`: a whole value that is text and nothing else. */
export type Role =
  | 'at'
  | 'condition'
  | 'selector'
  | 'name'
  | 'value'
  | 'custom'
  | 'mark'
  | 'comment';

/** What the pieces of a selector, a condition or a value have in common. */
export interface Span {
  readonly role: Role;
  /** The property or descriptor that a value belongs to, in lower case. */
  readonly property: string;
  /** The innermost at-rule that has a block here, or the one whose prelude this is. */
  readonly atRule: string;
  /** What old browsers read in their own way stays byte for byte, blanks included. */
  readonly isStrict: boolean;
}

export interface Piece extends Span {
  readonly type: number;
  readonly text: string;
  /** Where it begins in the sheet. */
  readonly start: number;
  /** There was white space since the last piece that is no comment. */
  readonly isSpaced: boolean;
  /** There was white space or a comment. */
  readonly isParted: boolean;
  /** The innermost open function, `(` or `[`; empty outside of all. */
  readonly inside: string;
}

export const MARK: Span = { role: 'mark', property: '', atRule: '', isStrict: false };
export const COMMENT: Span = { role: 'comment', property: '', atRule: '', isStrict: false };

export function spanOf(role: Role, property: string, atRule: string): Span {
  return { role, property, atRule, isStrict: false };
}
