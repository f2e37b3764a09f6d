// What the bodies of block tags ask for: HTML to be rewritten, files whose names hold values, and what is not known.
import { htmlForms } from '../core/html/forms.ts';
import { hasHole, splitAtHoles } from '../core/html/parts.ts';
import { htmlReferences, replaceCandidates } from '../core/html/references.ts';
import { isStyle, replaceInStyle, replaceInStyleAttribute } from '../core/html/styles.ts';
import { htmlTokens } from '../core/html/tokens.ts';
import { isLocalReference } from '../core/urls.ts';
import type { FoundBody } from '../nunjucks/find/body-nodes.ts';
import { globOf, hasText, type Shape, shapeOf } from '../nunjucks/find/patterns.ts';
import type { Ask, WorkList } from './ask.ts';

const TOO_MANY =
  'This body has more than 32 forms: its files are made alone, and in the largest groups.';
const UNKNOWN_FILE = 'A file that this body names depends on runtime data.';

/** @param matching - Lists the paths that a glob means. */
export function asksOfBody(
  body: FoundBody,
  matching: (glob: string) => readonly string[],
): Omit<WorkList, 'missing'> {
  const { template, line, column, isSlim, parts } = body;
  const place = { template, line, column };
  const { texts, isCut } = htmlForms(parts);
  const isForm = parts.some((part) => typeof part !== 'string' || hasHole(part));
  const asks = texts.map((text): Ask => {
    return { kind: 'block', text, isSlim, place, ...(isForm && { isForm }) };
  });
  const globs = new Set<string>();
  let isOpen = false;
  for (const pieces of texts.flatMap(namesWithHoles)) {
    if (hasText(pieces)) globs.add(globOf(pieces));
    else isOpen = true;
  }
  const files = [...globs].flatMap(matching).map((path): Ask => {
    return { kind: 'file', path, isSlim, place };
  });
  const messages = [...(isCut ? [TOO_MANY] : []), ...(isOpen ? [UNKNOWN_FILE] : [])];
  const unknown = [...body.unknown, ...messages.map((message) => ({ ...place, message }))];
  return { asks: [...asks, ...files], unknown: body.isQuiet ? [] : unknown };
}

/** Lists the names of files that hold values; what our own tags write is no question. */
function namesWithHoles(text: string): Shape[] {
  if (!hasHole(text)) return [];
  const names: string[] = [];
  const note = (name: string): string => {
    names.push(name.trim());
    return name;
  };
  const noteStyle = (css: string) => replaceInStyle(css, ({ value }) => note(value));
  const tokens = htmlTokens(text);
  for (const { attribute, form } of tokens.flatMap(htmlReferences)) {
    if (form === 'candidates') replaceCandidates(attribute.value, note);
    else if (form === 'style') replaceInStyleAttribute(attribute, ({ value }) => note(value));
    else note(attribute.value);
  }
  for (const [at, token] of tokens.entries()) {
    if (isStyle(token)) noteStyle(text.slice(token.end, tokens[at + 1]?.end));
  }
  return names.flatMap((name) => {
    if (!hasHole(name) || !isLocalReference(name)) return [];
    const pieces = splitAtHoles(name);
    const isOurs = pieces.some((piece, at) => at % 2 === 1 && piece === '');
    return isOurs ? [] : [shapeOf(name)];
  });
}
