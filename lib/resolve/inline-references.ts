// The references of a file that becomes part of a page: from the file's folder to the page's own URLs.
import { findReferences } from '../convert/text-references.ts';
import { applyEdits, type Edit } from '../core/edits.ts';
import { type HtmlReference, htmlReferences, replaceCandidates } from '../core/html/references.ts';
import { isStyle, replaceInStyle, replaceInStyleAttribute } from '../core/html/styles.ts';
import { htmlTokens, writeAttribute } from '../core/html/tokens.ts';
import { encodePath } from '../core/paths.ts';
import { type Reference, type Replace, replaceFound } from '../core/references.ts';
import { isLocalReference, resolveReference } from '../core/urls.ts';
import type { InlineText } from './inline-kind.ts';

/** Returns the URL for a rooted, encoded path. */
type UrlOf = (path: string, how: { suffix: string; isLocal: boolean }) => string;

/** Puts other URLs in place of the references of a file. */
export function inlineReferences(source: InlineText, urlOf: UrlOf): string {
  const { kind, path, text } = source;
  const rooted = (value: string, isLocal = false): string | undefined => {
    if (!isLocalReference(value)) return undefined;
    const { candidates, suffix } = resolveReference(path, value);
    const [literal, decoded = literal] = candidates;
    return decoded === undefined ? undefined : urlOf(encodePath(decoded), { suffix, isLocal });
  };
  if (kind === 'html' || kind === 'svg') return inMarkup(text, rooted);
  // the map of a file tells nothing of a page
  const replace = ({ value, form, needsCors }: Reference) =>
    form === 'source-map' ? '' : rooted(value, needsCors);
  return replaceFound(text, (byteText) => findReferences({ kind, text: byteText }), replace);
}

type Rooted = (value: string, isLocal?: boolean) => string | undefined;

function inMarkup(text: string, rooted: Rooted): string {
  const replace = ({ value, needsCors }: Reference) => rooted(value, needsCors);
  const tokens = htmlTokens(text);
  const edits = tokens.flatMap((token, at): Edit[] => {
    const attributes = htmlReferences(token).flatMap((reference): Edit[] => {
      const { start, end, value } = reference.attribute;
      const written = WRITE[reference.form](reference, rooted, replace);
      if (written === undefined || written === value) return [];
      return [{ start, end, text: writeAttribute(text.slice(start, end), written) }];
    });
    const next = tokens[at + 1];
    if (!isStyle(token) || next?.kind !== 'text') return attributes;
    const { start, end } = next;
    return [...attributes, { start, end, text: replaceInStyle(text.slice(start, end), replace) }];
  });
  return applyEdits(text, edits);
}

type Write = (reference: HtmlReference, rooted: Rooted, replace: Replace) => string | undefined;

const WRITE: Readonly<Record<HtmlReference['form'], Write>> = {
  url: ({ attribute, isSameOrigin }, rooted) => rooted(attribute.value, isSameOrigin),
  candidates: ({ attribute }, rooted) =>
    replaceCandidates(attribute.value, (each) => rooted(each) ?? each),
  style: ({ attribute }, _rooted, replace) => replaceInStyleAttribute(attribute, replace),
};
