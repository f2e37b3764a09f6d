// Files that are part of pages, in a build: the manifest has their texts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'a.css': 'a { background: url(img/x.gif) }',
  'a.js': 'function f(long) { return long }',
  'icons/a.svg': '<svg> <g/> </svg>',
  'icons/b.svg': '<svg> <b/> </svg>',
  'img/x.gif': 'GIF89a',
};

const PAGE =
  '{% inlinefile "/a.css" %}{% inlinefile "/a.js" slim=false %}{% inlinefile "/a.js" as x %}{{ x }}' +
  '{% inlinefile "/icons/" ~ icon ~ ".svg" %}';

function render(staticfiles: ReturnType<typeof createStaticfiles>, icon: string): string {
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment as never);
  return environment.renderString(PAGE, { icon });
}

async function build(page = PAGE, more: Readonly<Record<string, string>> = {}) {
  const site = createSite({ ...FILES, ...more, '../views/page.njk': page });
  const log = collectLog();
  const common = { outDir: site.outDir, logger: log, debug: false };
  const staticfiles = createStaticfiles({ roots: site.root, ...common }, { folder: site.dir });
  const manifest = 'manifest.json';
  const env = staticfiles.install(new nunjucks.Environment(null) as never);
  const report = await staticfiles.prepare({ templates: 'views', env, manifest });
  const open = (options: object = {}) =>
    createStaticfiles({ manifest, ...common, ...options }, { folder: site.dir });
  return { site, log, staticfiles, report, open };
}

describe('a manifest', () => {
  it('holds the texts of files that are part of pages', async () => {
    const { site, open, staticfiles, log } = await build();
    const pages = ['a', 'b'].map((icon) => render(staticfiles, icon));
    fs.rmSync(site.root, { recursive: true });
    const served = open();
    assert.deepEqual(
      ['a', 'b'].map((icon) => render(served, icon)),
      pages,
    );
    assert.match(pages.join(), /url\(\/img\/x\.[0-9a-f]{12}\.gif\)/);
    assert.deepEqual(log.warnings, []);
  });

  it('lets the server that reads it choose the media URL', async () => {
    const { open } = await build();
    assert.match(
      render(open({ mediaUrl: '//m.test' }), 'a'),
      /url\(\/\/m\.test\/img\/x\.[0-9a-f]{12}/,
    );
  });

  it('leaves out of a page what it has no text of, with a warning', async () => {
    const { open, log } = await build('{% inlinefile "/a.css" %}');
    assert.equal(render(open(), 'a').includes('<svg'), false);
    assert.match(log.warnings.join(), /has no text of "\/a\.js"\. Build it anew/);
  });

  it('is not written where a file can end its element', async () => {
    const more = { 'raw.js': 'String.raw`</script>`' };
    const { report, site } = await build('\n{% inlinefile "/raw.js" %}', more);
    assert.match(report.failed.join(), /Cannot write "\/raw\.js".*views\/page\.njk", line 2/);
    assert.ok(!fs.existsSync(`${site.dir}/manifest.json`));
  });

  for (const [name, inline] of Object.entries({
    'a text that is none': { plain: { '/a.css': 5 }, slim: {} },
    'a path that leads out': { plain: { '/../a.css': '' }, slim: {} },
    'half of the texts': { plain: {} },
  })) {
    it(`with ${name} is refused`, async () => {
      const { site, open } = await build();
      const file = `${site.dir}/manifest.json`;
      const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
      fs.writeFileSync(file, JSON.stringify({ ...manifest, inline }));
      assert.throws(() => open(), { code: 'ERR_STATICFILE_MANIFEST' });
    });
  }
});
