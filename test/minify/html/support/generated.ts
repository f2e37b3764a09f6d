// Pages and pieces of pages, made at random.
import * as fc from 'fast-check';

const blank = fc.constantFrom('', ' ', '  ', '\n', '\r\n  ', '\t', ' \n\n ', '\r');
const word = fc.constantFrom(
  'a',
  'b&amp;',
  '&copy',
  '< ',
  '&',
  '&#32;',
  '&nbsp;',
  '字',
  '😀',
  '\u200b',
);
const comment = fc.constantFrom('<!-- a -->', '<!---->', '<!--\n b > -->', '<!-- <p> -->');
const attribute = fc.constantFrom(
  '',
  ' data-staticfile="keep"',
  ' class="a  b"',
  ' id=x ',
  " title='  >'",
  ' hidden',
  ' style="white-space: pre"',
);

const inline = fc.constantFrom('b', 'i', 'a', 'span', 'button', 'my-tag', 'label');
const block = fc.constantFrom('div', 'p', 'ul', 'li', 'h1', 'section', 'form', 'details');
const part = fc.constantFrom('table', 'tbody', 'tr', 'td', 'option', 'body', 'head', 'title');
const raw = fc.constantFrom('textarea', 'script', 'style', 'xmp', 'noscript', 'iframe');
const empty = fc.constantFrom('<br>', '<img src=x>', '<input>', '<hr/>', '<wbr>', '<i></i>');

export const { tree }: { readonly tree: fc.Arbitrary<string> } = fc.letrec<
  Record<'tree' | 'node' | 'element' | 'table' | 'select' | 'raw', string>
>((tie) => ({
  tree: fc.array(tie('node'), { maxLength: 5 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { maxDepth: 5 },
    blank,
    blank,
    word,
    comment,
    empty,
    tie('element'),
    tie('element'),
    tie('table'),
    tie('select'),
    tie('raw'),
  ),
  element: fc
    .tuple(
      fc.oneof(inline, block, block, fc.constantFrom('pre', 'template')),
      attribute,
      tie('tree'),
      blank,
    )
    .map(([name, given, inner, end]) => `<${name}${given}>${end}${inner}${end}</${name}>`),
  table: fc
    .tuple(blank, comment, tie('tree'), tie('tree'))
    .map(
      ([one, note, cell, other]) =>
        `<table>${one}<tr>${note}${one}<td>${cell}</td>${one}<td>${other}${one}</table>`,
    ),
  raw: fc
    .tuple(raw, attribute, blank, word)
    .map(([name, given, one, text]) => `<${name}${given}>${one}${text}${one}<b></${name}>`),
  select: fc
    .tuple(blank, word)
    .map(([one, text]) => `<select>${one}<option>${one}${text}${one}<option>a</option></select>`),
}));

/** Tags that need not match, as people write them. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      blank,
      blank,
      word,
      comment,
      empty,
      fc.tuple(fc.oneof(inline, block, part), attribute).map(([name, each]) => `<${name}${each}>`),
      fc.oneof(inline, block, part).map((name) => `</${name}>`),
      fc.constantFrom('<pre>', '<svg>', '<p', '<!--', '-->', '<select>', '</select>', '</body>'),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Whole pages. */
export const page: fc.Arbitrary<string> = fc.tuple(blank, tree, blank).map(([one, body, other]) => {
  const head = `<head>${one}<title>${one}a</title>${other}</head>`;
  return `<!doctype html>${one}<html>${other}${head}${one}<body>${body}</body>${other}</html>${one}`;
});
