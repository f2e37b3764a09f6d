// Values in a body: the texts that they can be, or a hole.
import { type HtmlPart, holeOf } from '../../core/html-parts.ts';
import { escapeHtml } from '../escape.ts';
import { FILTER_NAME } from '../tags.ts';
import { choice } from './body-nodes.ts';
import { type Bound, shapesOf, UNKNOWN } from './patterns.ts';
import type { TreeNode } from './template-set.ts';

/** A value that is known to be there, and of no interest: a URL of ours. */
export const OURS: string = holeOf('');

const POSITION: ReadonlySet<string> = new Set(['lineno', 'colno', 'parent']);

/** Gives the same value the same hole. */
export class Holes {
  readonly #known = new Map<string, string>();

  of(node: unknown): string {
    const key = JSON.stringify(node, (field, value) => (POSITION.has(field) ? undefined : value));
    const hole = this.#known.get(key) ?? holeOf(String(this.#known.size + 1));
    this.#known.set(key, hole);
    return hole;
  }
}

/** Filters of Nunjucks whose results are not escaped. */
const MARKUP_FILTERS: ReadonlySet<string> = new Set([
  'safe',
  'nl2br',
  'urlize',
  'dump',
  'indent',
  'replace',
]);

interface Values {
  readonly bound: Bound;
  readonly autoescape: boolean;
  readonly holes: Holes;
}

/** Lists what an expression writes; `undefined` where that may be markup that is not known. */
export function valueParts(node: TreeNode, values: Values): HtmlPart[] | undefined {
  const { autoescape, holes } = values;
  const name = node.typename === 'Filter' ? String(node.name?.value) : '';
  if (name === FILTER_NAME || name === 'staticfile') return [OURS];
  if (name === '' || name === 'safe') {
    const value = name === '' ? node : node.args?.children?.[0];
    return value && textParts(value, name === '' && autoescape, values);
  }
  const isMarkup = node.args?.children?.[0]?.typename === 'Capture' || MARKUP_FILTERS.has(name);
  return isMarkup || !autoescape ? undefined : [choice([], [holes.of(node)])];
}

function textParts(
  node: TreeNode,
  isEscaped: boolean,
  { bound, holes }: Values,
): HtmlPart[] | undefined {
  if (node.typename === 'TemplateData') return [String(node.value)];
  const shapes = shapesOf(node, bound);
  const isKnown = shapes.every((shape) => !shape.includes(UNKNOWN));
  if (!isKnown && !isEscaped) return undefined;
  const written = (text: string) => (isEscaped ? escapeHtml(text) : text);
  const texts = shapes.map((shape) =>
    shape.map((piece) => (piece === UNKNOWN ? holes.of(node) : written(piece))).join(''),
  );
  const all = new Set(isKnown ? texts : ['', ...texts]);
  return [choice(...Array.from(all, (text) => [text]))];
}
