// What a browser makes of a page, written down without the code that is tested: its elements, and its
// texts with the blanks that are never seen left out.
import { type DefaultTreeAdapterTypes as Html, parse, parseFragment } from 'parse5';

const BLOCKS =
  /^(?:address|article|aside|blockquote|body|caption|center|dd|dialog|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|legend|li|main|nav|ol|option|p|section|summary|td|th|title|ul)$/;
const STRUCTURE = /^(?:html|head|table|thead|tbody|tfoot|tr|colgroup|select|optgroup)$/;
const EXACT = /^(?:pre|textarea|script|style|xmp|noscript|iframe|template)$/;

export function outline(html: string): string[] {
  const isPage = /^\s*<(?:!doctype|html)/i.test(html);
  return linesOf(isPage ? parse(html) : parseFragment(html), false);
}

function linesOf(parent: Html.ParentNode, isExact: boolean): string[] {
  const children = isExact ? parent.childNodes : withoutComments(parent.childNodes);
  return children.flatMap((node, at) => {
    if ('tagName' in node) return elementLines(node, isExact);
    if (node.nodeName !== '#text') return [`<${node.nodeName}>`];
    const { value } = node as Html.TextNode;
    if (isExact) return [JSON.stringify(value)];
    const text = seenText(value, parent.nodeName, at === 0, at === children.length - 1);
    return text === '' ? [] : [JSON.stringify(text)];
  });
}

function elementLines(element: Html.Element, isExact: boolean): string[] {
  const { tagName, attrs } = element;
  const isInner = isExact || EXACT.test(tagName) || attrs.some(({ name }) => name === 'style');
  const content = 'content' in element ? linesOf((element as Html.Template).content, true) : [];
  const written = attrs.map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).join('');
  return [`<${tagName}${written}>`, ...linesOf(element, isInner), ...content, `</${tagName}>`];
}

function withoutComments(nodes: readonly Html.ChildNode[]): Html.ChildNode[] {
  const kept: Html.ChildNode[] = [];
  for (const node of nodes) {
    const last = kept.at(-1);
    if (node.nodeName === '#comment') continue;
    if (node.nodeName === '#text' && last?.nodeName === '#text') {
      const value = (last as Html.TextNode).value + (node as Html.TextNode).value;
      kept[kept.length - 1] = { ...last, value } as Html.TextNode;
    } else kept.push(node);
  }
  return kept;
}

function seenText(value: string, parent: string, isFirst: boolean, isLast: boolean): string {
  let text = value.replace(/[ \t\n\r]+/g, ' ');
  const isRoot = parent.startsWith('#');
  const isInStructure = STRUCTURE.test(parent);
  const isAtEdge = BLOCKS.test(parent) || isRoot || isInStructure;
  if ((isAtEdge && isFirst) || isInStructure) text = text.replace(/^ /, '');
  if ((isAtEdge && isLast) || isInStructure) text = text.replace(/ $/, '');
  return text;
}
