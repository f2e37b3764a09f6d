// Whether two pages are the same tree: elements, attributes, comments, and texts but for runs of blanks.
import { MinifyProblem } from '../minifier.ts';
import { hasWhiteSpaceRules, isKeptElement } from './kept.ts';
import {
  childrenOf,
  type HtmlElement,
  type HtmlNode,
  type HtmlParent,
  type HtmlTree,
  isComment,
  isElement,
  isText,
} from './tree.ts';

/** A line break between two of these is no blank (CSS Text 3, 4.1.3); references may hide them. */
const EAST_ASIAN =
  /[\u1100-\u11ff\u200b\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ud800-\udfff]|&(?:#|zero)/i;

/** @throws `MinifyProblem` where the result is another tree. */
export function requireSameTree(result: HtmlTree, source: HtmlTree): void {
  if (result.isPage !== source.isPage) throw new MinifyProblem('only one of them is a whole page');
  new Comparison(source).compare(source.root, result.root, hasWhiteSpaceRules(source.root));
}

class Comparison {
  /** Which blank a run became makes a difference somewhere in the page. */
  readonly #areBreaksKept: boolean;

  constructor({ text }: HtmlTree) {
    this.#areBreaksKept = EAST_ASIAN.test(text);
  }

  /** Trees are no deeper than `parseHtml` lets them be. */
  compare(source: HtmlParent, result: HtmlParent, isExact: boolean): void {
    const [before, after] = [childrenOf(source), childrenOf(result)];
    const length = Math.max(before.length, after.length);
    for (let at = 0; at < length; at += 1) this.#compareNodes(before[at], after[at], isExact);
  }

  #compareNodes(was: HtmlNode | undefined, is: HtmlNode | undefined, isExact: boolean): void {
    const [before, after] = [this.#sayingOf(was, isExact), this.#sayingOf(is, isExact)];
    if (before !== after) {
      throw new MinifyProblem(`the result has ${after} where the source has ${before}`);
    }
    if (!was || !is || !isElement(was) || !isElement(is)) return;
    this.compare(was, is, isExact || isKeptElement(was));
  }

  /** Returns what a node is, without what stands in it. */
  #sayingOf(node: HtmlNode | undefined, isExact: boolean): string {
    if (node === undefined) return 'nothing';
    if (isElement(node)) return elementText(node);
    if (isText(node)) return JSON.stringify(isExact ? node.value : this.#shrunk(node.value));
    if (isComment(node)) return `<!--${node.data}-->`;
    return `<!doctype ${JSON.stringify([node.name, node.publicId, node.systemId])}>`;
  }

  #shrunk(text: string): string {
    return text.replace(/[ \t\n\r]+/g, (run) =>
      this.#areBreaksKept && /[\n\r]/.test(run) ? '\n' : ' ',
    );
  }
}

function elementText({ namespaceURI, tagName, attrs }: HtmlElement): string {
  return `<${namespaceURI} ${tagName} ${JSON.stringify(attrs)}>`;
}
