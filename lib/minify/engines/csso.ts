// csso, without moving rules about, and kept from what could not be proven to mean the same.
//
// Nothing here decides whether a result is right, that is for the proof; it only lets fewer fail.
import type { CssNode, Dimension, FunctionNode, List } from 'css-tree';
import type * as Csso from 'csso';
import { takesLength } from '../css/numbers.ts';
import type { Engine, Load } from './engine.ts';
import { HiddenEscapes } from './hidden-escapes.ts';

type Walk = (ast: CssNode, visit: (this: WalkContext, node: CssNode) => void) => void;
interface WalkContext {
  readonly declaration: { readonly property: string } | null;
  readonly function: FunctionNode | null;
}

export function createCsso(load: Load): Engine {
  const csso = load('csso') as typeof Csso & { syntax: { walk: Walk } };
  return (text) => {
    const escapes = new HiddenEscapes(text);
    const protection = new Protection();
    const options = {
      restructure: false,
      beforeCompress: (ast: CssNode): void =>
        csso.syntax.walk(ast, function (node) {
          protection.protect(node, this);
        }),
      afterCompress: () => protection.end(),
    };
    const made = csso.minify(escapes.hidden, options as Csso.MinifyOptions);
    return { code: escapes.show(made.css) };
  };
}

/** Functions that csso would write as another colour. */
const COLOURS: ReadonlySet<string> = new Set(['rgb', 'rgba', 'hsl', 'hsla']);

/** What is done to the tree of one sheet. */
class Protection {
  readonly #colours: FunctionNode[] = [];

  protect(node: CssNode, place: WalkContext): void {
    switch (node.type) {
      case 'Block':
        // csso drops what is empty
        if (node.children.isEmpty) addNothing(node.children);
        return;
      case 'Value':
        if (node.children.isEmpty) addNothing(node.children);
        return;
      case 'TypeSelector':
        if (node.name === '*') keepAsText(node, '*');
        return;
      default:
        if (place.declaration !== null) this.#protectValue(node, place);
    }
  }

  /** Writes each colour by its name again. */
  end(): void {
    for (const node of this.#colours) node.name = node.name.slice(1);
  }

  #protectValue(node: CssNode, place: WalkContext): void {
    switch (node.type) {
      case 'Identifier':
        keepAsText(node, node.name);
        return;
      case 'Hash':
        keepAsText(node, `#${shortColour(node.value)}`);
        return;
      case 'Percentage':
        if (Number(node.value) === 0) keepAsText(node, `${node.value}%`);
        return;
      case 'Dimension':
        if (isKeptZero(node, place)) keepAsText(node, node.value + node.unit);
        return;
      case 'Number':
        if (isOddZero(node.value) || /\.0+$/.test(node.value)) keepAsText(node, node.value);
        return;
      case 'Function':
        if (COLOURS.has(node.name)) this.#hideColour(node);
    }
  }

  #hideColour(node: FunctionNode): void {
    this.#colours.push(node);
    node.name = `-${node.name}`;
  }
}

/** csso keeps a block that holds a name, even one of no letters. */
function addNothing(children: List<CssNode>): void {
  children.appendData({ type: 'Identifier', name: '' });
}

/** csso writes what it did not parse as it was written. */
function keepAsText(node: CssNode, text: string): void {
  const raw = node as unknown as { type: string; value: string };
  raw.type = 'Raw';
  raw.value = text;
}

/** Only as a length on its own a zero needs no unit. */
function isKeptZero({ value, unit }: Dimension, place: WalkContext): boolean {
  if (Number(value) !== 0) return false;
  if (isOddZero(value) || place.function !== null || unit.toLowerCase() !== 'px') return true;
  return !takesLength(place.declaration?.property.toLowerCase() ?? '');
}

function isOddZero(value: string): boolean {
  return value.startsWith('-') && Number(value) === 0;
}

/** Writes `FFFFFF` as `fff`. */
function shortColour(digits: string): string {
  if (!/^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(digits)) return digits;
  const lower = digits.toLowerCase();
  return lower.length > 4 && /^(?:(.)\1)+$/.test(lower) ? lower.replace(/(.)\1/g, '$1') : lower;
}
