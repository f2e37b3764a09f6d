// What the places of a minified sheet stand for: rules and declarations, in the order that both share.
import { type EngineMap, mapPlaces } from '../../core/mappings.ts';
import type { Piece } from './piece.ts';
import { cssPieces } from './pieces.ts';

/** Maps a sheet, as byte text, to the one that it was made of; both mean the same. */
export function mapSheet(result: string, source: string): EngineMap | undefined {
  const [made, written] = [anchorsOf(result), anchorsOf(source)];
  if (made.length !== written.length) return undefined;
  return mapPlaces(result, made, source, written);
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
