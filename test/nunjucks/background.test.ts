// Whether renders wait for minifiers or not, pages are the same in the end: same URLs, same bytes.
import assert from 'node:assert/strict';
import type { Environment } from 'nunjucks';
import nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';
import { assets } from './support/assets.ts';
import type { MatrixEntry } from './support/matrix.ts';
import { controlEntries } from './support/matrix-control.ts';
import { formEntries } from './support/matrix-forms.ts';
import { templateEntries } from './support/matrix-templates.ts';
import { objectLoader, renderTemplate } from './support/page.ts';

/** Bodies are joined when their scripts were looked at, and minified after that. */
const MOST_ROUNDS = 5;

const files = {
  ...assets,
  'js/c.js': 'var   third  =  3; /* a comment */\n',
  'js/clash.js': 'let third = 4;\n',
  'js/open.js': 'var broken = 1; /* open',
  'js/strict.js': '"use strict"; var strict = 1;\n',
  'js/entry.mjs': 'import { part } from "./part.mjs";\nconsole.log( part );\n',
  'js/part.mjs': 'export const part = 1 ;\n',
  'css/other.css': '@import "site.css";\nb { color : red ; }\n',
};

const script = (name: string): string => `<script src="/js/${name}"></script>`;
const scripts = ['a.js', 'b.js', 'c.js'].map(script).join('\n');
const own: readonly string[] = [
  '{% slimfile "/js/a.js; /js/c.js" %} {% staticfile "/js/a.js; /js/c.js" %}',
  '{% slimfile "/js/c.js; /js/clash.js" %} {% slimfile "/js/c.js; /js/open.js" %}',
  '{% slimfile "/js/a.js; /js/strict.js" as u %}{{ u }} {% slimfile "/css/other.css" %}',
  '{% staticfile "/js/c.js; /js/open.js" %} {% staticfile "/js/c.js; /js/clash.js" %}',
  '{% slimfile "/css/site.css; /css/other.css" %} {{ slimfile("/js/c.js") }}',
  '{% slimfile "/js/entry.mjs" %} {% staticfile "/js/part.mjs" %}',
  `{% slimall %}${scripts}<link rel="stylesheet" href="/css/site.css">{% endslimall %}`,
  `{% staticall %}${scripts}${script('strict.js')}${script('open.js')}{% endstaticall %}`,
  '{% slimall %}<script type="module" src="/js/entry.mjs"></script>{% endslimall %}',
  '{% slimcontent "js" %}var   inline  =  1;{% endslimcontent %}{% inlinefile "/js/c.js" %}',
  '{% slimall %}<style>a  {  color : red ; }</style>{% endslimall %}',
];

const matrix: readonly MatrixEntry[] = [
  ...own.map((main) => ({ name: main, main, expected: '' })),
  ...[...controlEntries, ...templateEntries, ...formEntries].flatMap((entry) => [
    entry,
    { ...entry, main: entry.main.replaceAll('staticfile "', 'slimfile "') },
  ]),
];

function open(conversion: 'background' | 'inline') {
  const site = createSite(files);
  const { root: roots, outDir } = site;
  const logger = collectLog();
  const staticfiles = createStaticfiles({ roots, outDir, logger, conversion, debug: false });
  const pages = matrix.map(({ main, others, context = {}, nunjucks: options }) => {
    const loader = objectLoader({ ...others, 'main.njk': main });
    const environment: Environment = new nunjucks.Environment(loader, options);
    environment.addFilter('later', (value, done) => setImmediate(done, null, value), true);
    staticfiles.install(environment);
    return () => renderTemplate(environment, 'callback', context);
  });
  const render = async () => await Promise.all(pages.map((page) => page()));
  return { site, staticfiles, render, warnings: logger.warnings };
}

/** Renders until nothing changes any more. */
async function inTheEnd({ staticfiles, render }: ReturnType<typeof open>): Promise<string[]> {
  let before: string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pages = await render();
    await staticfiles.settled();
    if (pages.join('\0') === before.join('\0')) return pages;
    before = pages;
  }
  return assert.fail(`pages still change after ${MOST_ROUNDS} rounds`);
}

describe('pages of all kinds, with conversion in the background', () => {
  it('are in the end as they are with conversion inline, and so are the files that they name', async () => {
    const [background, inline] = [open('background'), open('inline')];
    const first = await background.render();
    const [pages, expected] = [await inTheEnd(background), await inTheEnd(inline)];
    assert.notDeepEqual(first, pages, 'nothing stood in');
    for (const [at, { main }] of matrix.entries()) assert.equal(pages[at], expected[at], main);
    const outputs = inline.site.list('out').filter((name) => !name.endsWith('.map'));
    assert.ok(outputs.length > 15, outputs.join());
    for (const name of outputs) {
      const isNamed = expected.some((html) => html.includes(name));
      if (isNamed)
        assert.equal(background.site.read(`out/${name}`), inline.site.read(`out/${name}`));
    }
    assert.deepEqual([...background.warnings].sort(), [...inline.warnings].sort());
    await background.staticfiles.close();
  }).timeout(60_000);
});
