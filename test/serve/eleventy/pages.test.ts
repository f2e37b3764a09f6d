// With `pages` each URL of a page stands once, and works, whoever wrote it and under whatever pathPrefix.
import assert from 'node:assert/strict';
import { useFixtures } from '../../support/fixtures.ts';
import { sampled } from '../../support/sampled.ts';
import { type CommandRun, eleventyVersions, PUBLIC, runEleventy } from './support/command.ts';

const GIF = '/img/x.610f5ae4d76e.gif';

const IMAGES: Readonly<Record<string, string>> = {
  'raw.njk': '<img src="/img/x.gif">',
  'tag.njk': '<img src="{% staticfile "/img/x.gif" %}">',
  'filter.njk': '<img src="{{ "/img/x.gif" | staticfile }}">',
  'after.njk': '<img src="{{ "/img/x.gif" | staticfile | url }}">',
  'before.njk': '<img src="{{ "/img/x.gif" | url | staticfile }}">',
  'url.njk': '<img src="{{ "/img/x.gif" | url }}">',
  'all.njk': '{% staticall %}<img src="/img/x.gif">{% endstaticall %}',
  'liquid.liquid': '<img src="{% staticfile "/img/x.gif" %}">',
};

const SITES = {
  'without the HTML base plugin': {
    pages: 'static',
    isFirst: false,
    isLast: false,
    prefix: '/blog',
  },
  'with the HTML base plugin before': {
    pages: 'slim',
    isFirst: true,
    isLast: false,
    prefix: '/blog',
  },
  'with the HTML base plugin behind': {
    pages: 'static',
    isFirst: false,
    isLast: true,
    prefix: '/blog',
  },
  'without a pathPrefix': { pages: 'slim', isFirst: false, isLast: false, prefix: '' },
};

describe('the option "pages" of the plugin for 11ty', function () {
  this.timeout(120_000);
  useFixtures();

  for (const version of eleventyVersions()) {
    for (const [name, { pages, isFirst, isLast, prefix }] of sampled(
      'places of the HTML base plugin',
      2,
      Object.entries(SITES),
    )) {
      describe(`${name}, ${version.name}`, () => {
        let run: CommandRun;
        const base = 'config.addPlugin(HtmlBasePlugin);';
        const config = `import { HtmlBasePlugin } from '@11ty/eleventy';
import staticfile from 'nunjucks-staticfile/eleventy';
export default function (config) {
  ${isFirst ? base : ''}
  config.addPlugin(staticfile, { roots: 'public', pages: '${pages}' });
  ${isLast ? base : ''}
}
`;
        before(() => {
          const files: Record<string, string> = {
            ...PUBLIC,
            'public/papers/one.pdf': 'PDF',
            'public/papers/two.pdf': 'PDF',
            'eleventy.config.js': config,
            'pages/links.njk': LINKS,
          };
          for (const [file, text] of Object.entries(IMAGES)) files[`pages/${file}`] = text;
          run = runEleventy(version, files, ['--input=pages', `--pathprefix=${prefix}/`]);
        });

        it('gives each picture its one URL', () => {
          assert.equal(run.status, 0, run.stderr);
          for (const file of Object.keys(IMAGES)) {
            const html = run.read(`_site/${file.split('.')[0]}/index.html`).trim();
            assert.equal(html, `<img src="${prefix}${GIF}">`, file);
          }
          assert.equal(run.read(`_site${GIF}`), 'GIF89a');
        });

        it('copies what pages link to by its plain name', () => {
          assert.equal(run.read('_site/papers/one.pdf'), 'PDF');
          assert.equal(run.read('_site/papers/two.pdf'), 'PDF');
          assert.equal(run.read('_site/img/x.gif'), 'GIF89a');
          assert.equal(run.read('_site/css/a.css'), '');
        });
      });
    }
  }
});

const LINKS =
  '<a href="/papers/one.pdf#page=2"></a><a href="../papers/two.pdf">t</a><map><area href="/img/x.gif"></map>';
