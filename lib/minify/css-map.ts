// What the places of a minified sheet stand for: rules and declarations, in the order that both share.
import { type EngineMap, type Mapping, writeMappings } from '../core/mappings.ts';
import { TextLines } from '../core/text-lines.ts';
import type { Piece } from './css-piece.ts';
import { cssPieces } from './css-pieces.ts';

/** Maps a sheet, as byte text, to the one that it was made of; both mean the same. */
export function mapSheet(result: string, source: string): EngineMap | undefined {
  const [made, written] = [anchorsOf(result), anchorsOf(source)];
  if (made.length !== written.length) return undefined;
  const lines = new TextLines(source);
  let line = 0;
  const mappings = made.map((offset, at): Mapping => {
    const from = written[at] ?? 0;
    while (from >= (lines.starts[line + 1] ?? Number.POSITIVE_INFINITY)) line += 1;
    return { offset, line, column: lines.columnOf(line, from) };
  });
  return writeMappings(result, [mappings]);
}

/** Lists where at-rules, selectors and declarations begin. */
function anchorsOf(sheet: string): number[] {
  const anchors: number[] = [];
  let last: Piece['role'] | undefined;
  for (const { role, start } of cssPieces(sheet)) {
    if (role === 'comment') continue;
    if (role === 'name' || role === 'at' || (role === 'selector' && last !== 'selector')) {
      anchors.push(start);
    }
    last = role;
  }
  return anchors;
}
