// The parts of Nunjucks that we touch. Nothing is imported from it: one build serves every copy.

export interface NunjucksToken {
  readonly type: string;
  readonly value: string;
  readonly lineno: number;
  readonly colno: number;
}

export interface NunjucksNode {
  readonly lineno: number;
  readonly colno: number;
  readonly value?: unknown;
  /** Of a filter. */
  readonly name?: unknown;
  /** Of a list. */
  readonly children?: readonly NunjucksNode[];
  findAll(type: unknown): NunjucksNode[];
}

export interface NunjucksNodes {
  readonly Include: unknown;
  readonly CallExtensionAsync: NunjucksNodes['CallExtension'];
  readonly NodeList: {
    new (line: number, column: number, children: unknown[]): NunjucksNode;
    readonly prototype: object;
  };
  readonly Output: abstract new (...values: never[]) => NunjucksNode;
  readonly TemplateData: abstract new (...values: never[]) => NunjucksNode;
  readonly Literal: new (line: number, column: number, value: unknown) => NunjucksNode;
  readonly Array: new (line: number, column: number, children: NunjucksNode[]) => NunjucksNode;
  readonly Group: new (
    line: number,
    column: number,
    children: NunjucksNode[],
  ) => NunjucksNode & { children: NunjucksNode[] };
  readonly InlineIf: new (
    line: number,
    column: number,
    condition: NunjucksNode,
    body: NunjucksNode,
    otherwise: NunjucksNode,
  ) => NunjucksNode & { body: NunjucksNode; else_: NunjucksNode | null };
  readonly Symbol: new (line: number, column: number, name: string) => NunjucksNode;
  readonly Pair: new (
    line: number,
    column: number,
    key: NunjucksNode,
    value: NunjucksNode,
  ) => NunjucksNode;
  readonly KeywordArgs: new (line: number, column: number, pairs: NunjucksNode[]) => NunjucksNode;
  readonly Filter: new (
    line: number,
    column: number,
    name: NunjucksNode,
    args: NunjucksNode,
  ) => NunjucksNode;
  readonly Set: new (
    line: number,
    column: number,
    targets: NunjucksNode[],
    value: NunjucksNode,
  ) => NunjucksNode;
  readonly CallExtension: new (
    extension: unknown,
    method: string,
    args: NunjucksNode,
    contentArgs: unknown[],
  ) => NunjucksNode & { autoescape: boolean };
}

export interface NunjucksParser {
  readonly tokens: { readonly str?: string; backN(count: number): void };
  /** The token that is read next, where one was looked at. */
  peeked: NunjucksToken | null;
  /** The names of tags that end the list of nodes that is parsed; a list of its own for each. */
  readonly breakOnBlocks: readonly string[] | null;
  parseNodes(): NunjucksNode[];
  nextToken(): NunjucksToken | null;
  peekToken(): NunjucksToken | null;
  skipValue(type: string, value: string): boolean;
  parseExpression(): NunjucksNode;
  parseUntilBlocks(...names: string[]): NunjucksNode;
  advanceAfterBlockEnd(name?: string): void;
  fail(message: string, line?: number, column?: number): never;
}

export interface NunjucksLexer {
  readonly TOKEN_BLOCK_START: string;
  readonly TOKEN_BLOCK_END: string;
  readonly TOKEN_COMMA: string;
  readonly TOKEN_OPERATOR: string;
  readonly TOKEN_SYMBOL: string;
}

/** The render context that an extension's methods are given first. */
export interface NunjucksContext {
  readonly env: { readonly opts: { readonly autoescape?: boolean } };
}

/** A Nunjucks environment, of any copy of Nunjucks 3. */
export interface NunjucksEnvironment {
  addExtension(name: string, extension: never): unknown;
  removeExtension(name: string): unknown;
  hasExtension(name: string): boolean;
  getExtension(name: string): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: Nunjucks passes filters whatever a template holds
  addFilter(name: string, filter: (...args: any[]) => any, async?: boolean): unknown;
  addGlobal(name: string, value: unknown): unknown;
}

/** An Express app that `nunjucks.configure` was given. */
export interface ExpressApp {
  // biome-ignore lint/suspicious/noExplicitAny: Express answers whatever was set
  get(name: string): any;
  set(name: string, value: unknown): unknown;
}
