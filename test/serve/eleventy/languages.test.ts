// Every language of 11ty has the tags, the filter and the functions, by 11ty's own command.
import assert from 'node:assert/strict';
import { useFixtures } from '../../support/fixtures.ts';
import { itInLongForm, sampled } from '../../support/sampled.ts';
import { type CommandRun, eleventyVersions, runEleventy } from './support/command.ts';

const GIF = '/img/x.610f5ae4d76e.gif';
const image = `<img src="${GIF}">`;
const SHEET = /\/css\/a\.[0-9a-f]{12}\.css/;
const JOINED = /^\/js\/a_b\.[0-9a-f]{12}\.js$/;

/** Templates by file name, and what their pages hold. */
const TEMPLATES: readonly [file: string, template: string, expected: string | RegExp][] = [
  ['tag.md', '{% staticfile "/img/x.gif" %}', `<p>${GIF}</p>`],
  ['image.md', '![x]({% staticfile "/img/x.gif" %})', `<p><img src="${GIF}" alt="x"></p>`],
  ['tag.liquid', "{% staticfile '/img/x.gif' %}", GIF],
  ['tag.html', '{% staticfile "/img/x.gif" %}', GIF],
  ['value.liquid', '---\npath: /img/x.gif\n---\n{% staticfile path %}', GIF],
  ['semicolon.liquid', '{% staticfile "/js/a.js; /js/b.js" %}', JOINED],
  ['as.liquid', '{% staticfile "/img/x.gif" as a %}{{ a }}', GIF],
  [
    'integrity.liquid',
    '{% staticfile "/js/a.js" integrity=true as js %}{{ js }} {{ js.integrity }}',
    /^\/js\/a\.[0-9a-f]{12}\.js sha384-[\w+/=]+$/,
  ],
  [
    'keyword.liquid',
    '{% staticfile "/js/a.js" integrity: true as js %}{{ js.integrity }}',
    /^sha384-/,
  ],
  ['inline.liquid', "<script>{% inlinefile '/js/a.js' %}</script>", /<script>console\.log\(1\)/],
  ['blank.liquid', '{% staticfile "/img/no one.gif" %}', '/img/no%20one.gif'],
  ['filter.liquid', '{{ "/img/x.gif" | staticfile }}', GIF],
  ['slim.liquid', '{% slimfile "/css/a.css" %}', SHEET],
  ['all.liquid', '{% staticall %}<img src="/img/x.gif">{% endstaticall %}', image],
  [
    'loop.liquid',
    '{% for i in (1..2) %}{% staticall %}<img src="/img/x.gif">{% endstaticall %}{% endfor %}',
    image + image,
  ],
  [
    'content.liquid',
    '{% slimcontent "css" %}a { color : red }{% endslimcontent %}',
    'a{color:red}',
  ],
  ['late.liquid', '{% staticall %}{% late "/img/x.gif" %}{% endstaticall %}', image],
  ['late.njk', '{% staticall %}{% late "/img/x.gif" %}{% endstaticall %}', image],
  ['tag.njk', '{% staticfile "/img/x.gif" %}', GIF],
  ['global.njk', '{{ staticfile("/img/x.gif") }} {{ "/img/x.gif" | staticfile }}', `${GIF} ${GIF}`],
  ['function.11ty.js', 'export default function () { return this.staticfile("/img/x.gif") }', GIF],
  [
    'joined.11ty.js',
    'export default function () { return this.staticfile("/js/a.js; /js/b.js") }',
    JOINED,
  ],
  [
    'all.11ty.js',
    'export default function () { return this.staticall(\'<img src="/img/x.gif">\') }',
    image,
  ],
];

/** What nothing but the finished page shows. */
const WHOLE: readonly [file: string, template: string, expected: string][] = [
  ['image.md', '![x](/img/x.gif)', `<p><img src="${GIF}" alt="x"></p>`],
  ['late.liquid', '{% late "/img/x.gif" %}', image],
  ['relative.html', '<img src="../img/x.gif">', image],
];

const LATE = `import staticfile from 'nunjucks-staticfile/eleventy';
export default function (config) {
  config.addPlugin(staticfile, { roots: 'public' });
  config.addAsyncShortcode('late', async (path) => '<img src="' + path + '">');
}
`;

/** A name such as `tag.md` becomes the page `tag-md`. */
const pageOf = (file: string) => file.replaceAll('.', '-');

function filesOf(): Record<string, string> {
  const files: Record<string, string> = { 'eleventy.config.js': LATE };
  for (const [file, template] of TEMPLATES) {
    const name = `pages/${pageOf(file)}/index${file.slice(file.indexOf('.'))}`;
    files[name] = template;
  }
  return files;
}

describe('a template of 11ty', function () {
  this.timeout(120_000);
  useFixtures();

  for (const version of eleventyVersions()) {
    describe(version.name, () => {
      let run: CommandRun;
      before(() => {
        run = runEleventy(version, filesOf(), ['--input=pages']);
      });

      it('is built', () => {
        assert.equal(run.status, 0, run.stderr + run.stdout);
      });

      for (const [file, , expected] of TEMPLATES) {
        it(`gets URLs: ${file}`, () => {
          const page = run.read(`_site/${pageOf(file)}/index.html`).trim();
          if (typeof expected === 'string') assert.equal(page, expected);
          else assert.match(page, expected);
        });
      }

      it('has its files in the output folder', () => {
        assert.equal(run.read(`_site${GIF}`), 'GIF89a');
      });
    });
  }
});

describe('a whole page of 11ty', function () {
  this.timeout(120_000);
  useFixtures();

  for (const version of eleventyVersions()) {
    for (const pages of sampled('kinds of whole pages', 1, ['slim', 'static'])) {
      it(`gets URLs for all that it names, pages: ${pages}, ${version.name}`, () => {
        const config = LATE.replace("'public' }", `'public', pages: '${pages}' }`);
        const files: Record<string, string> = { 'eleventy.config.js': config };
        for (const [file, template] of WHOLE) files[`pages/${file}`] = template;
        files['pages/feed.njk'] = '---\npermalink: feed.xml\n---\n<img src="/img/x.gif">';
        const run = runEleventy(version, files, ['--input=pages']);
        assert.equal(run.status, 0, run.stderr);
        for (const [file, , expected] of WHOLE) {
          const html = run.read(`_site/${file.replace(/\..*/, '')}/index.html`).trim();
          assert.equal(html, expected);
        }
        assert.equal(run.read('_site/feed.xml').trim(), '<img src="/img/x.gif">');
        assert.equal(run.read(`_site${GIF}`), 'GIF89a');
      });
    }
  }
});

describe('the plugin of 11ty', function () {
  this.timeout(60_000);
  useFixtures();

  itInLongForm('can be required', async () => {
    const [version = assert.fail()] = eleventyVersions();
    const run = runEleventy(version, {
      'package.json': '{}',
      'eleventy.config.cjs':
        "const staticfile = require('nunjucks-staticfile/eleventy');\n" +
        "module.exports = (config) => config.addPlugin(staticfile, { roots: 'public' });\n" +
        'if (staticfile.default !== staticfile) throw new Error("default");\n',
      'index.njk': '{% staticfile "/img/x.gif" %}',
    });
    assert.equal(run.status, 0, run.stderr);
    assert.equal(run.read('_site/index.html'), GIF);
  });

  for (const args of sampled('flags of 11ty', 1, [
    ['--dryrun'],
    ['--to=json'],
    ['--to', 'ndjson'],
  ])) {
    it(`writes nothing with ${args.join(' ')}`, () => {
      const [version = assert.fail()] = eleventyVersions();
      const run = runEleventy(version, { 'index.njk': '{% staticfile "/img/x.gif" %}' }, args);
      assert.equal(run.status, 0, run.stderr);
      assert.deepEqual(run.list('_site'), []);
      assert.deepEqual(run.list('node_modules/.cache'), []);
      if (args[0] !== '--dryrun') assert.ok(run.stdout.includes(GIF), run.stdout);
    });
  }

  it('names the template and the line of what is not there', () => {
    const [version = assert.fail()] = eleventyVersions();
    const missing = (kind: string) => `{% staticfile "/no-${kind}.gif" %}`;
    const run = runEleventy(
      version,
      {
        'pages/page.njk': `---\ntitle: a\nlayout: base.njk\n---\n\n${missing('page')}`,
        'pages/_includes/base.njk': `---\na: b\n---\nx\n${missing('layout')}{{ content | safe }}`,
        'pages/filter.njk': '{{ "/no-filter.gif" | staticfile }}',
        'pages/text.md': `---\na: b\n---\n${missing('markdown')}`,
        'pages/code.11ty.js':
          'export default function () { return this.staticfile("/no-code.gif") }',
      },
      ['--input=pages'],
    );
    assert.equal(run.status, 0, run.stderr);
    const messageOf = (kind: string) =>
      run.stderr.split('\n').find((line) => line.includes(`/no-${kind}.gif`)) ?? '';
    assert.match(messageOf('page'), /pages\/page\.njk.*line 6/);
    assert.match(messageOf('layout'), /_includes\/base\.njk.*line 5/);
    assert.match(messageOf('filter'), /pages\/filter\.njk/);
    assert.match(messageOf('markdown'), /pages\/text\.md/);
    assert.match(messageOf('code'), /pages\/code\.11ty\.js/);
  });

  itInLongForm('fails a build in which a file changes', async () => {
    const [version = assert.fail()] = eleventyVersions();
    const run = runEleventy(version, {
      'index.11ty.js':
        "import { writeFileSync } from 'node:fs';\n" +
        'export default function () {\n' +
        '  const url = this.staticfile("/img/x.gif");\n' +
        '  writeFileSync("public/img/x.gif", "edited");\n' +
        '  return url;\n}\n',
    });
    assert.notEqual(run.status, 0);
    assert.match(run.stderr, /"\/img\/x\.gif" changed while the pages were rendered/);
  });

  it('refuses 11ty before 3 in plain words', async () => {
    const { default: staticfile } = await import('../../../lib/eleventy.ts');
    assert.throws(() => staticfile({ versionCheck: undefined } as never, { roots: 'x' }), {
      code: 'ERR_STATICFILE_UNSUPPORTED',
      message: /needs 11ty 3 or 4/,
    });
    const versionCheck = (range: string) => {
      throw new Error(`expects ${range}`);
    };
    assert.throws(() => staticfile({ versionCheck } as never, { roots: 'x' }), /expects >=3/);
  });
});
