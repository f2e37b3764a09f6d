// csso, without moving rules about, and kept from what could not be proven to mean the same.
import type { CssNode } from 'css-tree';
import type * as Csso from 'csso';
import { takesLength } from '../css-meaning.ts';
import type { Engine, Load } from '../engines.ts';

type Walk = (ast: CssNode, visit: (this: WalkContext, node: CssNode) => void) => void;
interface WalkContext {
  readonly declaration: { readonly property: string } | null;
}

export function createCsso(load: Load): Engine {
  const csso = load('csso') as typeof Csso & { syntax: { walk: Walk } };
  const protect = (ast: CssNode): void =>
    csso.syntax.walk(ast, function (node) {
      if (mayChange(node, this.declaration?.property)) keepAsText(node);
    });
  return (text, _info, level) => {
    const options = { restructure: false, ...(level === 'safe' && { beforeCompress: protect }) };
    return { code: csso.minify(text, options as Csso.MinifyOptions).css };
  };
}

/**
 * Tells whether csso would write something else: colours and weights by another name, `none` as `0`,
 * `*` left out, or `0` without the unit that some properties need.
 */
function mayChange(node: CssNode, property: string | undefined): boolean {
  if (node.type === 'TypeSelector') return node.name === '*';
  if (property === undefined) return false;
  if (node.type === 'Identifier') return true;
  if (node.type === 'Dimension')
    return Number(node.value) === 0 && !takesLength(property.toLowerCase());
  return node.type === 'Percentage' && Number(node.value) === 0;
}

/** csso writes what it did not parse as it was written. */
function keepAsText(node: CssNode): void {
  const raw = node as unknown as { type: string; value: string };
  raw.value = textOf(node);
  raw.type = 'Raw';
}

function textOf(node: CssNode): string {
  switch (node.type) {
    case 'Dimension':
      return node.value + node.unit;
    case 'Percentage':
      return `${node.value}%`;
    default:
      return (node as { name?: string }).name ?? '';
  }
}
