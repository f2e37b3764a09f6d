// The types of CSS tokens, as css-tree numbers them: known without loading it.

/** In css-tree's order; a test compares the two. */
const NAMES = [
  'EOF',
  'Ident',
  'Function',
  'AtKeyword',
  'Hash',
  'String',
  'BadString',
  'Url',
  'BadUrl',
  'Delim',
  'Number',
  'Percentage',
  'Dimension',
  'WhiteSpace',
  'CDO',
  'CDC',
  'Colon',
  'Semicolon',
  'Comma',
  'LeftSquareBracket',
  'RightSquareBracket',
  'LeftParenthesis',
  'RightParenthesis',
  'LeftCurlyBracket',
  'RightCurlyBracket',
  'Comment',
] as const;

type Name = (typeof NAMES)[number];

export const tokenTypes: Readonly<Record<Name, number>> = Object.fromEntries(
  NAMES.map((name, at) => [name, at]),
) as Record<Name, number>;
