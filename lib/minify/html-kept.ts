// What stays in a page as it is written: elements whose blanks count, comments that programs read.
import {
  type HtmlComment,
  type HtmlElement,
  type HtmlTree,
  isElement,
  writtenText,
} from './html-tree.ts';

/** Their blanks are shown, run, or read in another way where scripts are off. */
const KEPT_ELEMENTS = new Set(
  (
    'iframe listing math noembed noframes noscript plaintext pre script style template textarea ' +
    'xmp'
  ).split(' '),
);
const KEPT_IN_SVG = new Set('desc script style text textPath title tspan'.split(' '));

const HTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';
const WHITE_SPACE = /white-?space|pre-(?:wrap|line)/i;

/** Conditional comments, notices, includes, and the marks of frameworks and crawlers. */
const KEPT_COMMENT =
  /^(?:[!#$?[\]]|<!|\/\$|\/?(?:esi|lit-part)\b|\s*\/?(?:ko|google(?:on|off)|noindex|email_off)\b)/;
/** A comment parts what would else be read as one: `&am<!---->p;`. */
const OPEN_END = /(?:<\/?|&[#\w]*)$/;

/** Tells whether nothing in an element may be touched. */
export function isKeptElement(element: HtmlElement): boolean {
  const { tagName, namespaceURI } = element;
  const names: ReadonlySet<string> = namespaceURI === SVG ? KEPT_IN_SVG : KEPT_ELEMENTS;
  if (names.has(tagName)) return true;
  const editable = attributeOf(element, 'contenteditable');
  if (editable !== undefined && editable !== 'false') return true;
  if (element.attrs.some(({ name, prefix }) => name === 'xml:space' || prefix === 'xml')) {
    return element.attrs.some(({ name }) => name.endsWith('space'));
  }
  return ['style', 'class'].some((name) => WHITE_SPACE.test(attributeOf(element, name) ?? ''));
}

/** Tells whether a comment of an element that may be touched means something to somebody. */
export function isKeptComment(tree: HtmlTree, comment: HtmlComment): boolean {
  const written = writtenText(tree, comment);
  if (!written.startsWith('<!--') || !written.endsWith('-->')) return true;
  const start = comment.sourceCodeLocation?.startOffset ?? 0;
  return (
    KEPT_COMMENT.test(comment.data) ||
    OPEN_END.test(tree.text.slice(Math.max(0, start - 40), start))
  );
}

/** Tells whether a sheet in the text itself makes blanks count, nobody knows where. */
export function hasOwnWhiteSpaceRules({ childNodes }: HtmlTree['root']): boolean {
  return childNodes.filter(isElement).some((element) => {
    if (element.tagName !== 'style') return hasOwnWhiteSpaceRules(element);
    const [css] = element.childNodes;
    return css !== undefined && 'value' in css && /white-space/i.test(css.value);
  });
}

/** The name of an element as HTML; in SVG the same name is another element. */
export function htmlNameOf({ namespaceURI, tagName }: HtmlElement): string {
  return namespaceURI === HTML ? tagName : '';
}

export function attributeOf({ attrs }: HtmlElement, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value;
}
