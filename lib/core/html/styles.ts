// The CSS that stands in a page: what its references name gets other URLs.
import { findCssReferences } from '../css/references.ts';
import { isResolvedElsewhere, type Replace, replaceFound } from '../references.ts';
import { attributeOf, type HtmlAttribute, type HtmlToken } from './tokens.ts';

/** A text without one of these names nothing; an escape may stand in any of them. */
const NAMES_FILES = /url\(|src\(|image-set\(|@import|\\/i;

/** Puts other URLs into a sheet or declarations; all else stays. */
export function replaceInStyle(css: string, replace: Replace): string {
  if (!NAMES_FILES.test(css)) return css;
  // half a character would not come back
  if (!css.isWellFormed()) return css;
  return replaceFound(css, findCssReferences, (each) => {
    return each.form === 'source-map' || isResolvedElsewhere(each) ? undefined : replace(each);
  });
}

/** The same in an attribute: `style`, or one of SVG that is a property itself. */
export function replaceInStyleAttribute({ name, value }: HtmlAttribute, replace: Replace): string {
  if (name === 'style') return replaceInStyle(value, replace);
  const property = `${name}:`;
  return replaceInStyle(property + value, replace).slice(property.length);
}

export function isStyle(token: HtmlToken): boolean {
  if (token.kind !== 'start' || token.name !== 'style') return false;
  return /^(?:|text\/css)$/i.test(attributeOf(token, 'type')?.value ?? '');
}
