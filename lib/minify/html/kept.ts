// Which elements of a page stay as they are written, because their blanks are seen or read.
import { decodeName } from '../../core/css/words.ts';
import { isMarkedKept } from '../../core/html/references.ts';
import type { Range } from '../../core/inline/ranges.ts';
import {
  childrenOf,
  type HtmlElement,
  type HtmlNode,
  type HtmlParent,
  type HtmlTree,
  isElement,
} from './tree.ts';

/** Their blanks are shown, run, or read in another way where scripts are off. */
const KEPT_ELEMENTS = new Set(
  (
    'iframe listing math noembed noframes noscript plaintext pre script style template textarea ' +
    'xmp'
  ).split(' '),
);
const KEPT_IN_SVG = new Set('desc script style text textPath title tspan'.split(' '));

const SVG = 'http://www.w3.org/2000/svg';
/** The property, its longhand, and the classes that some frameworks have for it. */
const WHITE_SPACE = /white-?space|pre-(?:wrap|line)|(?:^|[\s:])text-pre/i;

/** Lists the elements whose blanks count, the first one at the end; they may overlap. */
export function keptRanges(tree: HtmlTree): Range[] {
  const ranges: Range[] = [];
  if (hasWhiteSpaceRules(tree.root)) return [{ start: 0, end: tree.text.length }];
  addRanges(tree.root, ranges);
  return merged(ranges).reverse();
}

function addRanges(parent: HtmlParent, ranges: Range[]): void {
  for (const node of parent.childNodes) {
    if (!isElement(node)) continue;
    if (isKeptElement(node)) addWhole(node, ranges);
    else addRanges(node, ranges);
  }
}

/** What stands in an element may lie behind its end tag: that of `form` closes nothing else. */
function addWhole(node: HtmlNode, ranges: Range[]): void {
  const place = node.sourceCodeLocation;
  if (place) ranges.push({ start: place.startOffset, end: place.endOffset });
  if (isElement(node)) for (const each of childrenOf(node)) addWhole(each, ranges);
}

function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = found.at(-1);
    if (last === undefined || range.start > last.end) found.push(range);
    else found[found.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return found;
}

/** Checks whether nothing in an element may be touched. */
export function isKeptElement(element: HtmlElement): boolean {
  const { tagName, namespaceURI, attrs } = element;
  const names: ReadonlySet<string> = namespaceURI === SVG ? KEPT_IN_SVG : KEPT_ELEMENTS;
  return names.has(tagName) || attrs.some(isKeepingAttribute);
}

function isKeepingAttribute({ name, value, prefix }: HtmlElement['attrs'][number]): boolean {
  switch (name) {
    case 'contenteditable':
      return value.toLowerCase() !== 'false';
    case 'data-staticfile':
      return isMarkedKept(value);
    case 'style':
    case 'class':
      return setsWhiteSpace(value);
    default:
      return name === 'xml:space' || (prefix === 'xml' && name === 'space');
  }
}

/** Checks whether a sheet in the text itself makes blanks count, nobody knows where. */
export function hasWhiteSpaceRules(parent: HtmlParent): boolean {
  return childrenOf(parent).some((node) => {
    if (!isElement(node)) return false;
    // the content of `noscript` is a text, which may hold a sheet
    if (node.tagName !== 'style' && node.tagName !== 'noscript') return hasWhiteSpaceRules(node);
    return node.childNodes.some((text) => 'value' in text && setsWhiteSpace(text.value));
  });
}

function setsWhiteSpace(css: string): boolean {
  if (WHITE_SPACE.test(css)) return true;
  return css.includes('\\') && WHITE_SPACE.test(decodeName(css));
}
