// docs/troubleshooting.md quotes every message that a user can meet, or this list says why it need not.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { isQuoted, type Message, readMessages, textsIn } from './support/messages.ts';

/** Messages that explain themselves wholly: by file, or by how they begin. */
const CLEAR: readonly (readonly [reason: string, messages: RegExp])[] = [
  ['the help of the command', /^cli\/(?:help|table)\.ts/],
  [
    'findings of doctor, cdn setup and cdn check: each names what is fine, or says what to do',
    /^(?:upkeep\/doctor|proxies\/cloudfront\/(?:check|check-\w+|setup|permissions))\.ts/,
  ],
  ['progress', /^cli\/\w+\.ts: Waiting for/],
  [
    'ends of lists, which say how many there are, and what the flag --yes does',
    /^cli\/(?:cdn|clean|commands)\.ts: (?!--|No file proxy|There is|Nothing was removed)/,
  ],
  ['a page of HTML, a table, an error of Nunjucks', /: (?:<p>|\n|Template render error)/],
  ['the body of a request that has ended', /^serve\/response-body\.ts/],
  [
    'the end of a quoted message, which says what to do',
    /: \s*(?:Did you mean|There is no …\. …$|Check the rights|Record the site again|The file proxies wait|It waits for|The page goes without|<script src>Change it|Looked in|Set the option "region" to|[Oo]nly set-up|"staticfile cdn|Run "staticfile cdn)/,
  ],
];

/** A reason, a value or a word for the help: it stands in a sentence, behind its colon. */
function isPiece({ text }: Message): boolean {
  return /^[…" ]*[^A-Z…" ]/.test(text) && !/[.?]$/.test(text.trim());
}

function isClear({ file, text }: Message): boolean {
  return CLEAR.some(([, messages]) => messages.test(`${file}: ${text}`));
}

describe('docs/troubleshooting.md', () => {
  const page = fs.readFileSync('docs/troubleshooting.md', 'utf8');
  const quotes = [...page.matchAll(/\*\*`([^`]+)`/g)].map(([, quote = '']) => quote);
  const sentences = readMessages('lib').filter((message) => !isPiece(message));

  it('quotes every message of the code that does not explain itself', () => {
    const unquoted = sentences.filter(
      (message) => !isClear(message) && !quotes.some((quote) => isQuoted(message.text, quote)),
    );
    assert.deepEqual(unquoted, []);
    assert.ok(sentences.length > 200 && quotes.length > 150);
  });

  it('quotes each message once', () => {
    const twice = quotes.filter((quote, at) => quotes.indexOf(quote) !== at);
    assert.deepEqual(twice, []);
  });

  for (const [reason, messages] of CLEAR) {
    it(`needs the exception for ${reason}`, () => {
      assert.ok(sentences.some(({ file, text }) => messages.test(`${file}: ${text}`)));
    });
  }
});

describe('the reader of messages', () => {
  it('joins texts that are added, and shows values as an ellipsis', () => {
    const source =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
      "warn(`Cannot read ${quote(file)}: ` + 'it is gone. ' + `${advice(`Look at ${place}`)}`);";
    assert.deepEqual(textsIn(source), ['Cannot read …: it is gone. …', 'Look at …']);
  });

  it('knows a message by its pieces', () => {
    assert.ok(isQuoted('The bucket … is in ….', 'The bucket "…" is in …'));
    assert.ok(!isQuoted('There is no bucket ….', 'The bucket "…" is in …'));
  });
});
