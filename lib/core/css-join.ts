// Several stylesheets → one that means the same.
import { stripByteOrderMark } from './byte-text.ts';
import { cssTokens, isBlank, type Token, tokenTypes } from './css-tokens.ts';

/** What decides whether a sheet may stand behind another one. */
interface SheetShape {
  /** The sheet without its byte-order mark and `@charset`, with all that it leaves open closed. */
  readonly text: string;
  readonly charset: string | undefined;
  /** Has `@import` or `@namespace`, which count only at the head of a sheet. */
  readonly needsHead: boolean;
  /** Has `@namespace`, which would reach into the sheets behind it. */
  readonly hasNamespace: boolean;
  /** Has anything behind which `@import` no longer counts. */
  readonly hasRules: boolean;
}

/**
 * Joins sheets, `undefined` where no joining keeps their meaning: a later sheet imports something,
 * one declares a namespace, or their encodings differ.
 */
export function joinSheets(sheets: readonly string[]): string | undefined {
  const shapes = sheets.map(shapeOf);
  if (shapes.some((shape) => shape.hasNamespace)) return undefined;
  if (shapes.some((shape, at) => shape.needsHead && shapes.slice(0, at).some(hasRules))) {
    return undefined;
  }
  const charsets = new Set(shapes.map((shape) => shape.charset ?? 'utf-8'));
  if (charsets.size > 1) return undefined;
  const isDeclared = shapes.some((shape) => shape.charset !== undefined);
  const head = isDeclared ? `@charset "${[...charsets][0]}";\n` : '';
  return head + shapes.map((shape) => shape.text).join('\n');
}

function hasRules(shape: SheetShape): boolean {
  return shape.hasRules;
}

function shapeOf(sheet: string): SheetShape {
  const whole = stripByteOrderMark(sheet);
  // `@charset "utf-8";` counts only in exactly this form, as the very first bytes (CSS Syntax 3.2)
  const charset = /^@charset "([^"]*)";/.exec(whole);
  const body = charset ? whole.slice(charset[0].length) : whole;
  const scan = new TopLevelScan(body);
  return {
    text: body + scan.closing(),
    charset: charset?.[1]?.toLowerCase(),
    needsHead: scan.names.has('@import'),
    hasNamespace: scan.names.has('@namespace'),
    hasRules: [...scan.names].some((name) => !['@import', '@charset', '@layer'].includes(name)),
  };
}

const CLOSERS = new Map<number, string>([
  [tokenTypes.Function, ')'],
  [tokenTypes.LeftParenthesis, ')'],
  [tokenTypes.LeftSquareBracket, ']'],
  [tokenTypes.LeftCurlyBracket, '}'],
]);

/** Walks a sheet once: which statements stand at its top level, and what is open at its end. */
class TopLevelScan {
  /** The at-rules' names with `@`; a rule, or a `@layer` with a block, counts as `{}`. */
  readonly names = new Set<string>();
  readonly #text: string;
  readonly #open: string[] = [];
  /** The statement that is being read at the top level; `undefined` between statements. */
  #statement: string | undefined;
  #last: Token | undefined;

  constructor(text: string) {
    this.#text = text;
    for (const token of cssTokens(text)) this.#take(token);
  }

  /** Writes what closes all that the sheet leaves open, so that it can't reach what follows. */
  closing(): string {
    const brackets = this.#open.toReversed().join('');
    return this.#closingToken() + brackets + this.#closingStatement();
  }

  #take(token: Token): void {
    this.#last = token;
    if (isBlank(token)) return;
    if (this.#open.length === 0) this.#takeAtTop(token);
    const closer = CLOSERS.get(token.type);
    if (closer !== undefined) this.#open.push(closer);
    else if (this.#text.slice(token.start, token.end) === this.#open.at(-1)) this.#close();
  }

  #close(): void {
    const closed = this.#open.pop();
    if (this.#open.length === 0 && closed === '}') this.#statement = undefined;
  }

  #takeAtTop(token: Token): void {
    if (token.type === tokenTypes.CDO || token.type === tokenTypes.CDC) return;
    if (token.type === tokenTypes.Semicolon && this.#statement?.startsWith('@')) {
      this.#statement = undefined;
      return;
    }
    if (token.type === tokenTypes.LeftCurlyBracket) this.names.add('{}');
    if (this.#statement !== undefined) return;
    const text = this.#text.slice(token.start, token.end).toLowerCase();
    this.#statement = token.type === tokenTypes.AtKeyword ? text : '{}';
    this.names.add(this.#statement);
  }

  #closingToken(): string {
    const token = this.#last;
    return token ? closerOf(token.type, this.#text.slice(token.start, token.end)) : '';
  }

  #closingStatement(): string {
    if (this.#statement === undefined) return '';
    if (this.#open.length > 0 && this.#open[0] === '}') return '';
    return this.#statement.startsWith('@') ? ';' : '{}';
  }
}

const URL_TYPES: ReadonlySet<number> = new Set([tokenTypes.Url, tokenTypes.BadUrl]);

/** What closes the last token of a sheet: a comment, string, url or escape that nothing ends. */
function closerOf(type: number, text: string): string {
  if (type === tokenTypes.Comment) return text.length > 3 && text.endsWith('*/') ? '' : '*/';
  const end = type === tokenTypes.String ? text.slice(0, 1) : URL_TYPES.has(type) ? ')' : '';
  if (endsInEscape(text)) return (type === tokenTypes.String ? '\n' : 'fffd ') + end;
  const isClosed = text.length > 1 && text.endsWith(end) && !endsInEscape(text.slice(0, -1));
  return isClosed ? '' : end;
}

/**
 * Tells whether a text ends in a `\` that escapes what follows. At the end of a sheet it stands for
 * U+FFFD, in a string for nothing (CSS Syntax 3, 4.3).
 */
function endsInEscape(text: string): boolean {
  return (/\\*$/.exec(text)?.[0].length ?? 0) % 2 === 1;
}
