// The tags in all that 11ty renders with Nunjucks.
import assert from 'node:assert/strict';
import nunjucks from 'nunjucks';
import { createSite, type Files } from '../../support/site.ts';
import { createEleventy, type EleventyOptions, renderPages } from './support/build.ts';

const STATIC: Files = {
  'static/a.css': 'a { color: red }\n',
  'static/b.css': 'b { color: red }\n',
  'static/x.gif': 'GIF89a',
};
const CSS = /^\/a\.[0-9a-f]{12}\.css$/;
const GIF = '/x.610f5ae4d76e.gif';

async function renderOne(template: string, options?: EleventyOptions): Promise<string> {
  const site = createSite({ ...STATIC, 'site/index.njk': template });
  const { '/': content = '' } = await renderPages(createEleventy(site, options));
  return content;
}

describe('the plugin of 11ty, in templates', () => {
  it('answers the tag', async () => {
    assert.match(await renderOne('{% staticfile "/a.css" %}'), CSS);
  });

  it('answers the tag with "as", the filter and the globals alike', async () => {
    const [tag, ...others] = (
      await renderOne(`{% staticfile "/a.css" %}
{% staticfile "/a.css" as url %}{{ url }}
{{ "/a.css" | staticfile }}
{{ staticfile("/a.css") }}`)
    ).split('\n');
    assert.deepEqual(others, [tag, tag, tag]);
  });

  it('minifies', async () => {
    const site = createSite({
      ...STATIC,
      'site/index.njk': '{% slimfile "/a.css" %} {{ slimfile("/a.css") }}',
    });
    const { '/': content = '' } = await renderPages(createEleventy(site));
    const [tag = '', global] = content.split(' ');
    assert.equal(global, tag);
    assert.equal(site.read(`out${tag}`), 'a{color:red}');
  });

  it('minifies contents', async () => {
    const template = '<style>{% slimcontent "css" %}a { color: red }{% endslimcontent %}</style>';
    assert.equal(await renderOne(template), '<style>a{color:red}</style>');
  });

  it('versions bodies', async () => {
    const page = await renderOne('{% staticall %}<img src="/x.gif">{% endstaticall %}');
    assert.equal(page, `<img src="${GIF}">`);
    const slim = await renderOne(
      '{% slimall %}<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css">{% endslimall %}',
    );
    assert.match(slim, /^<link rel="stylesheet" href="\/a_b\.[0-9a-f]{12}\.css">$/);
  });

  it('works in Markdown, and in its layout', async () => {
    const site = createSite({
      ...STATIC,
      'site/_includes/base.njk': `{% staticall %}<img src="/x.gif">{% endstaticall %}{{ content | safe }}`,
      'site/index.md':
        '---\nlayout: base.njk\ntemplateEngineOverride: njk,md\n---\n![A dot]({% staticfile "/x.gif" %})\n',
    });
    const { '/': content } = await renderPages(createEleventy(site));
    assert.equal(content, `<img src="${GIF}"><p><img src="${GIF}" alt="A dot"></p>`);
  });

  it('works in a permalink', async () => {
    const site = createSite({
      ...STATIC,
      'site/index.njk': '---\npermalink: "{% staticfile \'/x.gif\' %}.html"\n---\nA page\n',
    });
    assert.deepEqual(await renderPages(createEleventy(site)), { [`${GIF}.html`]: 'A page' });
  });

  it('works inside and around paired shortcodes', async () => {
    const configure: EleventyOptions['configure'] = (config) => {
      config.addPairedShortcode('bold', (content) => `<b>${content}</b>`);
      config.addPairedAsyncShortcode('late', async (content) => `<i>${await content}</i>`);
    };
    const inside =
      '{% bold %}{% staticfile "/x.gif" %}{% endbold %}{% late %}{% staticfile "/x.gif" %}{% endlate %}';
    assert.equal(await renderOne(inside, { configure }), `<b>${GIF}</b><i>${GIF}</i>`);
    const around = '{% staticall %}{% bold %}<img src="/x.gif">{% endbold %}{% endstaticall %}';
    assert.equal(await renderOne(around, { configure }), `<b><img src="${GIF}"></b>`);
  });

  it('takes asynchronous shortcodes, filters and includes in a body', async () => {
    const configure: EleventyOptions['configure'] = (config) => {
      config.addPairedAsyncShortcode('late', async (content) => content);
      (config as unknown as { addAsyncFilter?: (...all: unknown[]) => void }).addAsyncFilter?.(
        'later',
        async (text: string) => text,
      );
    };
    const image = `<img src="${GIF}">`;
    for (const body of [
      '{% late %}<img src="/x.gif">{% endlate %}',
      '<img src="{{ "/x.gif" | later }}">',
      '{% for a in [1] %}{% late %}<img src="/x.gif">{% endlate %}{% endfor %}',
    ]) {
      const template = `{% staticall %}${body}{% endstaticall %}`;
      assert.equal(await renderOne(template, { configure }), image, body);
    }
  });

  it('works with other delimiters', async () => {
    const configure: EleventyOptions['configure'] = (config) =>
      config.setNunjucksEnvironmentOptions({
        dev: true,
        tags: { blockStart: '<%', blockEnd: '%>' },
      });
    const template =
      '<% staticfile "/x.gif" as url %>{{ url }}<% staticall %><img src="/x.gif"><% endstaticall %>';
    assert.equal(await renderOne(template, { configure }), `${GIF}<img src="${GIF}">`);
  });

  it('works with an environment that the site brings, in each build', async () => {
    const environment = new nunjucks.Environment(null, {
      tags: { blockStart: '<%', blockEnd: '%>' },
    });
    const configure: EleventyOptions['configure'] = (config) =>
      config.setLibrary('njk', environment);
    const site = createSite({ ...STATIC, 'site/index.njk': '<% staticfile "/x.gif" %>' });
    const eleventy = createEleventy(site, { configure });
    assert.deepEqual(await renderPages(eleventy), { '/': GIF });
    assert.deepEqual(await renderPages(eleventy), { '/': GIF });
  });
});
