// The stylesheets and scripts that stand in a page, minified where they stand.
import { applyEdits, type Edit } from '../../core/edits.ts';
import { isMarkedKept } from '../../core/html/references.ts';
import { scriptKind } from '../../core/html/scripts.ts';
import { isStyle } from '../../core/html/styles.ts';
import { attributeOf, type HtmlToken, htmlTokens } from '../../core/html/tokens.ts';

/** Minifies a text of a kind; modules are told apart. */
export type MinifyText = (kind: 'css' | 'js', text: string, isModule: boolean) => string;

/** What would end a text, or begin another one. */
const UNSAFE = /<\/(?:script|style)|<!--|<script/i;

/** Puts smaller texts into a page; all else stays. */
export function minifyTexts(html: string, minify: MinifyText): string {
  const tags = htmlTokens(html).filter(({ kind }) => kind === 'start' || kind === 'end');
  const edits = tags.flatMap((token, at): Edit[] => {
    const [kind, end] = [kindOf(token), tags[at + 1]];
    if (kind === undefined || end?.kind !== 'end' || end.name !== token.name) return [];
    const text = html.slice(token.end, end.start);
    const small = minify(kind, text, scriptKind(token) === 'module');
    const isUsed = small.length < text.length && !UNSAFE.test(small);
    return isUsed ? [{ start: token.end, end: end.start, text: small }] : [];
  });
  return applyEdits(html, edits);
}

function kindOf(token: HtmlToken): 'css' | 'js' | undefined {
  if (token.kind !== 'start' || isKept(token)) return undefined;
  if (isStyle(token)) return 'css';
  const kind = scriptKind(token);
  return kind === 'classic' || kind === 'module' ? 'js' : undefined;
}

function isKept(token: HtmlToken): boolean {
  return isMarkedKept(attributeOf(token, 'data-staticfile')?.value ?? '');
}
