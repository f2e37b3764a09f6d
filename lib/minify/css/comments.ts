// Comments that are to stay, put back where an engine has lost them.
import { MinifyProblem } from '../minifier.ts';
import type { Piece } from './piece.ts';
import { CssReader } from './reader.ts';

/** Checks whether a result holds the comments that are to stay, in order. */
export function hasComments(source: readonly Piece[], result: readonly Piece[]): boolean {
  const [was, is] = [commentsOf(source), commentsOf(result)];
  return was.length === is.length && was.every(({ text }, at) => text === is[at]?.text);
}

/**
 * Writes a result with each comment of the source behind the same word.
 *
 * @param text - The result, which must say the same as the source.
 */
export function putBackComments(
  source: readonly Piece[],
  text: string,
  result: readonly Piece[],
): string {
  const [was, is] = [new CssReader(source), new CssReader(result)];
  const [comments, kept] = [commentsOf(source), commentsOf(result).reverse()];
  const written: string[] = [];
  let from = 0;
  for (const comment of comments) {
    // the readers stand at the first word behind it
    while ((was.next()?.start ?? Number.POSITIVE_INFINITY) < comment.start) readBoth(was, is);
    is.next();
    const end = endOf(is.last);
    written.push(withoutComments(text, from, end, kept), comment.text);
    from = end;
  }
  return written.join('') + withoutComments(text, from, text.length, kept);
}

function readBoth(was: CssReader, is: CssReader): void {
  if (was.read() !== is.read()) throw new MinifyProblem('a comment stands inside of a word');
}

function commentsOf(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(({ role }) => role === 'comment');
}

function endOf(piece: Piece | undefined): number {
  return piece === undefined ? 0 : piece.start + piece.text.length;
}

/** @param comments - Those that are left, the next one at the end; it loses those before `to`. */
function withoutComments(text: string, from: number, to: number, comments: Piece[]): string {
  const written: string[] = [];
  let at = from;
  for (let next = comments.at(-1); next && next.start < to; next = comments.at(-1)) {
    written.push(text.slice(at, next.start));
    at = endOf(next);
    comments.pop();
  }
  return written.join('') + text.slice(at, to);
}
