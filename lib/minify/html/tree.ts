// HTML as parse5's tree, of a page or of a piece of one, with the place of every node.
import type * as Parse5 from 'parse5';
import { parse5 } from '../../core/packages.cjs';
import { MinifyProblem } from '../minifier.ts';

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

const PAGE_TAG = /^<(?:!doctype|html|head|body)[\s/>]/i;

/** Parses HTML as a browser does that runs scripts: the content of `noscript` is mere text. */
export function parseHtml(text: string): HtmlTree {
  const options = { sourceCodeLocationInfo: true, treeAdapter: boundedAdapter(text) };
  const { parse, parseFragment } = parse5();
  const isPage = beginsAsPage(text);
  // a piece is parsed in a template, which takes cells and options as well as text
  const root = isPage ? parse(text, options) : parseFragment(text, options);
  return { text, root, isPage };
}

/** Passes over blanks, comments and instructions; what begins one and does not end it is no page. */
function beginsAsPage(text: string): boolean {
  const next = /\S/g;
  for (;;) {
    const at = next.exec(text)?.index ?? text.length;
    const start = ['<!--', '<?'].find((each) => text.startsWith(each, at));
    if (start === undefined) return PAGE_TAG.test(text.slice(at, at + 10));
    const close = start === '<!--' ? '-->' : '>';
    const found = text.indexOf(close, at + start.length);
    if (found < 0) return false;
    next.lastIndex = found + close.length;
  }
}

/** Browsers nest no deeper: what is, they change in a way of their own. */
const MOST_NESTED = 512;

/**
 * Returns an adapter that ends the parsing of what is nested too deeply, and of what parsers make
 * many elements of: each paragraph repeats all that the one before left open.
 *
 * @throws `MinifyProblem`, from the parser.
 */
function boundedAdapter(text: string): Adapter {
  const { defaultTreeAdapter: adapter } = parse5();
  let left = 2 * text.split('<').length + MOST_NESTED;
  let depth = 0;
  return {
    ...adapter,
    createElement(...parts) {
      left -= 1;
      if (left < 0) throw new MinifyProblem('its elements are closed in another order than opened');
      return adapter.createElement(...parts);
    },
    onItemPush() {
      depth += 1;
      if (depth > MOST_NESTED) throw new MinifyProblem('it is nested too deeply');
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

type Adapter = Parse5.TreeAdapter<Parse5.DefaultTreeAdapterMap>;

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}

export function isText(node: HtmlNode): node is HtmlText {
  return node.nodeName === '#text';
}

export function isComment(node: HtmlNode): node is HtmlComment {
  return node.nodeName === '#comment';
}

/** Returns the nodes in a parent; those of a template stand in its content. */
export function childrenOf(parent: HtmlParent): readonly HtmlNode[] {
  return 'content' in parent ? (parent.content as HtmlParent).childNodes : parent.childNodes;
}
