// A text of HTML, written so that its tree shows what the text does to the page around it.
import { applyEdits } from '../../core/edits.ts';
import { type HtmlToken, htmlTokens } from '../../core/html/tokens.ts';
import { childrenOf, type HtmlNode, type HtmlParent, isElement, parseHtml } from './tree.ts';

/**
 * Makes comments of the tags that a parser passes over because they belong to what stands around the text,
 * and puts a mark into what is left open at its end.
 *
 * @param isWhole - It ends the page: nothing follows.
 */
export function withEdges(text: string, isWhole: boolean): string {
  const known = knownTags(parseHtml(text).root);
  const edits = htmlTokens(text)
    .filter((token) => isTag(token, text) && !known.has(token.start))
    .map(({ start, end }) => ({ start, end, text: asComment(text.slice(start, end)) }));
  return applyEdits(text, edits) + (isWhole ? '' : '<!--end-->.');
}

/** A document type counts only where a page begins. */
function isTag({ kind, start }: HtmlToken, text: string): boolean {
  return kind === 'start' || kind === 'end' || /^<!doctype/i.test(text.slice(start, start + 9));
}

/** Lists where the tags begin that a tree is made of. */
function knownTags(root: HtmlParent): Set<number> {
  const known = new Set<number>();
  const pending: HtmlNode[] = [...childrenOf(root)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const place = node.sourceCodeLocation;
    if (place) known.add(place.startOffset);
    if (!isElement(node)) continue;
    const { endTag } = node.sourceCodeLocation ?? {};
    if (endTag) known.add(endTag.startOffset);
    pending.push(...childrenOf(node));
  }
  return known;
}

function asComment(tag: string): string {
  return `<!--${Buffer.from(tag, 'utf16le').toString('hex')}-->`;
}
