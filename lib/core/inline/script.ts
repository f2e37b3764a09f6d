// A script as the content of `<script>`: nothing in it may end the element, or hide its end.
import type { AnyNode, Comment, Options } from 'acorn';
import { applyEdits, type Edit } from '../edits.ts';
import { isScriptTooDeep } from '../js/depth.ts';
import { isModule } from '../js/module-references.ts';
import { nodesIn } from '../js/tree.ts';
import { acorn } from '../packages.cjs';
import { InlineProblem } from './problem.ts';
import { rangeFinder } from './ranges.ts';

/** What ends a script element, and what makes a browser overlook its end (HTML, 13.2.5.15). */
const HARMFUL = /<(?=\/script|!--)/gi;

/**
 * Returns a script that means the same inside of `<script>`.
 *
 * @throws `InlineProblem` where what is harmful has no other spelling.
 */
export function inlineScript(script: string): string {
  // a hashbang counts at the very beginning only, where blanks of a page may come first
  const text = script.replace(/^\ufeff?#!/, '//').replace(/^\ufeff/, '');
  if (text.search(HARMFUL) < 0) return text;
  const { comments, texts } = parse(text);
  const [commentAt, textAt] = [rangeFinder(comments), rangeFinder(texts)];
  const edits = Array.from(text.matchAll(HARMFUL), ({ index }) =>
    editAt(index, text, commentAt(index), textAt(index)),
  );
  return applyEdits(text, edits);
}

/** Ends a line whose comment must not reach what the page has behind it. */
export function withLineEnd(script: string): string {
  const last = script.slice(script.lastIndexOf('\n') + 1);
  return /\/\/|<!--|-->/.test(last) ? `${script}\n` : script;
}

/** A string, a regular expression, or a text of a template. */
type Text = AnyNode & { readonly isTagged?: boolean };

interface Parsed {
  readonly comments: readonly Comment[];
  readonly texts: readonly Text[];
}

function parse(text: string): Parsed {
  if (isScriptTooDeep(text)) throw new InlineProblem('it is nested too deeply to be read');
  const [classic, module] = (['script', 'module'] as const).map((type) => attemptParse(text, type));
  const isOnlyModule = isModule(text);
  const parsed = isOnlyModule ? module : (classic ?? module);
  if (parsed === undefined) throw new InlineProblem("it can't be parsed");
  const isHtmlComment = ({ start }: Comment) => text.startsWith('<!--', start);
  const isEither = parsed === classic && module !== undefined;
  // `a<!--b` is a comment in a script, and a comparison in a module
  if (isEither && parsed.comments.some(isHtmlComment)) {
    throw new InlineProblem('"<!--" begins a comment in a script, but not in a module');
  }
  return parsed;
}

function attemptParse(text: string, sourceType: 'script' | 'module'): Parsed | undefined {
  const comments: Comment[] = [];
  const options: Options = { ecmaVersion: 'latest', sourceType, onComment: comments };
  try {
    const texts: Text[] = [];
    const tagged = new Set<AnyNode>();
    for (const node of nodesIn(acorn().parse(text, options))) {
      if (node.type === 'TaggedTemplateExpression') tagged.add(node.quasi);
      if (node.type === 'TemplateLiteral') {
        for (const each of node.quasis) texts.push({ ...each, isTagged: tagged.has(node) });
      }
      if (node.type === 'Literal') texts.push(node);
    }
    return { comments, texts };
  } catch {
    return undefined;
  }
}

function editAt(
  at: number,
  text: string,
  comment: Comment | undefined,
  found: Text | undefined,
): Edit {
  if (comment !== undefined) {
    if (comment.start === at) return { start: at, end: at + 4, text: '//' };
    return { start: at + 1, end: at + 1, text: '\\' };
  }
  // between two tokens a blank means nothing
  if (found === undefined) return { start: at + 1, end: at + 1, text: ' ' };
  if (found.isTagged === true) {
    throw new InlineProblem('a tagged template has it, which can see how it is written');
  }
  const isExpression = found.type === 'Literal' && found.regex !== undefined;
  if (isExpression && READS_SOURCE.test(text)) {
    throw new InlineProblem(
      'a regular expression has it, and the script may read how that is written',
    );
  }
  // `(?<!--…)`: there the `<` is no character; the second `-` always is one
  if (isExpression && text.startsWith('<!--', at)) {
    return { start: at + 3, end: at + 4, text: '\\x2D' };
  }
  return { start: at, end: at + 1, text: isEscaped(text, at) ? 'x3C' : '\\x3C' };
}

/** What a regular expression is asked for its text by. */
const READS_SOURCE = /\b(?:source|toString|String)\b/;

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charAt(start - 1) === '\\') start -= 1;
  return (at - start) % 2 === 1;
}
