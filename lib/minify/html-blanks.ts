// Which blanks of a page mean nothing, whatever its stylesheets do with its elements.
//
// The library knows how browsers lay out elements that no sheet has changed. But sheets put list
// items side by side, and icons into empty elements; there a blank is seen. So each element is a
// tree of its own to the library, and a picture in that of its parent: beside it one blank stays.
import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { minifyWhitespace } from '../core/packages.cjs';
import { elementOf, picture, runsOf } from './html-copies.ts';
import { attributeOf, htmlNameOf, isKeptComment, isKeptElement } from './html-kept.ts';
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

/** Where no blank is ever seen, as only parts of these stand in them. */
const STRUCTURE = new Set(
  'html table colgroup thead tbody tfoot tr select datalist optgroup'.split(' '),
);
const PARTS = new Set(
  'html head body caption col colgroup thead tbody tfoot tr td th option optgroup'.split(' '),
);

/** A blank at an edge, several, or one that is no space: any other text stays as it is. */
const SHRINKS = /^\s|\s$|\s\s|[^\S ]/;

/** Finds for each text that may be touched what is left of it. */
export function minifiedTexts(tree: HtmlTree): Map<HtmlText, string> {
  return new Walk(tree).texts();
}

class Walk {
  readonly #tree: HtmlTree;
  readonly #copies = new Map<Text, HtmlText>();
  readonly #elements: HtmlElement[] = [];

  constructor(tree: HtmlTree) {
    this.#tree = tree;
  }

  texts(): Map<HtmlText, string> {
    const found = new Map<HtmlText, string>();
    this.#minify(this.#rootCopies(), (children) => ({ type: 'root', children }), found);
    for (let element = this.#elements.pop(); element; element = this.#elements.pop()) {
      const { tagName, children } = this.#elementCopy(element);
      const asRoot = (run: RootContent[]): Root => {
        const copy = elementOf(tagName, run as ElementContent[]);
        return { type: 'root', children: [picture(), copy, picture()] };
      };
      this.#minify(children, asRoot, found);
    }
    return found;
  }

  #minify(
    copies: readonly RootContent[],
    asRoot: (run: RootContent[]) => Root,
    found: Map<HtmlText, string>,
  ): void {
    // the library takes a tenth of a millisecond, even where nothing is to be done
    const isDone = !Array.from(this.#copies.keys()).some(({ value }) => SHRINKS.test(value));
    for (const text of this.#copies.values()) found.set(text, isDone ? text.value : '');
    for (const run of isDone ? [] : runsOf(copies)) {
      const root = asRoot(run);
      minifyWhitespace()(root, { newlines: this.#tree.keepsLineBreaks });
      for (const copy of textsIn(root)) {
        const text = this.#copies.get(copy);
        if (text !== undefined) found.set(text, copy.value);
      }
    }
    this.#copies.clear();
  }

  /** Beside a piece there may be text, but hardly beside a block at its edge. */
  #rootCopies(): RootContent[] {
    const { root, isPage } = this.#tree;
    const children = this.#copyAll(root);
    if (isPage) return children;
    const [first, last] = this.#solidEdges();
    return [...(first ? [] : [picture()]), ...children, ...(last ? [] : [picture()])];
  }

  /** Tells of the first and the last node of a piece whether it is a block, and nothing is beyond. */
  #solidEdges(): [boolean, boolean] {
    const { root, text } = this.#tree;
    const solid = root.childNodes.filter((node) => !this.#isEmpty(node));
    const [first, last] = [solid[0], solid.at(-1)];
    const before = text.slice(0, first?.sourceCodeLocation?.startOffset ?? 0);
    const behind = text.slice(last?.sourceCodeLocation?.endOffset ?? text.length);
    // the end tags of elements that began before the piece are no nodes
    return [
      first !== undefined && isBlock(first) && !before.includes('</'),
      last !== undefined && isBlock(last) && !behind.includes('</'),
    ];
  }

  #isEmpty(node: HtmlNode): boolean {
    if (isText(node)) return /^[ \t\n\f\r]*$/.test(node.value);
    return isComment(node) && !isKeptComment(this.#tree, node);
  }

  #elementCopy(element: HtmlElement): Element {
    const name = hasOwnDisplay(element) ? 'span' : htmlNameOf(element) || 'span';
    return elementOf(name, this.#copyAll(element) as ElementContent[]);
  }

  #copyAll(parent: HtmlParent): RootContent[] {
    const isHead = parent.nodeName === 'head';
    const isStructure = this.#isStructure(parent);
    const children = parent.childNodes.map((node) => this.#copy(node, isHead, isStructure));
    return this.#isOpenAtEnd(parent) ? [...children, picture()] : children;
  }

  /** A piece is where its nodes are parts, and nothing else. */
  #isStructure(parent: HtmlParent): boolean {
    if ('tagName' in parent) return STRUCTURE.has(htmlNameOf(parent));
    return parent.childNodes.every(
      (node) =>
        this.#isEmpty(node) || node.nodeName === '#documentType' || PARTS.has(node.nodeName),
    );
  }

  #copy(node: HtmlNode, isInHead: boolean, isPart: boolean): RootContent {
    if (isText(node)) return this.#textCopy(node);
    if (isComment(node)) {
      return isKeptComment(this.#tree, node) ? picture() : { type: 'comment', value: '' };
    }
    if (!isElement(node)) return { type: 'doctype' };
    if (isKeptElement(node)) return isInHead ? elementOf(node.tagName, []) : picture();
    if (isInHead || (isPart && PARTS.has(htmlNameOf(node)))) return this.#elementCopy(node);
    this.#elements.push(node);
    return picture();
  }

  #textCopy(text: HtmlText): Text {
    const copy: Text = { type: 'text', value: text.value };
    this.#copies.set(copy, text);
    return copy;
  }

  /** What opens an element may leave its end to what comes behind it. */
  #isOpenAtEnd(parent: HtmlParent): boolean {
    const last = parent.childNodes.at(-1)?.sourceCodeLocation;
    if (!isElement(parent as HtmlNode) || last?.endOffset !== this.#tree.text.length) return false;
    const place = (parent as HtmlElement).sourceCodeLocation;
    return place?.endTag === undefined;
  }
}

function hasOwnDisplay(element: HtmlElement): boolean {
  return /display/i.test(attributeOf(element, 'style') ?? '');
}

/** Asks the library: in a block a blank at the start is not seen. */
function isBlock(node: HtmlNode): boolean {
  if (!isElement(node) || hasOwnDisplay(node)) return false;
  const probe: Text = { type: 'text', value: ' x' };
  if (['pre', 'listing', 'xmp'].includes(node.tagName)) return true;
  const element = elementOf(htmlNameOf(node) || 'span', [probe]);
  minifyWhitespace()({ type: 'root', children: [picture(), element, picture()] });
  return probe.value === 'x';
}

function textsIn(parent: Root | Element): Text[] {
  return parent.children.flatMap((node) => {
    if (node.type === 'text') return [node];
    return node.type === 'element' ? textsIn(node) : [];
  });
}
