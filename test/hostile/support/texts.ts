// Texts made to harm: pieces that are read in a hard way, repeated, nested, cut and mixed by chance.
import { seeded } from '../../support/random.ts';

export type HostileKind = 'css' | 'js' | 'html' | 'xhtml';

export interface HostileText {
  readonly kind: HostileKind;
  readonly text: string;
}

/** Keys that a plain object answers to, and values that break out of where they are written. */
const NAMES = [
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  '$&',
  '\u202e',
  '\u001b[31m',
];

/** What sheets and scripts open and close. */
const BRACKETS = ['(', ')', '[', ']', '{', '}', '"', "'", '\\'];

const PIECES: Readonly<Record<HostileKind, readonly string[]>> = {
  css: [
    'a{b:c}',
    '@import "',
    '@import url(',
    'url(a"b\\61 )',
    'u\\72l(',
    '--x:a',
    '/*',
    '*/',
    '/*! a */',
    ':nth-child(',
    'calc(',
    ...BRACKETS,
    '\\61 ',
    ';',
    '!important ',
    '@media a{',
    '@keyframes constructor{from{',
    '<!--',
    '-->',
    'image-set(',
    '@namespace ',
    ' ',
    '\n',
    '\0',
    '\ud800',
    '/*# sourceMappingURL=',
    '@charset "utf-8";',
    'unicode-range:u+1',
  ],
  js: [
    'class A { ... }',
    '`${',
    '}`',
    ...BRACKETS,
    '/',
    '/*',
    '*/',
    '//',
    '\n',
    ' ',
    'a=',
    'a=>',
    'async ',
    'new ',
    'typeof ',
    '!',
    '+1',
    '?',
    ':',
    'if(a)',
    'else ',
    'import("/a.gif")',
    'import "/a.js";',
    'export default ',
    'new URL("/a.gif",import.meta.url);',
    '"use strict";',
    '#x',
    '\\u0061',
    '//# sourceMappingURL=',
    'let a;',
    'function f(){',
    '<!--',
    '\0',
    '\ud800',
    '/((/',
    '0x',
    '...',
    'yield ',
  ],
  html: [
    '<p>',
    '<div>',
    '</div>',
    '<b a=1>',
    '</b>',
    '<table>',
    '<td>',
    '<svg>',
    '<math>',
    '<foreignobject>',
    '<script>',
    '</script>',
    '<style>',
    '</style>',
    '<pre>',
    '<!--',
    '-->',
    '<!doctype html>',
    '<head>',
    '<body>',
    '<img src="/a.gif">',
    '<img srcset="',
    'a,,,,x',
    ' ',
    '\n',
    '"',
    "'",
    '>',
    '<',
    '&amp',
    '<constructor>',
    '<link rel=stylesheet href="/b.css">',
    '<script src="/b.js"></script>',
    ' nonce="$&"',
    '<template>',
    '<?',
    '\0',
    '\ud800',
  ],
  xhtml: [
    '<?xml version="1.0"?>',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<!--',
    '-->',
    '<a b="',
    "<a b='",
    '">',
    "'>",
    '<b/>',
    '<b>',
    '</b>',
    ' ',
    '\n',
    '<constructor xmlns="x">',
    '</constructor>',
    '&lt;',
    '\0',
  ],
};

const KINDS = Object.keys(PIECES) as HostileKind[];

/** Each ended a process, or kept it busy for minutes. */
const KNOWN: readonly HostileText[] = [
  { kind: 'js', text: 'class A { ... }' },
  { kind: 'js', text: `${'`${'.repeat(2000)}1${'}`'.repeat(2000)}` },
  { kind: 'js', text: '('.repeat(5000) },
  { kind: 'js', text: '!'.repeat(20_000) },
  { kind: 'css', text: ':nth-child('.repeat(4000) },
  { kind: 'css', text: 'a{b:url(a"b\\61 )}'.repeat(4000) },
  { kind: 'css', text: `a{--x:a${' '.repeat(40_000)}b}` },
  { kind: 'css', text: '"/*",'.repeat(40_000) },
  { kind: 'html', text: `<img srcset="a,${','.repeat(80_000)}x">` },
  { kind: 'html', text: '<style></style><b> x </b>'.repeat(2000) },
  { kind: 'html', text: '<div>'.repeat(30_000) },
  { kind: 'html', text: '<constructor><svg><toString></toString>' },
  { kind: 'xhtml', text: '<a b="'.repeat(10_000) },
];

/** Whether it is one of those that go every way in; of others each goes half of the ways. */
export const isKnown = (index: number): boolean => index < KNOWN.length;

/** Makes the text of a number; the same number makes the same text. */
export function hostileText(seed: number, index: number): HostileText {
  return KNOWN[index] ?? generated(seed, index);
}

function generated(seed: number, index: number): HostileText {
  const random = seeded(seed * 1_000_003 + index);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const kind = pick(KINDS);
  const pieces = [...PIECES[kind], ...NAMES];
  // a quarter go on until parsers run out of stack
  const longest = random() < 0.25 ? 3.7 : 1.5;
  const parts: string[] = [];
  for (let left = 1 + random() * 12; left > 0; left -= 1) {
    const piece = random() < 0.3 ? pick(pieces) + pick(pieces) : pick(pieces);
    const times = random() < 0.8 ? 1 : Math.floor(10 ** (random() * longest));
    parts.push(piece.repeat(times));
  }
  return { kind, text: parts.join(random() < 0.5 ? '' : ' ') };
}
