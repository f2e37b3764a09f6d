// The messages of lib/: every text in it that has words, as a reader may meet it.
import * as fs from 'node:fs';
import jsTokens from 'js-tokens';

export interface Message {
  /** With `…` for each value. */
  readonly text: string;
  readonly file: string;
}

const LEAST_WORDS = 3;

/** Reads all of them, those that are put together with `+` as one. */
export function readMessages(folder: string): readonly Message[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((file) =>
      textsIn(fs.readFileSync(`${folder}/${file}`, 'utf8'))
        .filter(hasWords)
        .map((text) => ({ text, file: file.replaceAll('\\', '/') })),
    );
}

/** Texts of a program; what is nested in a template is a text of its own. */
export function textsIn(source: string): string[] {
  const texts: string[] = [];
  const nested: string[] = [];
  const open: { text: string; isAdded: boolean }[] = [];
  let before = ['', ''];
  for (const { type, value } of jsTokens(source)) {
    if (/^(?:WhiteSpace|LineTerminator|SingleLine|MultiLine)/.test(type)) continue;
    // a text behind a text and a plus
    const isAdded = before[1] === '+' && before[0] === 'text';
    const add = (text: string, joins: boolean) => {
      const whole = text.replaceAll("\\'", "'");
      if (open.length > 0) nested.push(whole);
      else if (joins) texts[texts.length - 1] += whole;
      else texts.push(whole);
    };
    if (/^(?:StringLiteral|NoSubstitutionTemplate)$/.test(type)) add(value.slice(1, -1), isAdded);
    if (type === 'TemplateHead') open.push({ text: `${value.slice(1, -2)}…`, isAdded });
    const last = open.at(-1);
    if (type === 'TemplateMiddle' && last) last.text += `${value.slice(1, -2)}…`;
    if (type === 'TemplateTail' && last) {
      open.pop();
      add(last.text + value.slice(1, -1), last.isAdded);
    }
    const isText = /^(?:StringLiteral|NoSubstitutionTemplate|TemplateTail)$/.test(type);
    before = [before[1] ?? '', isText ? 'text' : value];
  }
  return [...texts, ...nested];
}

function hasWords(text: string): boolean {
  return (
    (text.replaceAll('\\n', ' ').match(/(?<![\w…-])(?:[A-Za-z][a-z]+|[aI])(?![\w-])/g) ?? [])
      .length >= LEAST_WORDS
  );
}

/** Whether a message is the quoted one: its pieces between `…`, in their order. */
export function isQuoted(message: string, quote: string): boolean {
  let from = 0;
  // a value may be quoted by the page, and be put into quotes by the code
  const text = message.replaceAll('"', '');
  const pieces = quote
    .replaceAll('"', '')
    .split('…')
    .map((piece) => piece.trim());
  return pieces.every((piece) => {
    const at = text.indexOf(piece, from);
    from = at + piece.length;
    return at >= 0;
  });
}
