// Pages and pieces of pages, minified: runs of blanks become one, and the result is used only where it
// parses to the same tree.
import { applyEdits } from '../../core/edits.ts';
import { htmlTokens } from '../../core/html/tokens.ts';
import { type Minified, MinifyProblem, problemText } from '../minifier.ts';
import { blankEdits } from './blanks.ts';
import { withEdges } from './edges.ts';
import { requireSameTree } from './same-tree.ts';
import { type HtmlTree, parseHtml } from './tree.ts';
import { hideXml, requireSameMarkup } from './xhtml.ts';

/** A piece that closes one of these began inside of it. */
const WHOLE = ['pre', 'listing', 'textarea', 'script', 'style', 'title', 'xmp', 'svg', 'math'];

/**
 * Minifies a page or a piece of one. Tags and comments stay as they are written; so does what is in
 * `pre`, `textarea`, `script`, `style` and other elements whose blanks count. One blank stays
 * wherever there were some.
 *
 * @param engines - Asked before; their results count only where they are the same tree.
 * @param kind - `'xhtml'`: it must be well-formed, and mean the same to a parser of XML.
 */
export function minifyPage(
  html: string,
  kind: 'html' | 'xhtml',
  engines: readonly RunPageEngine[] = [],
): Minified {
  const text = html.startsWith('\ufeff') ? html.slice(1) : html;
  const hide = kind === 'xhtml' ? hideXml : same;
  const attempts = [...engines.map((engine) => provenBy(engine, hide)), minifyText];
  let said: { problem?: string } = {};
  for (const [at, attempt] of attempts.entries()) {
    try {
      const made = attempt(text, hide);
      if (made.length >= text.length) break;
      const by = engines.length > 0 && at === engines.length ? 'reduction' : 'engine';
      return { text: html.slice(0, html.length - text.length) + made, by, ...said };
    } catch (error) {
      if (said.problem === undefined) said = { problem: problemText(error) };
    }
  }
  return { text: html, by: 'source', ...said };
}

/** Runs another minifier over a page; throws where it refuses the page. */
export type RunPageEngine = (html: string) => string;

function provenBy(engine: RunPageEngine, hide: Hide): typeof minifyText {
  return (text) => {
    const result = engine(text);
    if (hide === hideXml) requireSameMarkup(result, text);
    const isWhole = /<\/(?:body|html)\s*>\s*$/i.test(text);
    const edged = (each: string) => parseHtml(withEdges(hide(each), isWhole));
    requireSameTree(edged(result), edged(text));
    return result;
  };
}

/** What a parser is to see of a text, of the same length. */
type Hide = (text: string) => string;

function same(text: string): string {
  return text;
}

function minifyText(text: string, hide: Hide): string {
  const source = parseHtml(hide(text));
  checkStart(source);
  const result = applyEdits(text, blankEdits(source));
  requireSameTree(parseHtml(hide(result)), source);
  return result;
}

function checkStart({ text }: HtmlTree): void {
  const open = new Map(WHOLE.map((name) => [name, 0]));
  for (const { kind, name } of htmlTokens(text)) {
    const count = open.get(name);
    if (count === undefined || (kind !== 'start' && kind !== 'end')) continue;
    if (kind === 'end' && count === 0) throw new MinifyProblem(`it begins inside of "<${name}>"`);
    open.set(name, count + (kind === 'start' ? 1 : -1));
  }
}
