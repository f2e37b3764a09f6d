// The body of a block tag: parsed into a node, and read at run time.
import { StaticfileError } from '../errors.ts';
import { failAt, type ParseTools } from './parse.ts';
import type { NunjucksNode, NunjucksNodes, NunjucksToken } from './types.ts';

/** What Nunjucks gives an extension for a body: it hands over the rendered text. */
export type Body = (done: (error: unknown, text: string) => void) => void;

export interface ParsedBlock {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** The expression behind the name of the tag. */
  readonly kind: NunjucksNode | undefined;
  readonly body: NunjucksNode;
}

/** Parses `staticall` or `slimcontent "css"`, and all up to its `end…`. */
export function parseBlock(tools: ParseTools, takesKind: boolean): ParsedBlock {
  const { parser, lexer } = tools;
  const token = parser.nextToken() as NunjucksToken;
  const first = parser.peekToken();
  const hasKind = takesKind && first !== null && first.type !== lexer.TOKEN_BLOCK_END;
  const kind = hasKind ? parser.parseExpression() : undefined;
  const next = parser.peekToken();
  if (next !== null && next.type !== lexer.TOKEN_BLOCK_END) {
    const most = takesKind ? 'one kind' : 'no arguments';
    failAt(token.value, next, `takes ${most}, got ${JSON.stringify(next.value)}`);
  }
  parser.advanceAfterBlockEnd(token.value);
  const body = parser.parseUntilBlocks(`end${token.value}`);
  if (parser.peekToken() === null) {
    failAt(token.value, token, `missing "end${token.value}"`);
  }
  parser.advanceAfterBlockEnd();
  return { name: token.value, line: token.lineno, column: token.colno, kind, body };
}

/**
 * Returns the content arguments of a call. Nunjucks looks for the blocks of a template in node lists
 * only, and would not see those of a body that is in a plain array.
 */
export function contentOf(nodes: NunjucksNodes, items: unknown[]): unknown[] {
  const prototype = Object.create(nodes.NodeList.prototype);
  for (const key of Reflect.ownKeys(Array.prototype)) {
    if (key === 'constructor' || key === 'length') continue;
    const property = Object.getOwnPropertyDescriptor(Array.prototype, key);
    if (property !== undefined) Object.defineProperty(prototype, key, property);
  }
  Object.defineProperty(prototype, 'children', {
    get(this: unknown[]) {
      return Array.from(this);
    },
  });
  Object.defineProperty(prototype, 'slice', {
    value(this: unknown[], ...range: number[]) {
      return contentOf(nodes, Array.from(this).slice(...range));
    },
  });
  return Object.setPrototypeOf(items, prototype);
}

/** Reads a body; one that is not there at once would be lost without a word. */
export function readBody(body: Body): string {
  let text: string | undefined;
  body((error, rendered) => {
    if (error) throw error;
    text = rendered;
  });
  if (text !== undefined) return text;
  throw new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    'The body holds something asynchronous (a filter, a shortcode or an include from an ' +
      'asynchronous loader). Render that before, and put the result into the body.',
  );
}

/** Is called with what a tag gives, as Nunjucks asks for it. */
export type Done = (error: unknown, result?: unknown) => void;

/** Reads a body that is there now or later, and hands over what is made of it. */
export function readBodyLater(body: Body, make: (text: string) => () => unknown, done: Done): void {
  body((error, text) => {
    if (error) return done(error);
    const made = attemptAny(make(text));
    if (made.error === undefined) done(null, made.result);
    else done(made.error);
  });
}

/** What `done` itself throws is not ours. */
function attemptAny(action: () => unknown): { result?: unknown; error?: unknown } {
  try {
    return { result: action() };
  } catch (error) {
    return { error };
  }
}

/** Checks whether a body holds what Nunjucks has to wait for: a tag, a filter, or what it includes. */
export function isAsynchronous(
  { nodes }: ParseTools,
  body: NunjucksNode,
  isFilter: (name: string) => boolean,
): boolean {
  if (body.findAll(nodes.CallExtensionAsync).length > 0) return true;
  if (body.findAll(nodes.Include).length > 0) return true;
  return body
    .findAll(nodes.Filter)
    .some(({ name }) => isFilter(String((name as NunjucksNode | undefined)?.value)));
}
