// The literals that an argument may be: one alone, or those that a condition chooses from.
import type { Reference } from '../references.ts';
import { type PlacedToken, specifierIn } from './module-text.ts';

/** The text between the quotes of a literal. */
export type Literal = Pick<Reference, 'value' | 'start' | 'end'>;

/** A token, and how many brackets stand open around it. */
type DeepToken = PlacedToken & { readonly depth: number };

/** Lists what the first of some arguments may be: literals, and `undefined` for anything else. */
export function literalsOf(
  tokens: readonly PlacedToken[],
  behind: RegExp = /^[,)]$/,
): (Literal | undefined)[] {
  const all = withDepths(tokens);
  const end = all.findIndex(({ depth, value }) => depth < 0 || (depth === 0 && value === ','));
  return behind.test(all[end]?.value ?? '') ? chosen(all.slice(0, end)) : [undefined];
}

const OPENS = /^[([{]$/;
const CLOSES = /^[)\]}]$/;

function withDepths(tokens: readonly PlacedToken[]): DeepToken[] {
  let open = 0;
  return tokens.map((token) => {
    if (CLOSES.test(token.value) || token.type === 'TemplateTail') open -= 1;
    const depth = open;
    if (OPENS.test(token.value) || token.type === 'TemplateHead') open += 1;
    return { ...token, depth };
  });
}

/** What is compared, called or put together is no literal. */
function chosen(all: readonly DeepToken[]): (Literal | undefined)[] {
  const [first, ...others] = all;
  if (first === undefined) return [undefined];
  if (others.length === 0) return [literal(first)];
  if (
    first.value === '(' &&
    others.findIndex(({ depth }) => depth === first.depth) === others.length - 1
  ) {
    return chosen(others.slice(0, -1));
  }
  const question = indexOf(all, '?');
  if (question >= 0) {
    const colon = colonBehind(all, question);
    return [...chosen(all.slice(question + 1, colon)), ...chosen(all.slice(colon + 1))];
  }
  const or = Math.max(indexOf(all, '||'), indexOf(all, '??'));
  if (or >= 0) return [...chosen(all.slice(0, or)), ...chosen(all.slice(or + 1))];
  const and = indexOf(all, '&&');
  return and < 0 ? [undefined] : chosen(all.slice(and + 1));
}

function literal(token: DeepToken): Literal | undefined {
  const value = specifierIn(token);
  if (value === undefined) return undefined;
  return { value, start: token.start + 1, end: token.start + token.value.length - 1 };
}

/** The place of an operator outside of brackets. */
function indexOf(all: readonly DeepToken[], operator: string): number {
  return all.findIndex(({ depth, value }) => depth === all[0]?.depth && value === operator);
}

/** The colon of a condition, whose first branch may hold another. */
function colonBehind(all: readonly DeepToken[], question: number): number {
  let open = 0;
  return all.findIndex(({ depth, value }, at) => {
    if (at < question || depth !== all[0]?.depth) return false;
    if (value === '?') open += 1;
    else if (value === ':') open -= 1;
    return open === 0;
  });
}
