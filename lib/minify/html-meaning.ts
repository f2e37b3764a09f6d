// What a page means, as lines: elements, attributes, and texts without the blanks that mean nothing.
import { minifiedTexts } from './html-blanks.ts';
import { isKeptComment, isKeptElement } from './html-kept.ts';
import {
  type HtmlElement,
  type HtmlNode,
  type HtmlParent,
  type HtmlText,
  type HtmlTree,
  isComment,
  isElement,
  isText,
} from './html-tree.ts';

/**
 * Lists what two trees must have in common. The tree loses its comments that mean nothing, and
 * texts that were parted by them become one.
 */
export function htmlMeaning(tree: HtmlTree): string[] {
  joinTexts(tree, tree.root);
  const lines: string[] = [tree.keepsLineBreaks ? 'line breaks' : 'blanks'];
  const texts = minifiedTexts(tree);
  addLines(tree.root, texts, lines);
  return lines;
}

function joinTexts(tree: HtmlTree, parent: HtmlParent): void {
  const kept: HtmlNode[] = [];
  for (const node of parent.childNodes) {
    const last = kept.at(-1);
    if (isComment(node) && !isKeptComment(tree, node)) continue;
    if (isText(node) && last !== undefined && isText(last)) {
      kept[kept.length - 1] = joined(last, node);
    } else kept.push(node);
    if (isElement(node) && !isKeptElement(node)) joinTexts(tree, node);
  }
  parent.childNodes = kept;
}

function joined(one: HtmlText, other: HtmlText): HtmlText {
  const [first, last] = [one.sourceCodeLocation, other.sourceCodeLocation];
  const place = first && last ? { ...first, endOffset: last.endOffset } : null;
  return { ...one, value: one.value + other.value, sourceCodeLocation: place };
}

function addLines(parent: HtmlParent, texts: ReadonlyMap<HtmlText, string>, lines: string[]): void {
  for (const node of parent.childNodes) {
    if (isElement(node)) addElement(node, texts, lines);
    else if (isText(node)) addText(texts.get(node) ?? node.value, lines);
    else if (isComment(node)) lines.push(`<!--${node.data}-->`);
    else lines.push(`<!doctype ${JSON.stringify([node.name, node.publicId, node.systemId])}>`);
  }
}

function addElement(
  element: HtmlElement,
  texts: ReadonlyMap<HtmlText, string>,
  lines: string[],
): void {
  const { namespaceURI, tagName, attrs } = element;
  lines.push(`<${namespaceURI} ${tagName} ${JSON.stringify(attrs)}>`);
  addLines(element, texts, lines);
  if ('content' in element) addLines(element.content as HtmlParent, texts, lines);
  lines.push(`</${tagName}>`);
}

/** A text of which nothing is left may be there or not. */
function addText(text: string, lines: string[]): void {
  if (text !== '') lines.push(JSON.stringify(text));
}
