// The references of a stylesheet: where they stand, what they name, and how to put others there.
import { ident, string, url } from 'css-tree/utils';
import { decodeByteText, encodeByteText } from './byte-text.ts';
import { cssTokens, isBlank, type Token, tokenTypes } from './css-tokens.ts';

/** A reference in a sheet: the token at `start`..`end` names `value`. */
export interface CssReference {
  readonly start: number;
  readonly end: number;
  /** What is named, escapes decoded. */
  readonly value: string;
  readonly form: 'string' | 'url';
}

/** Finds `url()`, `src()`, `@import` and the strings of `image-set()`, in order. */
export function findCssReferences(text: string): CssReference[] {
  const scan = new Scan(text);
  for (const token of scan.tokens) scan.take(token);
  return scan.references;
}

/** Puts other URLs in place of the references; where `replace` answers `undefined`, nothing changes. */
export function replaceCssReferences(
  text: string,
  references: readonly CssReference[],
  replace: (reference: CssReference) => string | undefined,
): string {
  const pieces: string[] = [];
  let done = 0;
  for (const reference of references) {
    const replacement = replace(reference);
    if (replacement === undefined || replacement === reference.value) continue;
    const quote = text[reference.start] === "'";
    const written =
      reference.form === 'url' ? url.encode(replacement) : string.encode(replacement, quote);
    pieces.push(text.slice(done, reference.start), encodeByteText(written));
    done = reference.end;
  }
  return pieces.join('') + text.slice(done);
}

/** Counts the line, from 1, that an offset lies in. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** Where the scan stands: inside which functions, and what came last. */
class Scan {
  readonly references: CssReference[] = [];
  readonly tokens: readonly Token[];
  readonly #text: string;
  /** The names of the open functions and brackets, outermost first. */
  readonly #open: string[] = [];
  /** What a string here would be the argument of: the name of a function or at-rule just before. */
  #before = '';
  /** A namespace is a name that looks like a URL. */
  #isNamespace = false;

  constructor(text: string) {
    this.#text = text;
    this.tokens = cssTokens(text);
  }

  take(token: Token): void {
    if (isBlank(token)) return;
    if (token.type === tokenTypes.Semicolon) this.#isNamespace = false;
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

  #isReference(before: string): boolean {
    if (before === '@import' || before === 'url' || before === 'src') return true;
    return /^(?:-webkit-)?image-set$/.test(this.#open.at(-1) ?? '');
  }

  #add(token: Token, form: CssReference['form']): void {
    if (this.#isNamespace) return;
    const written = decodeByteText(this.#text.slice(token.start, token.end));
    // an escape may stand in the very name of `url(`
    const plain = written.replace(/^[^(]*\(/, 'url(');
    const value = form === 'url' ? url.decode(plain) : string.decode(written);
    this.references.push({ start: token.start, end: token.end, value, form });
  }

  #name(start: number, end: number): string {
    return ident.decode(decodeByteText(this.#text.slice(start, end))).toLowerCase();
  }
}
