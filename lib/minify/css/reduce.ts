// A stylesheet without the white space and comments that mean nothing; its tokens stay as they are.
import { couldJoin, separationOf } from './blanks.ts';
import type { Piece } from './piece.ts';

/** Writes pieces with as little between them as keeps them what they are. */
export function writePieces(pieces: readonly Piece[]): string {
  const written: string[] = [];
  let last: Piece | undefined;
  let semicolon = '';
  for (const piece of pieces) {
    if (piece.role === 'comment') {
      written.push(piece.text);
      continue;
    }
    const isSemicolon = piece.role === 'mark' && piece.text === ';';
    const isDropped = piece.role === 'mark' && piece.text === '}' && last?.role !== 'condition';
    if (!isDropped) written.push(semicolon);
    semicolon = '';
    if (isSemicolon && mayDrop(last)) semicolon = ';';
    else written.push(between(last, piece), textOf(piece));
    last = isSemicolon && mayDrop(last) ? last : piece;
  }
  return written.join('') + semicolon;
}

/** The `;` of a declaration may go where a `}` follows. */
function mayDrop(last: Piece | undefined): boolean {
  return last?.role === 'value' || (last?.role === 'custom' && last.text !== '');
}

function between(last: Piece | undefined, piece: Piece): string {
  if (last === undefined) return '';
  const separation = separationOf(last, piece);
  if (separation !== '') return separation;
  if (last.role !== piece.role && last.role === 'at') return piece.role === 'mark' ? '' : ' ';
  if (last.role !== piece.role || !couldJoin(last, piece)) return '';
  return piece.isSpaced ? ' ' : '/**/';
}

/** An empty value of a custom property keeps a blank: without it, it was an error once. */
function textOf({ role, text, isSpaced }: Piece): string {
  return role === 'custom' && text === '' && isSpaced ? ' ' : text;
}
