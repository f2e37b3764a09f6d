// Files that are part of a page, in Chromium: scripts run, sheets apply, drawings are seen, whatever they hold.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import { useBrowser } from '../examples/support/browser.ts';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

const SCRIPT = `// </script> <!-- <script>
window.found = ["</script>", '<!-- <script>', \`</SCRIPT >\`, /[</script>]+/.exec("x</")[0], "a<!--b".length];
window.seen = 1 </script/.exec("script").length;
document.title = "ran" // the end`;

const SHEET = `/* </style> <!-- */
#a::before { content: "</style><!--" }
#b { background: url("data:image/svg+xml,</style>"); color: rgb(1, 2, 3) }`;

const DRAWING = `<?xml version="1.0"?>
<!-- drawn -->
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
  <rect id="r" width="7" height="7" fill="red"/>
  <text>a "b" &amp; 'c' &lt;script&gt;</text>
</svg>`;

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>-</title>' +
  '<style>{% inlinefile "/a.css" slim=SLIM %}</style>' +
  '<p id="a">a</p><p id="b">b</p>' +
  '<script>{% inlinefile "/a.js" slim=SLIM %}; window.after = true</script>' +
  '{% inlinefile "/x.svg" slim=SLIM %}' +
  '{% inlinefile "/x.svg" slim=SLIM as x %}<i id="i" data-x="{{ x }}"></i>' +
  '<img id="m" alt="" src="data:image/svg+xml,{{ x | urlencode }}">' +
  '<p id="last">last</p>';

/** A text, because what compiles this file adds calls that no page has. */
const LOOK = `({
  title: document.title,
  found: window.found,
  seen: window.seen,
  after: window.after,
  content: getComputedStyle(document.querySelector('#a'), '::before').content,
  color: getComputedStyle(document.querySelector('#b')).color,
  rect: document.querySelector('#r').getBoundingClientRect().width,
  text: document.querySelector('svg text').textContent,
  inAttribute: new DOMParser()
    .parseFromString(document.querySelector('#i').dataset.x, 'image/svg+xml')
    .querySelector('text').textContent,
  image: document.querySelector('#m').naturalWidth,
  children: [...document.body.children].map(({ tagName }) => tagName).join(' '),
})`;

function pageOf(isSlim: boolean): string {
  const files = { 'a.js': SCRIPT, 'a.css': SHEET, 'x.svg': DRAWING };
  const staticfiles = createStaticfiles({ roots: createSite(files).root });
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment as never);
  return environment.renderString(PAGE.replaceAll('SLIM', String(isSlim)), {});
}

describe('a file in a page', () => {
  const browser = useBrowser();

  for (const isSlim of [true, false]) {
    it(`means what it means alone, ${isSlim ? 'minified' : 'as it is'}`, async () => {
      await browser.withPage(async (page) => {
        await page.setContent(pageOf(isSlim));
        const found = await page.evaluate(LOOK);
        assert.deepEqual(found, {
          title: 'ran',
          found: ['</script>', '<!-- <script>', '</SCRIPT >', '</', 6],
          seen: false,
          after: true,
          content: '"</style><!--"',
          color: 'rgb(1, 2, 3)',
          rect: 7,
          text: `a "b" & 'c' <script>`,
          inAttribute: `a "b" & 'c' <script>`,
          image: 9,
          children: 'P P SCRIPT svg I IMG P',
        });
      });
    });
  }
});
