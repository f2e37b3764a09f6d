// The `integrity` that an author wrote: what browsers refuse never runs because its URL is another.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createStaticfiles } from '../support/create.ts';
import { makeInstance } from '../support/instance.ts';
import { collectLog } from '../support/log.ts';

const FILES = {
  'a.js': 'var a  = 1;',
  'b.js': 'var b  = 2;',
  'c.js': 'var c  = 3;',
  'a.css': 'a { b: c }',
  'm.mjs': 'export  {};',
};

type Algorithm = 'sha256' | 'sha384' | 'sha512';

function sri(content: string, algorithm: Algorithm = 'sha384'): string {
  return `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;
}

const script = (name: string, integrity = '', more = '') =>
  `<script src="/${name}"${integrity && ` integrity="${integrity}"`}${more}></script>`;

const of = sri(FILES['a.js']);
const other = sri('evil()');
const weak = sri(FILES['a.js'], 'sha256');

const FITTING: Readonly<Record<string, string>> = {
  'SHA-384': of,
  'SHA-256': weak,
  'SHA-512': sri(FILES['a.js'], 'sha512'),
  'one of several hashes': `${other}  ${of}`,
  'the strongest, not a weaker one': `${sri('evil()', 'sha256')}\n${of}`,
  'one with options': `${of}?ct=text/javascript`,
  'one beside others that nobody knows': `md5-abc ${of} sha999-def`,
  'none, where all are unknown': 'md5-abc sha1-def',
  'none, where it is empty': ' ',
};

const REFUSED: Readonly<Record<string, string>> = {
  'another hash': other,
  'a weaker one only': `${weak} ${other}`,
  'what is no hash': 'sha384-old',
  'none of several': `${other} ${sri('worse()')}`,
};

const FORMS = ['staticall', 'slimall', 'page'] as const;

function make(options = {}) {
  const instance = makeInstance(FILES, options);
  const { staticfiles } = instance;
  const write = {
    staticall: (html: string) => staticfiles.staticall(html),
    slimall: (html: string) => staticfiles.slimall(html),
    page: (html: string) => staticfiles.page(html, { url: '/', slim: true }),
  };
  return { ...instance, write };
}

for (const form of FORMS) {
  describe(`${form}: integrity`, () => {
    for (const [name, integrity] of Object.entries(FITTING)) {
      it(`that fits the source becomes that of the output: ${name}`, () => {
        const { write, site, log } = make();
        const html = write[form](script('a.js', integrity));
        const [, uri = '', written = ''] =
          /src="(\/a\.\w{12}\.js)" integrity="(.*?)"/.exec(html) ?? [];
        assert.equal(written, sri(site.read(`out${uri}`)), html);
        assert.deepEqual(log.warnings, []);
      });
    }

    for (const [name, integrity] of Object.entries(REFUSED)) {
      it(`that does not fit leaves the element as it is, and alone: ${name}`, () => {
        const { write, log } = make();
        const refused = script('b.js', integrity.replaceAll(of, other));
        const html = write[form](script('a.js') + refused + script('c.js'));
        assert.ok(html.includes(refused), html);
        assert.match(
          html,
          /^<script src="\/a\.\w{12}\.js"><.*<script src="\/c\.\w{12}\.js"><[^<]*$/,
        );
        write[form](script('a.js') + refused);
        assert.equal(log.warnings.length, 1);
        assert.match(log.warnings.join(), /"\/b\.js" is not the file .* or write "sha384-/);
      });
    }

    it('of a sheet, a preload and a module is held to the same', () => {
      const { write } = make();
      for (const html of [
        `<link rel="stylesheet" href="/a.css" integrity="${other}">`,
        `<link rel="preload" as="script" href="/a.js" integrity="${other}">`,
        `<link rel="modulepreload" href="/m.mjs" integrity="${other}">`,
        script('m.mjs', other, ' type="module"'),
      ]) {
        assert.equal(write[form](html), html);
      }
      const sheet = `<link rel="stylesheet" href="/a.css" integrity="${sri(FILES['a.css'])}">`;
      assert.match(write[form](sheet), /href="\/a\.\w{12}\.css" integrity="sha384-/);
    });

    it('that fits each of two scripts is that of both in one', () => {
      const { write, site } = make();
      const html = write[form](script('a.js', of) + script('b.js', sri(FILES['b.js'])));
      const [, uri = '', written = ''] =
        /src="(\/a_b\.\w{12}\.js)" integrity="(.*?)"/.exec(html) ?? [];
      assert.equal(written, sri(site.read(`out${uri}`)), html);
    });
  });
}

describe('integrity that an author wrote', () => {
  it('counts again when the source is another', () => {
    const { write, site } = make();
    const html = script('a.js', sri('mended()'));
    assert.equal(write.staticall(html), html);
    site.write('a.js', 'mended()');
    assert.match(write.staticall(html), /src="\/a\.\w{12}\.js"/);
    site.write('a.js', 'broken()');
    assert.equal(write.staticall(html), html);
  });

  it('is compared with the output where the URL is one of ours', () => {
    const { write, staticfiles } = make();
    const { url, integrity } = staticfiles.slimfile('/a.js', { integrity: true });
    for (const written of [integrity, other, of]) {
      const html = `<script src="${url}" integrity="${written}"></script>`;
      assert.equal(write.slimall(html), html);
    }
  });

  it('stays what it is in an import map, under the new URL too', () => {
    const { write, staticfiles } = make();
    const map = (written: string) =>
      `<script type="importmap">{"integrity":{"/m.mjs":"${written}"}}</script>`;
    const made = write.slimall(map(other));
    assert.ok(made.includes(`"${staticfiles.slimfile('/m.mjs')}": "${other}"`), made);
    assert.ok(!write.slimall(map(sri(FILES['m.mjs']))).includes(other));
  });

  it('is read once for each content', () => {
    const { write, disk, clock } = make({ debug: false });
    clock.ms += 10_000;
    let reads = 0;
    write.staticall(script('a.js', of));
    disk.before = (name) => {
      if (name === 'readFileSync' || name === 'readSync') reads += 1;
    };
    for (const each of ['1', '2', '3']) write.staticall(`${each}${script('a.js', of)}`);
    assert.equal(reads, 0);
  });

  it('is known of a manifest as it was when that was made', async () => {
    const { site, staticfiles } = make();
    const [good, bad] = [script('a.js', of), script('b.js', other)];
    const later = '<script src="/c.js" integrity="sha384-{{ hash }}"></script>';
    site.write('../t/page.njk', `{% slimall %}${good}${bad}${later}{% endslimall %}`);
    site.write('../t/other.njk', '{% slimfile "/b.js" %}');
    const manifest = `${site.dir}/manifest.json`;
    await staticfiles.prepare({ templates: `${site.dir}/t`, manifest });
    const served = createStaticfiles({ manifest, outDir: site.outDir, logger: collectLog() });
    for (const name of ['/b.js', '/c.js']) assert.match(served.slimfile(name), /\.\w{12}\.js$/);
    const html = served.slimall(good + bad);
    assert.match(html, /src="\/a\.\w{12}\.js" integrity="sha384-/);
    assert.ok(html.endsWith(bad), html);
    await served.close();
  });
});
