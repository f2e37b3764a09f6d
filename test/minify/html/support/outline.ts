// What a browser makes of a page, written down without the code that is tested: its elements and
// comments, and its texts with runs of blanks as one.
import { type DefaultTreeAdapterTypes as Html, parse, parseFragment } from 'parse5';

const EXACT = /^(?:pre|textarea|script|style|xmp|noscript|iframe|template)$/;

export function outline(html: string): string[] {
  const isPage = /^\s*<(?:!doctype|html)/i.test(html);
  return linesOf(isPage ? parse(html) : parseFragment(html), false);
}

function linesOf(parent: Html.ParentNode, isExact: boolean): string[] {
  return parent.childNodes.flatMap((node) => {
    if ('tagName' in node) return elementLines(node, isExact);
    if (node.nodeName === '#comment') return [`<!--${(node as Html.CommentNode).data}-->`];
    if (node.nodeName !== '#text') return [`<${node.nodeName}>`];
    const { value } = node as Html.TextNode;
    return [JSON.stringify(isExact ? value : value.replace(/[ \t\n\r]+/g, ' '))];
  });
}

function elementLines(element: Html.Element, isExact: boolean): string[] {
  const { tagName, attrs } = element;
  const isInner = isExact || EXACT.test(tagName) || attrs.some(({ name }) => name === 'style');
  const content = 'content' in element ? linesOf((element as Html.Template).content, true) : [];
  const written = attrs.map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).join('');
  return [`<${tagName}${written}>`, ...linesOf(element, isInner), ...content, `</${tagName}>`];
}
