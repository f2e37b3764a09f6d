// 11ty's pathPrefix stands once before every URL, whoever else adds it, and in whatever order.
import assert from 'node:assert/strict';
import { useFixtures } from '../../support/fixtures.ts';
import { sampled } from '../../support/sampled.ts';
import { type CommandRun, eleventyVersions, PUBLIC, runEleventy } from './support/command.ts';

const GIF = '/blog/img/x.610f5ae4d76e.gif';

const PAGES = {
  'pages/tag.njk': '<img src="{% staticfile "/img/x.gif" %}">',
  'pages/after.njk': '<img src="{{ "/img/x.gif" | staticfile | url }}">',
  'pages/before.njk': '<img src="{{ "/img/x.gif" | url | staticfile }}">',
  'pages/liquid.liquid': '<img src="{{ "/img/x.gif" | staticfile | url }}">',
  'pages/all.njk': '{% staticall %}<img src="/img/x.gif">{% endstaticall %}',
  'pages/all-before.njk': '{% staticall %}<img src="{{ "/img/x.gif" | url }}">{% endstaticall %}',
  'pages/srcset.njk': '<img srcset="{% staticfile "/img/x.gif" %} 2x" src="">',
};

const NONE = '// no base plugin';
const CONFIGS = {
  'without the HTML base plugin': [NONE, NONE],
  'with the HTML base plugin before': ['config.addPlugin(HtmlBasePlugin);', NONE],
  'with the HTML base plugin behind': [NONE, 'config.addPlugin(HtmlBasePlugin);'],
};

describe('the pathPrefix of 11ty', function () {
  this.timeout(120_000);
  useFixtures();

  for (const version of eleventyVersions()) {
    for (const [name, [first, last]] of sampled(
      'places of the HTML base plugin',
      2,
      Object.entries(CONFIGS),
    )) {
      describe(`${name}, ${version.name}`, () => {
        let run: CommandRun;
        const config = `import { HtmlBasePlugin } from '@11ty/eleventy';
import staticfile from 'nunjucks-staticfile/eleventy';
export default function (config) {
  ${first}
  config.addPlugin(staticfile, { roots: 'public' });
  ${last}
}
`;
        before(() => {
          const files = { ...PUBLIC, ...PAGES, 'eleventy.config.js': config };
          run = runEleventy(version, files, ['--input=pages', '--pathprefix=/blog/']);
        });

        it('stands once', () => {
          assert.equal(run.status, 0, run.stderr);
          for (const file of Object.keys(PAGES)) {
            const page = /pages\/(.*)\./.exec(file)?.[1];
            const html = run.read(`_site/${page}/index.html`).trim();
            const expected =
              page === 'srcset' ? `<img srcset="${GIF} 2x" src="` : `<img src="${GIF}">`;
            assert.ok(html.startsWith(expected), `${page}: ${html}`);
          }
          assert.equal(run.read('_site/img/x.610f5ae4d76e.gif'), 'GIF89a');
        });
      });
    }
  }
});
