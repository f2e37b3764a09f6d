// Whether a text is a classic script. Node's own engine is not asked: a text can end it.
import { parseClassicScript } from './tree.ts';

/** Checks whether a text is a classic script that can be parsed. */
export function isScript(text: string): boolean {
  return parseClassicScript(text) !== undefined;
}
