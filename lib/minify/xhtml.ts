// What XHTML has and HTML has not, hidden from a parser of HTML, each character in its place.
import { htmlTokens } from '../core/html-tokens.ts';
import { MinifyProblem } from './minifier.ts';

const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Comments, CDATA sections, processing instructions and tags. */
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?][\s\S]*?[?]>|<(?=[a-z_:])(?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/**
 * Writes sections, instructions and the empty elements that HTML would leave open as comments of
 * the same length.
 *
 * @throws `MinifyProblem` where an element is not closed, or in another order.
 */
export function hideXml(text: string): string {
  const hidden = text.replace(MARKUP, (markup) => (isUnknown(markup) ? asComment(markup) : markup));
  checkNesting(hidden);
  return hidden;
}

function isUnknown(markup: string): boolean {
  if (/^<[!?]/.test(markup)) return !markup.startsWith('<!--');
  return markup.endsWith('/>') && !VOID.has(writtenName(markup, 1).toLowerCase());
}

/** Keeps all characters but those that would end the comment. */
function asComment(markup: string): string {
  const start = markup.startsWith('<!') ? '<!' : '<?';
  return `${start}${markup.slice(2, -1).replaceAll('>', ')')}>`;
}

function checkNesting(text: string): void {
  const open: string[] = [];
  for (const { kind, name, start } of htmlTokens(text)) {
    if (kind === 'start' && !VOID.has(name)) open.push(writtenName(text, start + 1));
    if (kind === 'start' || kind === 'other' || VOID.has(name)) continue;
    const [closed, last] = [writtenName(text, start + 2), open.pop()];
    if (closed !== last) throw new MinifyProblem(`"</${closed}>" closes no element that is open`);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new MinifyProblem(`"<${unclosed}>" is not closed`);
}

function writtenName(text: string, from: number): string {
  return /^[^\s/>]*/.exec(text.slice(from, from + 100))?.[0] ?? '';
}
