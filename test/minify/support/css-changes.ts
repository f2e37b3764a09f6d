// Changes of stylesheets that change what they mean, or may: many places for each kind of change.
import { tokenize, tokenNames } from 'css-tree';

/** A token, and what it is part of. */
interface Word {
  readonly type: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly part: 'selector' | 'prelude' | 'name' | 'value' | 'custom' | 'mark';
}

/** Writes another text for a word; `undefined` where this change does not apply. */
type Change = (word: Word, next: Word | undefined, last: Word | undefined) => string | undefined;

const appended =
  (part: Word['part'], type: string): Change =>
  (word) =>
    word.part === part && word.type === type ? `${word.text}x` : undefined;

const otherCase = (text: string) =>
  text.replace(/[a-z]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );

const changedCase = (text: string) => (otherCase(text) === text ? undefined : otherCase(text));

const otherDigit = (text: string) =>
  text.replace(/[1-9]/, (digit) => String((Number(digit) % 9) + 1));

const isNumeric = ({ type }: Word) => /^(?:number|percentage|dimension)-token$/.test(type);

const OTHERS: Readonly<Record<string, string>> = { '>': '+', '+': '~', '~': '>' };

/** Each kind of change, tried at every word of a sheet. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'another number': (word) =>
    isNumeric(word) && /[1-9]/.test(word.text) ? otherDigit(word.text) : undefined,
  'another sign': (word) =>
    isNumeric(word) && word.part === 'value' && /^\.?[1-9]/.test(word.text)
      ? `-${word.text}`
      : undefined,
  'another unit': ({ type, text, part }) =>
    type === 'dimension-token' && part === 'value'
      ? text.replace(/[a-z]+$/i, (unit) => (/^px$/i.test(unit) ? 'em' : 'px'))
      : undefined,
  'no unit': ({ type, text, part }) =>
    type === 'dimension-token' && part === 'value' && /[1-9]/.test(text)
      ? text.replace(/[a-z]+$/i, '')
      : undefined,
  'no percent sign': ({ type, text, part }) =>
    type === 'percentage-token' && part === 'value' ? text.slice(0, -1) : undefined,
  'a number of zero more': ({ type, text, part }) =>
    type === 'number-token' && part === 'value' && /^[1-9]\d*$/.test(text) ? `${text}0` : undefined,
  'another class or element': appended('selector', 'ident-token'),
  'another case of a class': (word, _next, last) =>
    word.part === 'selector' && last?.text === '.' ? changedCase(word.text) : undefined,
  'another element by its name': appended('selector', 'hash-token'),
  'another case of an id': ({ part, type, text }) =>
    part === 'selector' && type === 'hash-token' ? changedCase(text) : undefined,
  'another colour': ({ part, type, text }) =>
    part === 'value' && type === 'hash-token'
      ? text.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
      : undefined,
  'another word of a value': appended('value', 'ident-token'),
  'another word of a condition': appended('prelude', 'ident-token'),
  'another case of a word of a value': ({ part, type, text }) =>
    part === 'value' && type === 'ident-token' ? changedCase(text) : undefined,
  'another property': appended('name', 'ident-token'),
  'another case of a custom property': ({ part, text }) =>
    part === 'name' && text.startsWith('--') ? changedCase(text) : undefined,
  'another text of a custom property': ({ part, type, text }) =>
    part === 'custom' && type !== 'whitespace-token' ? `${text} x` : undefined,
  'another blank of a custom property': ({ part, text }, next, last) =>
    part === 'custom' && /^[ ]+$/.test(text) && next?.part === 'custom' && last?.part === 'custom'
      ? `${text} `
      : undefined,
  'another case in a custom property': ({ part, type, text }) =>
    part === 'custom' && /^(?:ident|hash|dimension|function)/.test(type)
      ? changedCase(text)
      : undefined,
  'another string': ({ type, text }) =>
    type === 'string-token' ? `${text.slice(0, -1)}x${text.slice(-1)}` : undefined,
  'another url': ({ type, text }) => (type === 'url-token' ? `${text.slice(0, -1)}x)` : undefined),
  'another escape': ({ text, part }) =>
    text.includes('\\') && part !== 'custom' ? text.replace('\\', '\\5c ') : undefined,
  'another function': ({ type, text }) => (type === 'function-token' ? `x${text}` : undefined),
  'another at-rule': ({ type, text }) => (type === 'at-keyword-token' ? `${text}x` : undefined),
  'another combinator': ({ part, text }) => (part === 'selector' ? OTHERS[text] : undefined),
  'no descendant': ({ part, type }, next, last) =>
    part === 'selector' &&
    type === 'whitespace-token' &&
    last &&
    /^[.#:[]/.test(next?.text ?? '') &&
    !/[>+~,(]$/.test(last.text)
      ? ''
      : undefined,
  'a descendant': ({ part, type, text }, next, last) =>
    part === 'selector' &&
    /^(?:ident|hash)/.test(type) &&
    last?.text !== ':' &&
    /^[.#:[]/.test(next?.text ?? '')
      ? `${text} `
      : undefined,
  'no blank before a sign': ({ part, type }, next) =>
    part === 'value' && type === 'whitespace-token' && /^[+-]$/.test(next?.text ?? '')
      ? ''
      : undefined,
  'no selector of a list': ({ part, text }) =>
    part === 'selector' && text === ',' ? '' : undefined,
  'no comma': ({ part, text }) => (part === 'value' && text === ',' ? ' ' : undefined),
  'no importance': ({ text }, next) =>
    text === '!' && next?.text === 'important' ? '' : undefined,
  'an importance': ({ text, part }, next) =>
    part === 'value' && /[}]/.test(next?.text ?? '') && text !== 'important'
      ? `${text}!important`
      : undefined,
  'another operator': ({ text, part }) =>
    part === 'prelude' && /^[<>=]$/.test(text) ? (text === '>' ? '<' : '>') : undefined,
  'a word less': ({ part, type }) =>
    part === 'value' && /^(?:ident|number|dimension|percentage|hash|string|url)/.test(type)
      ? ''
      : undefined,
  'a word twice': ({ part, type, text }) =>
    part === 'value' && /^(?:ident|string)/.test(type) ? `${text} ${text}` : undefined,
  'another operator of an attribute': ({ part, text }, next) =>
    part === 'selector' && /^[~|^$*]$/.test(text) && next?.text === '=' ? '' : undefined,
};

/** Lists what a sheet becomes by a change, at each of its words. */
export function changedSheets(sheet: string, change: Change): string[] {
  const words = wordsOf(sheet);
  return words.flatMap((word, at) => {
    const text = change(word, words[at + 1], words[at - 1]);
    if (text === undefined || text === word.text) return [];
    return [sheet.slice(0, word.start) + text + sheet.slice(word.end)];
  });
}

/** Lists what a sheet becomes without, or with two in the other order, of its statements. */
export const STATEMENT_CHANGES: Readonly<Record<string, (sheet: string) => string[]>> = {
  'a declaration less': (sheet) => cuts(sheet, declarations(sheet)),
  'two declarations in the other order': (sheet) => swaps(sheet, declarations(sheet)),
  'a rule less': (sheet) => cuts(sheet, rules(sheet)),
  'two rules in the other order': (sheet) => swaps(sheet, rules(sheet)),
};

type Span = readonly [start: number, end: number];

function cuts(sheet: string, spans: readonly Span[]): string[] {
  return spans.map(([start, end]) => sheet.slice(0, start) + sheet.slice(end));
}

function swaps(sheet: string, spans: readonly Span[]): string[] {
  return spans.flatMap(([start, middle], at) => {
    const [next, end] = spans[at + 1] ?? [-1, -1];
    const [one, other] = [sheet.slice(start, middle), sheet.slice(middle, end)];
    return next === middle && one !== other
      ? [sheet.slice(0, start) + other + one + sheet.slice(end)]
      : [];
  });
}

/** Declarations with a `;` behind them. */
function declarations(sheet: string): Span[] {
  const words = wordsOf(sheet);
  return words.flatMap((word, at): Span[] => {
    if (word.part !== 'name' || (at > 0 && words[at - 1]?.part === 'name')) return [];
    const end = words.slice(at).find(({ part, text }) => part === 'mark' && /^[;}]$/.test(text));
    return end?.text === ';' ? [[word.start, end.end]] : [];
  });
}

/** Rules of the top level. */
function rules(sheet: string): Span[] {
  const found: Span[] = [];
  let [depth, start] = [0, 0];
  for (const { part, text, end } of wordsOf(sheet)) {
    if (part !== 'mark') continue;
    depth += text === '{' ? 1 : text === '}' ? -1 : 0;
    if (depth > 0 || text === '{' || text === ':') continue;
    found.push([start, end]);
    start = end;
  }
  return found;
}

/** Takes a sheet apart that an engine has written: nothing in it is left open. */
function wordsOf(sheet: string): Word[] {
  const tokens: { type: string; text: string; start: number; end: number }[] = [];
  tokenize(sheet, (type, start, end) => {
    tokens.push({
      type: tokenNames[type] ?? 'comment-token',
      text: sheet.slice(start, end),
      start,
      end,
    });
  });
  const words: Word[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = endOfStatement(tokens, at);
    const statement = tokens.slice(at, end);
    const closing = tokens[end];
    words.push(...partsOf(statement, closing?.text ?? ''));
    if (closing !== undefined) words.push({ ...closing, part: 'mark' });
    at = end + 1;
  }
  return words;
}

type Token = Omit<Word, 'part'>;

function endOfStatement(tokens: readonly Token[], from: number): number {
  const isCustom = /^--/.test(
    tokens.slice(from).find(({ type }) => type !== 'whitespace-token')?.text ?? '',
  );
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { type, text } = tokens[at] as Token;
    if (
      /[([]$/.test(text) &&
      /function|\(|\[/.test(type + text) &&
      !/string|url|comment/.test(type)
    )
      depth += 1;
    else if (isCustom && text === '{') depth += 1;
    else if (/^[)\]]$/.test(text) || (isCustom && depth > 0 && text === '}')) depth -= 1;
    else if (depth === 0 && /^[;{}]$/.test(text)) return at;
  }
  return tokens.length;
}

function partsOf(tokens: readonly Token[], closing: string): Word[] {
  const [first] = tokens;
  const as =
    (part: Word['part']) =>
    (token: Token): Word => ({ ...token, part });
  if (first?.type === 'at-keyword-token') return tokens.map(as('prelude'));
  if (closing === '{') return tokens.map(as('selector'));
  const colon = tokens.findIndex(({ text }) => text === ':');
  if (colon < 0) return tokens.map(as('prelude'));
  const value = first?.text.startsWith('--') ? 'custom' : 'value';
  return [
    ...tokens.slice(0, colon).map(as('name')),
    ...tokens.slice(colon, colon + 1).map(as('mark')),
    ...tokens.slice(colon + 1).map(as(value)),
  ];
}
