// An edit while 11ty watches shows in the pages that it concerns.
import assert from 'node:assert/strict';
import { itInLongForm, sampled } from '../../support/sampled.ts';
import { createSite, type Site } from '../../support/site.ts';
import { stopWatching, watchSite } from './support/watch.ts';

const CSS = /\/a\.[0-9a-f]{12}\.css/;

function createWatchableSite(): Site {
  return createSite({
    'static/a.css': '@import "b.css";\n',
    'static/b.css': 'b { color: red }\n',
    'site/_includes/base.njk': '<link href="{% staticfile "/a.css" %}">{{ content | safe }}',
    'site/index.njk': '---\nlayout: base.njk\n---\nHome\n',
    'site/other.njk': 'Other\n',
  });
}

/** The URL in the page, and the text of the stylesheet that is there. */
function sheetOf(site: Site): { url: string; text: string } {
  const [url = ''] = CSS.exec(site.read('root/out/index.html')) ?? [];
  return { url, text: site.read(`root/out${url}`) };
}

describe('the plugin of 11ty, in a watch run', () => {
  afterEach(stopWatching);

  for (const isIncremental of sampled('ways in which 11ty builds again', 1, [true, false])) {
    const kind = isIncremental ? 'incremental' : 'whole';

    it(`shows an edited stylesheet (${kind} builds)`, async () => {
      const site = createWatchableSite();
      const edit = await watchSite(site, { isIncremental });
      const before = sheetOf(site);
      const rendered = await edit('static/a.css', 'a { color: green }\n');
      assert.ok(rendered.includes('/'), rendered.join());
      const after = sheetOf(site);
      assert.notEqual(after.url, before.url);
      assert.match(after.text, /^a { color: green }/);
    });

    itInLongForm(
      `shows an edited stylesheet that another one imports (${kind} builds)`,
      async () => {
        const site = createWatchableSite();
        const edit = await watchSite(site, { isIncremental });
        const before = sheetOf(site);
        await edit('static/b.css', 'b { color: green }\n');
        assert.notEqual(sheetOf(site).url, before.url);
      },
    );

    it(`shows a static file below 11ty's input folder (${kind} builds)`, async () => {
      const site = createWatchableSite();
      site.write('site/assets/a.css', 'a { color: blue }\n');
      const edit = await watchSite(site, { isIncremental, roots: 'site/assets' });
      await edit('site/assets/a.css', 'a { color: green }\n');
      assert.match(sheetOf(site).text, /green/);
    });
  }

  itInLongForm('watches a root that is an absolute path', async () => {
    const site = createWatchableSite();
    const edit = await watchSite(site, { roots: `${site.root}/static` });
    await edit('static/a.css', 'a { color: green }\n');
    assert.match(sheetOf(site).text, /green/);
  });

  it('renders one page where one template was edited, and keeps the outputs of the others', async () => {
    const site = createWatchableSite();
    const edit = await watchSite(site, { isIncremental: true });
    const before = sheetOf(site);
    assert.deepEqual(await edit('site/other.njk', 'Edited\n'), ['/other/']);
    assert.deepEqual(sheetOf(site), before);
  });
});
