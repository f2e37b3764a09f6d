// The references of a stylesheet: where they stand, and what they name.
import type { Reference } from '../references.ts';
import { charsetOf, sheetDecoder } from './charset.ts';
import { quickCssReferences, SOURCE_MAP } from './quick-references.ts';
import { cssTokens, isBlank, type Token, tokenTypes } from './tokens.ts';
import { traitsOf } from './traits.ts';
import { decodeName, decodeString, decodeUrl } from './words.ts';

/** Finds `url()`, `src()`, `@import`, the strings of `image-set()` and source maps, in order. */
export function findCssReferences(text: string): Reference[] {
  const quick = charsetOf(text) === undefined ? quickCssReferences(text) : undefined;
  return quick ?? wholeCssReferences(text);
}

/** Finds the same token by token. */
export function wholeCssReferences(text: string): Reference[] {
  const scan = new Scan(text);
  for (const token of scan.tokens) scan.take(token);
  return scan.references;
}

/** Where the scan stands: inside which functions, and what came last. */
class Scan {
  readonly references: Reference[] = [];
  readonly tokens: readonly Token[];
  readonly #text: string;
  readonly #decode: (piece: string) => string;
  /** The names of the open functions and brackets, outermost first. */
  readonly #open: string[] = [];
  /** What a string here would be the argument of: the name of a function or at-rule just before. */
  #before = '';
  /** The property of the declaration that the scan is in, or the word that may become one. */
  #property = '';
  #isInValue = false;
  /** A namespace is a name that looks like a URL. */
  #isNamespace = false;

  constructor(text: string) {
    this.#text = text;
    this.#decode = sheetDecoder(text);
    this.tokens = cssTokens(text);
  }

  take(token: Token): void {
    if (token.type === tokenTypes.Comment) this.#takeComment(token);
    if (isBlank(token.type)) return;
    if (token.type === tokenTypes.Semicolon) this.#isNamespace = false;
    this.#takeDeclaration(token);
    const before = this.#before;
    this.#before = '';
    switch (token.type) {
      case tokenTypes.AtKeyword:
        this.#before = `@${this.#name(token.start + 1, token.end)}`;
        this.#isNamespace = this.#before === '@namespace';
        return;
      case tokenTypes.Function:
        this.#before = this.#name(token.start, token.end - 1);
        this.#open.push(this.#before);
        return;
      case tokenTypes.LeftParenthesis:
      case tokenTypes.LeftSquareBracket:
      case tokenTypes.LeftCurlyBracket:
        this.#open.push('');
        return;
      case tokenTypes.RightParenthesis:
      case tokenTypes.RightSquareBracket:
      case tokenTypes.RightCurlyBracket:
        this.#open.pop();
        return;
      case tokenTypes.Url:
        this.#add(token, 'url');
        return;
      case tokenTypes.String:
        if (this.#isReference(before)) this.#add(token, 'string');
    }
  }

  #takeDeclaration(token: Token): void {
    switch (token.type) {
      case tokenTypes.Semicolon:
      case tokenTypes.LeftCurlyBracket:
      case tokenTypes.RightCurlyBracket:
        this.#property = '';
        this.#isInValue = false;
        return;
      case tokenTypes.Colon:
        this.#isInValue = this.#property !== '';
        return;
      case tokenTypes.Ident:
        if (!this.#isInValue) this.#property = this.#name(token.start, token.end);
    }
  }

  #takeComment({ start, end }: Token): void {
    const value = SOURCE_MAP.exec(this.#text.slice(start, end))?.[1];
    if (value === undefined) return;
    this.references.push({ start, end, value: this.#decode(value), form: 'source-map' });
  }

  #isReference(before: string): boolean {
    if (before === '@import' || before === 'url' || before === 'src') return true;
    return /^(?:-webkit-)?image-set$/.test(this.#open.at(-1) ?? '');
  }

  #add(token: Token, form: Reference['form']): void {
    if (this.#isNamespace) return;
    const written = this.#decode(this.#text.slice(token.start, token.end));
    const value = form === 'url' ? decodeUrl(written) : decodeString(written);
    const { start, end } = token;
    const traits = traitsOf(this.#isInValue ? this.#property : '', value);
    this.references.push({ start, end, value, form, ...traits });
  }

  #name(start: number, end: number): string {
    return decodeName(this.#decode(this.#text.slice(start, end))).toLowerCase();
  }
}
