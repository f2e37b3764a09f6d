// What XHTML has and HTML has not, hidden from a parser of HTML, each character in its place.
import { htmlTokens } from '../../core/html/tokens.ts';
import { quote } from '../../errors.ts';
import { MinifyProblem } from '../minifier.ts';

const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** How markup begins, and where it ends; a tag ends where its attributes do. */
const SECTIONS: readonly [start: string, end: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];
const TAG = /<[a-z_:](?:[^<>"']|"[^"]*"|'[^']*')*>/iy;

/**
 * Writes sections, instructions and the empty elements that HTML would leave open as comments of
 * the same length.
 *
 * @throws `MinifyProblem` where an element is not closed, or in another order.
 */
export function hideXml(text: string): string {
  const written: string[] = [];
  let done = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, done))) {
    const end = endOfMarkup(text, at);
    if (end === at) continue;
    const markup = text.slice(at, end);
    written.push(text.slice(done, at), isUnknown(markup) ? asComment(markup) : markup);
    done = end;
  }
  const hidden = written.join('') + text.slice(done);
  checkNesting(hidden);
  return hidden;
}

/**
 * Checks that markup is written as before but for blanks: quotes, ends of elements and references that HTML
 * may go without, XML may not. Which blanks count, the tree says.
 *
 * @throws `MinifyProblem` where it is not.
 */
export function requireSameMarkup(result: string, source: string): void {
  const [is, was] = [result, source].map((text) =>
    text.replace(/[ \t\r\n]+/g, ' ').replace(/ (?=\/?>)/g, ''),
  );
  if (is !== was) throw new MinifyProblem('the result differs in more than blanks, as XML may not');
}

/** Finds where a comment, section, instruction or start tag ends; all else is left alone. */
function endOfMarkup(text: string, start: number): number {
  const section = SECTIONS.find(([open]) => text.startsWith(open, start));
  if (section === undefined) {
    TAG.lastIndex = start;
    if (TAG.test(text)) return TAG.lastIndex;
    if (!/[a-z_:]/i.test(text.charAt(start + 1))) return start;
  }
  const [open, close] = section ?? ['<', ''];
  const end = close === '' ? -1 : text.indexOf(close, start + open.length);
  if (end < 0) throw new MinifyProblem(`${quote(text.slice(start, start + 20))} is not closed`);
  return end + close.length;
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
    if (kind !== 'end' || VOID.has(name)) continue;
    const [closed, last] = [writtenName(text, start + 2), open.pop()];
    if (closed !== last) throw new MinifyProblem(`"</${closed}>" closes no element that is open`);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new MinifyProblem(`"<${unclosed}>" is not closed`);
}

function writtenName(text: string, from: number): string {
  return /^[^\s/>]*/.exec(text.slice(from, from + 100))?.[0] ?? '';
}
