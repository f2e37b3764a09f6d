// Templates made by chance: baked and not baked they render the same, from the first time on.
import assert from 'node:assert/strict';
import { engines } from '../../support/nunjucks.ts';
import { seeded } from '../../support/random.ts';
import { fewer } from '../../support/sampled.ts';
import { openPage } from '../support/page.ts';

const RUNS = 3000;
const PIECES = 12;
const MOST_DEPTH = 3;

type Random = () => number;

function one<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** `{%` or `{%-`, and its end. */
function tag(random: Random, text: string): string {
  const dash = (): string => one(random, ['', '', '-']);
  return `{%${dash()} ${text} ${dash()}%}`;
}

const texts = [
  '',
  ' ',
  '\n',
  '  \n\t',
  'x',
  ' <img src="',
  '">\n',
  'a {# c #} b',
  '{#- d -#}',
  '\\',
  '"',
  '{{ "v" }}',
  ' {{- n -}} ',
];
const paths = [
  '/img/a.gif',
  '/img/b.gif?x=1&y=2',
  'img/c.gif#f',
  '/css/site.css',
  '/js/a.js; /js/b.js',
  '/img/no.gif',
  'https://e.com/?a&b',
];

function literal(random: Random): string {
  const name = one(random, ['staticfile', 'staticfile', 'slimfile']);
  const end = one(random, ['', '', '', '', ' as u', ' absolute=false']);
  return tag(random, `${name} "${one(random, paths)}"${end}`);
}

function around(random: Random, depth: number): string {
  const inside = (): string => pieces(random, depth + 1);
  const pair = (start: string, end: string): string =>
    tag(random, start) + inside() + tag(random, end);
  const name = `m${Math.floor(random() * 1e9)}`;
  return one(random, [
    () => pair('if n', 'endif'),
    () =>
      tag(random, 'if not n') + inside() + tag(random, 'else') + inside() + tag(random, 'endif'),
    () =>
      tag(random, 'for i in [1, 2]') +
      inside() +
      tag(random, 'else') +
      inside() +
      tag(random, 'endfor'),
    () => pair('set v', 'endset'),
    () => pair('staticall', 'endstaticall'),
    () => pair('filter upper', 'endfilter'),
    () => `${pair(`macro ${name}()`, 'endmacro')}{{ ${name}() }}`,
    () =>
      tag(random, 'switch n') +
      tag(random, 'case 1') +
      inside() +
      tag(random, 'default') +
      inside() +
      tag(random, 'endswitch'),
    () => `{% raw %}${one(random, texts).replaceAll('{', '(')}{% endraw %}`,
    () => (depth === 0 ? pair(`block ${name}`, 'endblock') : ''),
  ])();
}

function pieces(random: Random, depth: number): string {
  const count = 1 + Math.floor(random() * PIECES);
  let text = '';
  for (let at = 0; at < count; at += 1) {
    const kind = random();
    if (kind < 0.5) text += literal(random);
    else if (kind < 0.9 || depth >= MOST_DEPTH) text += one(random, texts);
    else text += around(random, depth);
  }
  return text;
}

for (const engine of engines) {
  describe(`${engine.name}: a template made by chance`, function () {
    this.timeout(300_000);

    it('renders baked as it does not baked', async () => {
      const random = seeded(engine.name.length);
      for (let run = 0; run < fewer('made templates', RUNS, 15); run += 1) {
        const templates = { 'main.njk': pieces(random, 0) };
        const nunjucks = {
          autoescape: random() < 0.5,
          trimBlocks: random() < 0.5,
          lstripBlocks: random() < 0.5,
        };
        const staticfiles = { debug: random() < 0.3, missing: 'ignore' as const };
        const [plain, baked] = [false, true].map((bake) =>
          openPage(engine, templates, { bake, nunjucks, staticfiles }),
        );
        const context = { n: run % 3 };
        const html = await plain?.render('render', context);
        for (const time of ['first', 'second', 'third']) {
          assert.equal(
            await baked?.render('render', context),
            html,
            `${time}: ${templates['main.njk']}`,
          );
        }
      }
    });
  });
}
