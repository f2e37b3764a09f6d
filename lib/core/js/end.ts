// What a script, as byte text, leaves open at its end.
import { decodeByteText } from '../byte-text.ts';
import { jsTokens } from '../packages.cjs';
import { parseClassicScript } from './tree.ts';

/** What a script leaves open at its end; it would swallow the next one. */
export type OpenEnd = 'comment' | 'string' | 'template' | 'block';

const CLOSERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ '(': ')', '[': ']', '{': '}' }),
);

/**
 * Returns what a script leaves open at its end, `undefined` for a script that is whole.
 *
 * What the tokens say counts only where the parser refuses the script, too: a script that ends too
 * early is broken in every engine, while another syntax error may be syntax that is newer.
 */
export function openEndOf(script: string): OpenEnd | undefined {
  const text = decodeByteText(script);
  const open = openTokenOf(text);
  return open !== undefined && parseClassicScript(text) === undefined ? open : undefined;
}

function openTokenOf(text: string): OpenEnd | undefined {
  const open: string[] = [];
  for (const token of jsTokens()(text)) {
    const { type, value } = token;
    if (type === 'MultiLineComment' && !token.closed) return 'comment';
    if (type === 'StringLiteral' && !token.closed) return 'string';
    if (type === 'NoSubstitutionTemplate' && !token.closed) return 'template';
    if (type === 'TemplateTail' && !token.closed) return 'template';
    if (type === 'TemplateHead') open.push('`');
    else if (type === 'TemplateTail') open.pop();
    else if (type === 'Punctuator' && CLOSERS.has(value)) open.push(CLOSERS.get(value) ?? '');
    else if (type === 'Punctuator' && value === open.at(-1)) open.pop();
  }
  const last = open.at(-1);
  return last === undefined ? undefined : last === '`' ? 'template' : 'block';
}
