// Comments that are to stay, put back where an engine has lost them.
import type { Piece } from './css-piece.ts';
import { CssReader } from './css-reader.ts';
import { MinifyProblem } from './minifier.ts';

/** Tells whether a result holds the comments that are to stay, in order. */
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
  const written: string[] = [];
  let from = 0;
  let done = 0;
  for (let isEnd = false; !isEnd; ) {
    isEnd = was.next() === undefined;
    is.next();
    const comments = commentsOf(source.slice(done, was.at));
    done = was.at;
    const end = endOf(is.last);
    if (comments.length > 0) {
      written.push(withoutComments(text, from, end, result), ...comments.map((each) => each.text));
      from = end;
    }
    if (was.read() !== is.read()) throw new MinifyProblem('a comment stands inside of a word');
  }
  return written.join('') + withoutComments(text, from, text.length, result);
}

function commentsOf(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(({ role }) => role === 'comment');
}

function endOf(piece: Piece | undefined): number {
  return piece === undefined ? 0 : piece.start + piece.text.length;
}

function withoutComments(text: string, from: number, to: number, pieces: readonly Piece[]): string {
  const written: string[] = [];
  let at = from;
  for (const comment of commentsOf(pieces)) {
    if (comment.start < from || comment.start >= to) continue;
    written.push(text.slice(at, comment.start));
    at = endOf(comment);
  }
  return written.join('') + text.slice(at, to);
}
