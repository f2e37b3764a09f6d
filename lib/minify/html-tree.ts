// HTML as parse5's tree, of a page or of a piece of one, with the place of every node.
import type * as Parse5 from 'parse5';
import { parse5 } from '../core/packages.cjs';

export type HtmlNode = Parse5.DefaultTreeAdapterTypes.ChildNode;
export type HtmlElement = Parse5.DefaultTreeAdapterTypes.Element;
export type HtmlText = Parse5.DefaultTreeAdapterTypes.TextNode;
export type HtmlComment = Parse5.DefaultTreeAdapterTypes.CommentNode;
export type HtmlParent = Parse5.DefaultTreeAdapterTypes.ParentNode;

/** A parsed text; the offsets of its nodes count in `text`. */
export interface HtmlTree {
  readonly text: string;
  readonly root: HtmlParent;
  /** It begins as a page does; anything else may stand anywhere in a page. */
  readonly isPage: boolean;
}

const PAGE = /^(?:\s|<!--(?:(?!-->)[\s\S])*-->|<[?][^>]*>)*<(?:!doctype|html|head|body)(?=[\s/>])/i;

/** Parses HTML as a browser does that runs scripts: the content of `noscript` is mere text. */
export function parseHtml(text: string): HtmlTree {
  const options = { sourceCodeLocationInfo: true };
  const { parse, parseFragment } = parse5();
  const isPage = PAGE.test(text);
  // a piece is parsed in a template, which takes cells and options as well as text
  return { text, isPage, root: isPage ? parse(text, options) : parseFragment(text, options) };
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}

export function isText(node: HtmlNode): node is HtmlText {
  return node.nodeName === '#text';
}

export function isComment(node: HtmlNode): node is HtmlComment {
  return node.nodeName === '#comment';
}

/** What a node is written as. */
export function writtenText({ text }: HtmlTree, node: HtmlNode): string {
  const place = node.sourceCodeLocation;
  return place ? text.slice(place.startOffset, place.endOffset) : '';
}
