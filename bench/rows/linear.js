// Whether time grows with the input and not faster: eight times the input, which takes eight times as long.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createStaticfiles } from 'nunjucks-staticfile';
import { compare } from '../compare.js';
import { freshFolder } from '../tree.js';

const INPUTS = [
  ['rules with references, one line', 'a.css', 4000, 'a{background:url(x.gif)}'],
  ['nested parentheses', 'a.css', 12_500, '('],
  ['unbalanced braces', 'a.css', 12_500, 'a{b:c}}{'],
  ['unclosed strings', 'a.css', 12_500, 'a{b:"\n'],
  ['imports of one module', 'a.js', 4000, 'import "./x.js";\n'],
  ['nested tags', 'a.html', 12_500, '<div>'],
  ['pictures', 'a.html', 2000, '<img src="/x.gif">'],
  ['unclosed tags', 'a.html', 12_500, '<a b="'],
];

/** Makes an instance over a folder of its own, so that nothing is known. */
function fresh(file, text) {
  const folder = freshFolder();
  mkdirSync(`${folder}/root`, { recursive: true });
  for (const [name, content] of [
    ['x.gif', 'GIF89a'],
    ['x.js', ''],
    [file, text],
  ]) {
    writeFileSync(`${folder}/root/${name}`, content);
  }
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  return createStaticfiles({
    roots: `${folder}/root`,
    outDir: `${folder}/out`,
    cacheDir: false,
    logger,
  });
}

function linear([name, file, count, unit]) {
  const take = (times) => {
    const text = unit.repeat(times);
    const staticfiles = fresh(file, text);
    if (file.endsWith('.html')) staticfiles.staticall(text);
    else staticfiles.staticfile(`/${file}`);
  };
  return {
    name: `linear: ${name}, eight times as many / ${count}`,
    measure: () =>
      compare({ subject: () => take(8 * count), baseline: () => take(count), rounds: 5 }),
  };
}

export const rows = INPUTS.map(linear);
