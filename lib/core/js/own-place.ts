// What shows a script between which elements of its page it stands, and what writes behind it.
import type { AnyNode } from 'acorn';
import { type Bindings, nameOf } from './bindings.ts';
import { isMadeText, madeText, startOf } from './constant-text.ts';
import { type Step, ValueFlow } from './value-flow.ts';

/** Returns by what a script shows where it stands, `undefined` where by nothing. */
export function placeOf(bindings: Bindings, all: readonly AnyNode[]): string | undefined {
  const texts = new Set(all.map((node) => textIn(node, bindings)));
  if (texts.has(OWN)) return OWN;
  for (const node of all) {
    if (node.type === 'Identifier' && node.name === OWN) return OWN;
    const found = place(node, bindings);
    if (found !== undefined) return found;
  }
  return stackPlace(bindings, all) ?? documentPlace(bindings, all, texts);
}

/** Methods that only texts have. */
const TAKES_APART = /^(?:split|match|matchAll|replace|replaceAll|search|substr|substring|trim)$/;

/** The stack of an error, as text, names the file; where it is only shown that is no matter. */
function stackPlace(bindings: Bindings, all: readonly AnyNode[]): string | undefined {
  const flow = new ValueFlow(bindings);
  for (const node of all) {
    if (node.type === 'MemberExpression' && nameOf(node) === 'stack') flow.add(node);
  }
  for (const step of flow.steps()) {
    if (!('by' in step)) continue;
    const { value, by } = step;
    const isTakenApart =
      by.type === 'MemberExpression' && by.object === value && TAKES_APART.test(nameOf(by) ?? '');
    const isTested =
      by.type === 'CallExpression' &&
      by.callee.type === 'MemberExpression' &&
      /^(?:exec|test)$/.test(nameOf(by.callee) ?? '');
    if (isTakenApart || isTested) return 'the stack of an error';
  }
  return undefined;
}

/** A text that is written out, also in pieces. */
function textIn(node: AnyNode, bindings: Bindings): string | undefined {
  if (node.type === 'TemplateElement') return node.value.cooked ?? undefined;
  return node.type === 'Literal' || node.type === 'BinaryExpression'
    ? madeText(node, (each) => bindings.valueOf(each))
    : undefined;
}

function place(node: AnyNode, bindings: Bindings): string | undefined {
  if (node.type === 'CallExpression') return callPlace(node, bindings);
  if (node.type !== 'MemberExpression') return undefined;
  const name = nameOf(node) ?? '';
  if (isDocument(node.object) && /^(?:write|writeln|scripts)$/.test(name)) {
    return `document.${name}`;
  }
  return LAST.test(name) && isPartOfPage(node.object) ? `document.….${name}` : undefined;
}

function isPartOfPage(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    /^(?:head|body|documentElement)$/.test(nameOf(node) ?? '') &&
    isDocument(node.object)
  );
}

const OWN = 'currentScript';

/** While a page is read, the last element is the script that runs. */
const LAST = /^(?:lastChild|lastElementChild|childElementCount|children|childNodes)$/;

/** Most scripts that call it otherwise say `d` or `doc`. */
function isDocument(node: AnyNode): boolean {
  if (node.type === 'Identifier') return /^(?:d|doc|document)$/i.test(node.name);
  return (
    node.type === 'MemberExpression' && /^(?:content|owner)?document$/i.test(nameOf(node) ?? '')
  );
}

function callPlace(
  { callee, arguments: given }: Extract<AnyNode, { type: 'CallExpression' }>,
  bindings: Bindings,
): string | undefined {
  const name = nameOf(callee);
  if (
    name === undefined ||
    !/^(?:getElementsByTagName|querySelector|evaluate$|find$|\$$|jQuery$)/.test(name)
  )
    return undefined;
  const asked = name.endsWith('NS') ? given[1] : given[0];
  const text = asked && madeText(asked, (node) => bindings.valueOf(node));
  return text !== undefined && namesScripts(text) ? `${name}("script")` : undefined;
}

/** Checks whether a selector means scripts, or what has a source; HTML is none. */
function namesScripts(text: string): boolean {
  const [selector = ''] = text.split('<', 1);
  return /(?<![\w.#-])script(?![\w-])/i.test(selector) || /\[\s*src\b/i.test(selector);
}

/** Follows `document` to where it is called otherwise. */
function documentPlace(
  bindings: Bindings,
  all: readonly AnyNode[],
  texts: ReadonlySet<string | undefined>,
): string | undefined {
  const flow = new ValueFlow(bindings);
  for (const node of all) if (isPage(node, bindings)) flow.add(node);
  for (const step of flow.steps()) {
    for (const key of keysOf(step)) {
      const name = madeText(key, (node) => bindings.valueOf(node));
      if (name === undefined ? mayMean(key, texts, bindings) : ORDERED.includes(name)) {
        return `document.${name ?? '[…]'}`;
      }
    }
  }
  return undefined;
}

function isPage(node: AnyNode, bindings: Bindings): boolean {
  if (node.type === 'MemberExpression') return nameOf(node) === 'document';
  const isNamed = node.type === 'Identifier' && node.name === 'document';
  return isNamed && bindings.referencesTo('document').includes(node);
}

const ORDERED = ['write', 'writeln', 'open', 'scripts', 'currentScript'];

/** A key that comes from elsewhere may be one that the script writes out there. */
function mayMean(
  key: AnyNode,
  texts: ReadonlySet<string | undefined>,
  bindings: Bindings,
): boolean {
  const value = bindings.valueOf(key);
  if (isMadeText(value)) return ORDERED.some((each) => each.startsWith(startOf(value)));
  return isMadeOfText(value) || ['write', 'writeln', 'scripts'].some((each) => texts.has(each));
}

/** `["wri", "te"].join("")`. */
function isMadeOfText(value: AnyNode): boolean {
  let node = value;
  while (node.type === 'CallExpression' || node.type === 'MemberExpression') {
    node = node.type === 'CallExpression' ? node.callee : node.object;
  }
  return value !== node && (node.type === 'Literal' || node.type === 'ArrayExpression');
}

/** The keys that are read of a value. */
function keysOf(step: Step): AnyNode[] {
  if ('pattern' in step) {
    return step.pattern.properties.flatMap((each) => (each.type === 'Property' ? keyOf(each) : []));
  }
  const { value, by } = step;
  if (by.type !== 'MemberExpression' || by.object !== value) return [];
  return keyOf({ key: by.property, computed: by.computed });
}

function keyOf({
  key,
  computed,
}: {
  readonly key: AnyNode;
  readonly computed: boolean;
}): AnyNode[] {
  if (computed || key.type !== 'Identifier') return [key];
  return [{ ...key, type: 'Literal', value: key.name } as never];
}
