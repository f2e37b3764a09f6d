// Whether a text is a classic script. Node's own engine is not asked: a text can end it.
import type * as Acorn from 'acorn';
import { acorn } from './packages.cjs';
import { isScriptTooDeep } from './script-depth.ts';

const CLASSIC: Acorn.Options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true };

/** Checks whether a text is a classic script that can be parsed. */
export function isScript(text: string): boolean {
  try {
    if (isScriptTooDeep(text)) return false;
    acorn().parse(text, CLASSIC);
    return true;
  } catch {
    return false;
  }
}
