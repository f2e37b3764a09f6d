// The stylesheets and scripts that stand in a page, minified where they stand.
import { applyEdits, type Edit } from '../../core/edits.ts';
import { isMarkedKept } from '../../core/html/references.ts';
import { scriptKind } from '../../core/html/scripts.ts';
import { isStyle } from '../../core/html/styles.ts';
import { attributeOf, type HtmlToken, htmlTokens, rawTexts } from '../../core/html/tokens.ts';

/** Minifies a text of a kind so that it can stand in a page; modules are told apart. */
export type MinifyText = (kind: 'css' | 'js', text: string, isModule: boolean) => string;

/** Puts smaller texts into a page; all else stays. */
export function minifyTexts(html: string, minify: MinifyText): string {
  const edits = rawTexts(htmlTokens(html)).flatMap(({ tag, start, end }): Edit[] => {
    const kind = kindOf(tag);
    if (kind === undefined) return [];
    const text = html.slice(start, end);
    const small = minify(kind, text, scriptKind(tag) === 'module');
    return small.length < text.length ? [{ start, end, text: small }] : [];
  });
  return applyEdits(html, edits);
}

function kindOf(token: HtmlToken): 'css' | 'js' | undefined {
  // in SVG a text may hold character references, and elements
  if (token.isForeign || isKept(token)) return undefined;
  if (isStyle(token)) return 'css';
  const kind = scriptKind(token);
  return kind === 'classic' || kind === 'module' ? 'js' : undefined;
}

function isKept(token: HtmlToken): boolean {
  return isMarkedKept(attributeOf(token, 'data-staticfile')?.value ?? '');
}
