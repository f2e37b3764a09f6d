// What was minified lately: a sheet whose references move is assembled again, not minified again.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import type { Minified } from './minifier.ts';

const MOST_BYTES = 64_000_000;

export function minifiedMemory(): BoundedMemory<Minified> {
  return new BoundedMemory({ mostBytes: MOST_BYTES, sizeOf });
}

function sizeOf({ text, problem = '', map }: Minified): number {
  const names = map?.names.reduce((sum, name) => sum + textBytes(name), 0) ?? 0;
  return textBytes(text) + textBytes(problem) + textBytes(map?.mappings ?? '') + names;
}
