// A stylesheet taken apart: its rules and declarations as pieces that know their role.
import { tokenTypes } from '../../core/css/tokens.ts';
import { decodeName } from '../../core/css/words.ts';
import { quote } from '../../errors.ts';
import { MinifyProblem } from '../minifier.ts';
import { CssCursor, isEndOfValue } from './cursor.ts';
import { isKnownAtRule } from './known.ts';
import { MARK, type Piece, type Span, spanOf } from './piece.ts';

const STRICT_VALUE = /progid:|expression\(|\\[09](?![\da-f])/i;
/** At-rules in which authors name what they declare. */
const FONT_FEATURES =
  /^@(?:stylistic|styleset|character-variant|swash|ornaments|annotation|historical-forms)$/;

/** Takes a sheet apart; throws where it ends too early, or holds what no parser reads alike. */
export function cssPieces(text: string): Piece[] {
  const walk = new Walk(text);
  while (walk.statement());
  return walk.pieces;
}

class Walk {
  readonly #cursor: CssCursor;
  readonly #hasStrictValues: boolean;
  /** At-rules with an open block; empty for the block of a style rule. */
  readonly #blocks: string[] = [];

  constructor(text: string) {
    this.#cursor = new CssCursor(text);
    this.#hasStrictValues = STRICT_VALUE.test(text);
  }

  get pieces(): Piece[] {
    return this.#cursor.pieces;
  }

  /** Reads one statement, or the end of a block; `false` at the end of the sheet. */
  statement(): boolean {
    const type = this.#cursor.next();
    const isInBlock = this.#blocks.length > 0;
    if (type === tokenTypes.EOF) {
      if (isInBlock) throw new MinifyProblem('it ends inside a block');
      return false;
    }
    if (!isInBlock && isOfHtml(type)) this.#cursor.emit(MARK);
    else if (isInBlock && type === tokenTypes.Semicolon) this.#straySemicolon();
    else if (isInBlock && type === tokenTypes.RightCurlyBracket) this.#closeBlock();
    else if (type === tokenTypes.AtKeyword) this.#atRule();
    else if (!isInBlock || !this.#declaration(type)) this.#qualifiedRule();
    return true;
  }

  /**
   * Among rules, in `@keyframes` or in old browsers, it spoils the rule behind it. Behind a block it
   * ends what may be no rule to a browser.
   */
  #straySemicolon(): void {
    const isBehindBlock = this.pieces.at(-1)?.text === '}';
    if (this.#blocks.at(-1) === '' && !isBehindBlock) this.#cursor.skip();
    else this.#cursor.emit(MARK);
  }

  #closeBlock(): void {
    this.#cursor.emit(MARK);
    this.#blocks.pop();
  }

  #atRule(): void {
    const atRule = `@${decodeName(this.#cursor.text().slice(1)).toLowerCase()}`;
    if (atRule === '@charset') this.#charset();
    else this.#cursor.emit(spanOf('at', '', atRule));
    const isStrict = !isKnownAtRule(atRule);
    this.#cursor.emitUntil({ ...spanOf('condition', '', atRule), isStrict }, isEndOfRule);
    if (!this.#endOfRule(atRule)) throw new MinifyProblem(`${quote(atRule)} is not closed`);
  }

  /** It counts only as it is written, down to the one blank (CSS Syntax 3, 3.2). */
  #charset(): void {
    const span: Span = { role: 'at', property: '', atRule: '@charset', isStrict: true };
    this.#cursor.emitText(span, this.#cursor.endOfText(false));
  }

  #qualifiedRule(): void {
    const atRule = this.#blocks.at(-1);
    const isEnd = atRule === undefined ? isOpening : isEndOfRule;
    this.#cursor.emitUntil(spanOf('selector', '', atRule ?? ''), isEnd);
    this.#endOfRule('');
  }

  /** Opens a rule's block, or ends the rule that has none. */
  #endOfRule(block: string): boolean {
    const type = this.#cursor.next();
    const isEnd = type === tokenTypes.LeftCurlyBracket || type === tokenTypes.Semicolon;
    if (isEnd) this.#cursor.emit(MARK);
    if (type === tokenTypes.LeftCurlyBracket) this.#blocks.push(block);
    return isEnd;
  }

  /** Reads `name: value`, or `*name: value` as written for old browsers; `false` if it is neither. */
  #declaration(first: number): boolean {
    const cursor = this.#cursor;
    const isHack = first === tokenTypes.Delim && cursor.text() === '*';
    const count = isHack ? 2 : 1;
    const isNamed = first === tokenTypes.Ident || isHack;
    if (!isNamed || cursor.typeBehind(count - 1, false) !== tokenTypes.Ident) return false;
    if (cursor.typeBehind(count, true) !== tokenTypes.Colon) return false;
    const { place } = cursor;
    const atRule = this.#blocks.at(-1) ?? '';
    const property = propertyOf(cursor.text(count), atRule);
    cursor.emit(spanOf('name', property, atRule), '', count);
    cursor.next();
    cursor.emit(MARK);
    if (this.#value(property, atRule)) return true;
    cursor.goBack(place);
    return false;
  }

  /** Reads a value and its `;`; `false` where a block shows that it was the selector of a rule. */
  #value(property: string, atRule: string): boolean {
    const cursor = this.#cursor;
    const isText = this.#isText(property, atRule);
    if (isText) {
      const end = cursor.endOfText(property.startsWith('--'));
      cursor.emitText(spanOf('custom', property, atRule), end);
    }
    cursor.emitUntil(this.#valueSpan(property, atRule), isText ? isEndOfValue : isEndOfRule);
    const end = cursor.next();
    if (end === tokenTypes.Semicolon) cursor.emit(MARK);
    return end !== tokenTypes.LeftCurlyBracket;
  }

  /** What `@property` and `@function` name is not parsed. */
  #isText(property: string, atRule: string): boolean {
    if (property.startsWith('--')) return true;
    if (property === 'initial-value') return atRule === '@property';
    return property === 'result' && this.#blocks.includes('@function');
  }

  #valueSpan(property: string, atRule: string): Span {
    return { role: 'value', property, atRule, isStrict: this.#isStrict(property, atRule) };
  }

  #isStrict(property: string, atRule: string): boolean {
    if (property === 'unicode-range' || (atRule !== '' && !isKnownAtRule(atRule))) return true;
    return this.#hasStrictValues && STRICT_VALUE.test(this.#cursor.textUntil(isEndOfRule));
  }
}

function propertyOf(written: string, atRule: string): string {
  const name = decodeName(written);
  const isOfAuthors = FONT_FEATURES.test(atRule) || (atRule !== '' && !isKnownAtRule(atRule));
  return name.startsWith('--') || isOfAuthors ? name : name.toLowerCase();
}

/** `<!--` and `-->` between statements say nothing. */
function isOfHtml(type: number): boolean {
  return type === tokenTypes.CDO || type === tokenTypes.CDC;
}

function isOpening(type: number): boolean {
  return type === tokenTypes.LeftCurlyBracket;
}

function isEndOfRule(type: number): boolean {
  return isEndOfValue(type) || isOpening(type);
}
