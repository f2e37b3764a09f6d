// The plugin in a real 11ty: templates, Markdown, layouts, permalinks, shortcodes.
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { createBuildSite } from '../../../lib/eleventy/build-site.ts';
import { collectLog } from '../../support/log.ts';
import { createSite } from '../../support/site.ts';
import { build, createBlog } from './support/blog.ts';

describe('the 11ty plugin', function () {
  this.timeout(60_000);

  it('gives URLs in templates, Markdown, layouts, front matter and paired shortcodes', async () => {
    const { site, config } = createBlog({
      'page.njk': '---\nlayout: base.njk\n---\n{% staticfile "/img/a.png" as a %}{{ a }}',
      'post.md':
        '---\nlayout: base.njk\npermalink: /deep/post/\ntemplateEngineOverride: njk,md\n---\n![a]({% staticfile "/img/a.png" %})',
      'boxed.njk': '{% box %}<img src="{{ "/img/a.png" | staticfile }}">{% endbox %}',
      'all.njk':
        '{% staticall %}<img src="/img/a.png">{% endstaticall %}{{ slimfile("/css/a.css") }}',
      '_includes/base.njk': '<link href="{% staticfile "/css/a.css" %}">{{ content | safe }}',
    });
    const pages = await build(site, config);
    const picture = /\/img\/a\.[0-9a-f]{12}\.png/;
    for (const url of ['/page/', '/deep/post/', '/boxed/', '/all/']) {
      assert.match(pages[url] ?? '', picture, url);
    }
    assert.match(pages['/page/'] ?? '', /href="\/css\/a\.[0-9a-f]{12}\.css"/);
    assert.match(pages['/boxed/'] ?? '', /^<div class="box"><img/);
    const written = site.list('_site/img');
    assert.equal(written.length, 1);
    assert.ok(
      site.list('input').every((name) => !/[0-9a-f]{12}/.test(name)),
      'input is untouched',
    );
  });

  it('takes other delimiters', async () => {
    const { site, config } = createBlog(
      { 'page.njk': '<% staticfile "/img/a.png" %>' },
      {},
      (eleventy) =>
        eleventy.setNunjucksEnvironmentOptions({
          dev: true,
          tags: { blockStart: '<%', blockEnd: '%>' },
        }),
    );
    const pages = await build(site, config);
    assert.match(pages['/page/'] ?? '', /^\/img\/a\.[0-9a-f]{12}\.png$/);
  });

  it('names template and line of what is wrong', async () => {
    const { site, config } = createBlog({ 'page.njk': 'one\n{% staticfile %}' });
    await assert.rejects(build(site, config), (error: Error) => {
      const text = `${error.message} ${(error as { originalError?: Error }).originalError?.message}`;
      assert.match(text, /page\.njk/);
      assert.match(text, /Line 2/);
      return true;
    });
  });

  it('names the page that names a missing file with "pages"', async () => {
    const log = collectLog();
    const options = { pages: 'static', logger: log };
    const { site, config } = createBlog({ 'page.njk': '<img src="no.gif">' }, options);
    await build(site, config);
    assert.equal(log.warnings.length, 1);
    assert.match(log.warnings.join(), /"\/page\/no\.gif".* \(in "\/page\/"\)$/);
  });

  it('listens once for the end of the process, however many builds write nothing', () => {
    const { root: roots } = createSite({});
    const before = process.listenerCount('exit');
    const sites = ['a', 'b', 'c'].map((outDir) => createBuildSite({ roots, outDir }, ['--dryrun']));
    assert.ok(process.listenerCount('exit') <= before + 1);
    assert.equal(new Set(sites.map(({ instance }) => instance.options.outDir)).size, 3);
  });

  it('converts nothing in a second build', async () => {
    const { site, config } = createBlog({ 'page.njk': '{% slimfile "/css/a.css" %}' });
    await build(site, config);
    const file = path.join('_site/css', site.list('_site/css')[0] ?? '');
    const before = site.stat(file).mtimeMs;
    const pages = await build(site, config);
    assert.equal(site.stat(file).mtimeMs, before);
    assert.match(pages['/page/'] ?? '', /css/);
  });

  it('says which option is wrong', async () => {
    const { site, config } = createBlog({ 'page.njk': 'x' }, { rots: 'x' });
    await assert.rejects(build(site, config), (error: Error & { originalError?: Error }) => {
      assert.match(String(error.originalError?.message ?? error.cause), /Did you mean "roots"\?/);
      return true;
    });
  });
});
