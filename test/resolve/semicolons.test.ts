// A value names one path whatever it holds, and combinations have bounds: visitors may write values.
import assert from 'node:assert/strict';
import nunjucks from 'nunjucks';
import { makeInstance } from '../support/instance.ts';

const FILES = { 'a.js': 'a()', 'b.js': 'b()', 'x;y.js': 'xy()', 'c.css': 'c{}', 'd.css': 'd{}' };

function render(template: string, context: object, options = {}) {
  const instance = makeInstance(FILES, { debug: false, ...options });
  const env = new nunjucks.Environment(null);
  instance.staticfiles.install(env);
  return { ...instance, html: env.renderString(template, context) };
}

const both = '/a_b.';
const v = '/a.js; /b.js';

describe('a semicolon separates paths', () => {
  const forms: Record<string, string> = {
    'in a literal of the tag': '{% staticfile "/a.js; /b.js" %}',
    'with "as"': '{% staticfile "/a.js; /b.js" as u %}{{ u }}',
    'in a branch of an inline if': '{% staticfile "/a.js; /b.js" if v else "/c.css" %}',
    'in the other branch': '{% staticfile "/c.css" if not v else "/a.js; /b.js" %}',
    'in a branch of a branch': '{% staticfile "/c.css" if not v else ("/a.js; /b.js" if v) %}',
    'in brackets': '{% staticfile ("/a.js; /b.js") %}',
  };
  for (const [name, template] of Object.entries(forms)) {
    it(name, () => assert.ok(render(template, { v }).html.startsWith(both)));
  }

  it('in the arguments of the functions', () => {
    const { staticfiles } = makeInstance(FILES);
    assert.ok(staticfiles.staticfile(v).startsWith(both));
    assert.ok(staticfiles.slimfile(v).startsWith(both));
    assert.ok(staticfiles.describe(v).uri.startsWith(both));
  });
});

describe('a semicolon is part of the name', () => {
  const forms: Record<string, string> = {
    'in a variable of the tag': '{% staticfile v %}',
    'in a variable with "as"': '{% staticfile v as u %}{{ u }}',
    'in a variable in a branch': '{% staticfile v if v else "/a.js; /b.js" %}',
    'in a text put together': '{% staticfile "/a.js; " ~ "/b.js" %}',
    'in the filter': '{{ v | staticfile }}',
    'in a literal of the filter': '{{ "/a.js; /b.js" | staticfile }}',
    'in the global': '{{ staticfile(v) }}',
    'in the other global': '{{ slimfile(v) }}',
    'in an array of one': '{% staticfile [v] %}',
  };
  for (const [name, template] of Object.entries(forms)) {
    it(`${name}, and one warning says how to combine`, () => {
      const { html, log } = render(template, { v });
      assert.equal(html, '/a.js;%20/b.js');
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
      assert.match(log.warnings.join(), /array/);
    });
  }

  it('whatever was combined before from the same text', () => {
    const twice = '{% staticfile "/a.js; /b.js" %} {% staticfile v %} {{ staticfile(v) }}';
    assert.match(render(twice + twice, { v }).html, /^\/a_b\.\w+\.js \/a\.js;%20\/b\.js \/a\.js;/);
  });

  it('of a file', () => {
    const { html, log } = render('{% staticfile v %} {% staticfile "/x%3By.js" %}', {
      v: '/x;y.js',
    });
    assert.match(html, /^\/x%3By\.\w+\.js \/x%3By\.\w+\.js$/);
    assert.deepEqual(log.warnings, []);
  });

  it('with one common warning where not every part is a file', () => {
    const { log } = render('{% staticfile v %}', { v: '/a.js; /none.js' });
    assert.doesNotMatch(log.warnings.join(), /array/);
    assert.equal(log.warnings.length, 1);
  });

  it('of a text with a NUL, which never stands for a list', () => {
    const { staticfiles } = makeInstance(FILES, { debug: false, missing: 'ignore' });
    const list = staticfiles.staticfile(['/a.js', '/b.js']);
    assert.notEqual(staticfiles.staticfile('\0/a.js\0/b.js'), list);
  });
});

describe('of doubles', () => {
  it('sheets keep the last and scripts the first', () => {
    const { content } = makeInstance(FILES);
    assert.equal(content('/a.js; /b.js; /a.js').trim(), 'a()\n;\nb()');
    assert.match(content(['/c.css', '/d.css', 'c.css']), /d\{\}\s*c\{\}/);
  });

  it('one is left, which is no combination', () => {
    const { content } = makeInstance(FILES);
    assert.equal(content('/a.js; a.js; /./a.js'), 'a()');
  });
});

describe('a combination of more than 64 files', () => {
  const files = Object.fromEntries(
    Array.from({ length: 70 }, (_, at) => [`${at}.js`, `f(${at})`] as const),
  );
  const paths = Object.keys(files).map((file) => `/${file}`);

  it('holds the first 64, and one warning says so', () => {
    const { content, log } = makeInstance(files);
    const joined = content(paths);
    assert.ok(joined.includes('f(63)'));
    assert.ok(!joined.includes('f(64)'));
    assert.equal(log.warnings.length, 1);
    assert.match(log.warnings.join(), /70 files/);
  });

  it("throws with missing: 'throw'", () => {
    const { staticfiles } = makeInstance(files, { missing: 'throw' });
    assert.throws(() => staticfiles.staticfile(paths), { code: 'ERR_STATICFILE_ARGUMENT' });
  });

  it('may name the same file as often as it likes', () => {
    const { staticfiles, log } = makeInstance(FILES);
    assert.ok(staticfiles.staticfile(`/a.js;${'/b.js;'.repeat(100_000)}`).startsWith(both));
    assert.deepEqual(log.warnings, []);
  });

  it('is several in a body', () => {
    const { staticfiles, site } = makeInstance(files);
    const html = staticfiles.staticall(
      paths.map((each) => `<script src="${each}"></script>`).join(''),
    );
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.equal(site.list('out').filter((file) => file.endsWith('.js')).length, 2);
  });
});

describe('combinations made from values', () => {
  const files = Object.fromEntries(
    Array.from({ length: 46 }, (_, at) => [`${at}.js`, `f(${at})`] as const),
  );
  const pairs = Object.keys(files).flatMap((one) =>
    Object.keys(files).flatMap((other) => (one < other ? [[`/${one}`, `/${other}`]] : [])),
  );

  it('are 1,000 at most in a process; the next gives its first file, with a warning', () => {
    const { staticfiles, site, log } = makeInstance(files, { debug: false });
    const urls = pairs.map((pair) => staticfiles.staticfile(pair));
    const made = site.list('out').filter((file) => file.includes('_') || file.includes('-'));
    assert.ok(pairs.length > 1000);
    assert.equal(made.length, 1000);
    assert.match(urls[1001] ?? '', /^\/\d+\.[0-9a-f]{12}\.js$/);
    assert.match(log.warnings.join('\n'), /1000 combinations/);
    assert.equal(staticfiles.staticfile(pairs[3] ?? []), urls[3]);
  });

  it('leave room for those that templates name', () => {
    const { staticfiles } = makeInstance(files, { debug: false });
    const env = new nunjucks.Environment(null);
    staticfiles.install(env);
    for (const pair of pairs.slice(0, 1010)) staticfiles.staticfile(pair);
    const [one, other] = pairs.at(-1) ?? [];
    const url = env.renderString(`{% staticfile "${one}; ${other}" %}`, {});
    assert.equal(url, staticfiles.staticfile([`${one}`, `${other}`]));
    assert.match(url, /_|-/);
    const [two, three] = pairs.at(-3) ?? [];
    assert.match(env.renderString(`{% staticfile "${two}; ${three}" if 1 %}`, {}), /_|-/);
  });
});
