// What is minified where it stands: nothing in it ends the element that it stands in.
import { decodeByteText } from '../core/byte-text.ts';
import { InlineProblem } from '../core/inline/problem.ts';
import { inlineScript } from '../core/inline/script.ts';
import { inlineSheet } from '../core/inline/sheet.ts';
import type { Minified } from './minifier.ts';

/**
 * Returns the result of a minifier as a page may hold it; the source where it has no such spelling. The
 * proof takes `"<\/script"` and `"</script"` for equal; a page does not.
 */
export function inPage(kind: 'css' | 'js', source: string, made: Minified): Minified {
  if (made.by === 'source') return { ...made, text: source };
  try {
    const text = decodeByteText(made.text);
    return { ...made, text: kind === 'css' ? inlineSheet(text) : inlineScript(text) };
  } catch (error) {
    if (!(error instanceof InlineProblem)) throw error;
    return { text: source, by: 'source', problem: error.message };
  }
}
