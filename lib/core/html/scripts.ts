// What browsers take a script element for: a classic script, a module, an import map, or mere data.
import { withoutEnds } from '../text-end.ts';
import { attributeOf, type HtmlToken } from './tokens.ts';

/** Types of classic scripts (MIME Sniffing, 4.6), which HTML wants without parameters. */
const JAVASCRIPT =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/i;

export type ScriptKind = 'classic' | 'module' | 'importmap';

/** Returns what a script is taken for (HTML, 4.12.1.1); `undefined`: it never runs, or is no script. */
export function scriptKind(token: HtmlToken): ScriptKind | undefined {
  if (token.name !== 'script') return undefined;
  const written = typeOf(token);
  if (written === '') return 'classic';
  const type = withoutEnds(written, ' \t\n\f\r').toLowerCase();
  if (type === 'module' || type === 'importmap') return type;
  return JAVASCRIPT.test(type) ? 'classic' : undefined;
}

function typeOf(token: HtmlToken): string {
  const type = attributeOf(token, 'type')?.value;
  if (type !== undefined) return type;
  const language = attributeOf(token, 'language')?.value ?? '';
  return language === '' ? '' : `text/${language}`;
}
