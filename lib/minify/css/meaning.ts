// Whether two stylesheets mean the same: whether they say the same, word for word.
import { tokenTypes } from '../../core/css/tokens.ts';
import type { Piece } from './piece.ts';
import { CssReader } from './reader.ts';

/** Where two sheets part: some words of each from there on. */
export interface Difference {
  readonly was: string;
  readonly is: string;
}

/** Finds where pieces begin to say something else than those of the source. */
export function findDifference(
  source: readonly Piece[],
  result: readonly Piece[],
): Difference | undefined {
  const [was, is] = [new CssReader(source), new CssReader(result)];
  for (;;) {
    const [before, after] = [was.next(), is.next()];
    if (before === undefined && after === undefined) return undefined;
    const [from, to] = [was.at, is.at];
    if (before !== undefined && after !== undefined && isWritten(before, after)) {
      if (was.separation(before) !== is.separation(after))
        return differenceAt(source, from, result, to);
      was.step(before);
      is.step(after);
    } else if (before === undefined || after === undefined || was.read() !== is.read()) {
      return differenceAt(source, from, result, to);
    }
  }
}

/** Checks whether two pieces are written alike, so that there is no need to read what they say. */
function isWritten(before: Piece, after: Piece): boolean {
  if (before.text !== after.text || before.type !== after.type) return false;
  if (before.role !== after.role || before.isStrict !== after.isStrict) return false;
  if (before.role === 'custom') return before.text !== '';
  // these are read together with what stands in them
  if (before.role === 'selector' && before.type === tokenTypes.Function) return false;
  return before.inside === after.inside && before.property === after.property;
}

function differenceAt(
  source: readonly Piece[],
  from: number,
  result: readonly Piece[],
  to: number,
): Difference {
  return { was: excerpt(source, from), is: excerpt(result, to) };
}

function excerpt(pieces: readonly Piece[], at: number): string {
  const around = pieces.slice(Math.max(0, at - 3), at + 5);
  return around
    .map(({ text, isSpaced }) => (isSpaced ? ' ' : '') + text)
    .join('')
    .trim();
}
