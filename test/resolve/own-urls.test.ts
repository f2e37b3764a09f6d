// A URL that was handed out stays as it is wherever it comes back, whatever stands before it.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as nunjucks from 'nunjucks';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { sampled } from '../support/sampled.ts';
import type { Site } from '../support/site.ts';

const FILES = {
  'img/p.png': 'png',
  'built/q.png': 'png2',
  'a.js': 'var a = 1;\n',
  'b.js': 'var b = 2;\n',
  'a.css': 'a { background: url(/img/p.png) }',
  'i.svg': '<svg xmlns="http://www.w3.org/2000/svg"><image href="img/p.png"/></svg>',
  'm.js': 'import "/n.js";',
  'n.js': 'export const n = 1;',
};

const PREFIXES: Readonly<Record<string, InstanceOptions>> = {
  'no prefix': {},
  'a media URL that is a path': { mediaUrl: '/shop' },
  'a media URL of another host': { mediaUrl: '//static.example.com' },
  'a prefix of names': { namePrefix: '/forever' },
  'prefixes that are encoded': { mediaUrl: '/büro/a b/', namePrefix: '/for ever' },
  'both of them': { mediaUrl: '/shop', namePrefix: '/forever' },
  'a proxy that puts a folder before it': { fileProxy: (uri) => `/cdn/v1${uri}` },
  'a proxy and a media URL': { mediaUrl: '/shop', fileProxy: (uri) => `/cdn${uri}` },
  'a proxy that signs': { fileProxy: (uri) => `${uri}?signature=1` },
  'a proxy that renames': { fileProxy: (uri) => `/x/${Buffer.from(uri).toString('hex')}` },
  'a proxy of another host': { fileProxy: (uri) => `https://cdn.example.com${uri}` },
  'names by time': { mediaUrl: '/shop', naming: 'timestamp' },
  'names by a function': {
    mediaUrl: '/shop',
    naming: ({ stem, ext, version }) => `${version}-${stem}${ext}`,
  },
  'nothing enabled': { mediaUrl: '/shop', enabled: false, mediaUrlAlways: true },
  'nothing enabled, with a proxy': { fileProxy: (uri) => `/cdn${uri}`, enabled: false },
  'outputs beside their sources': { mediaUrl: '/shop', outDir: false },
};

/** What is written, and what a page is to show: the tags alone. */
const PLACES: Readonly<Record<string, readonly [written: string, expected: string]>> = {
  'in a block': [
    '{% staticall %}<img src="{% staticfile "/img/p.png" %}">{% endstaticall %}',
    '<img src="{% staticfile "/img/p.png" %}">',
  ],
  'in a block that minifies': [
    '{% slimall %}<link rel=stylesheet href="{% slimfile "/a.css" %}">{% endslimall %}',
    '<link rel=stylesheet href="{% slimfile "/a.css" %}">',
  ],
  'minified in a block that does not': [
    '{% staticall %}<script src="{% slimfile "/a.js" %}"></script>{% endstaticall %}',
    '<script src="{% slimfile "/a.js" %}"></script>',
  ],
  'as candidates and in styles': [
    '{% staticall %}<img srcset="{% staticfile "/img/p.png" %} 2x" style="background:url({% staticfile "/img/p.png" %})">{% endstaticall %}',
    '<img srcset="{% staticfile "/img/p.png" %} 2x" style="background:url({% staticfile "/img/p.png" %})">',
  ],
  'beside another': [
    '{% staticall %}<script src="{% staticfile "/a.js" %}"></script><script src="{% staticfile "/b.js" %}"></script>{% endstaticall %}',
    '<script src="{% staticfile "/a.js" %}"></script><script src="{% staticfile "/b.js" %}"></script>',
  ],
  'with a query and a fragment': [
    '{% staticall %}<img src="{% staticfile "/img/p.png?a=1#x" %}">{% endstaticall %}',
    '<img src="{% staticfile "/img/p.png?a=1#x" %}">',
  ],
  'as a combination': [
    '{% staticall %}<script src="{% staticfile "/a.js;/b.js" %}"></script>{% endstaticall %}',
    '<script src="{% staticfile "/a.js;/b.js" %}"></script>',
  ],
  'in what is put in': [
    '{% staticall %}{% inlinefile "/i.svg" %}<style>{% inlinefile "/a.css" %}</style>{% endstaticall %}',
    '{% inlinefile "/i.svg" %}<style>{% inlinefile "/a.css" %}</style>',
  ],
  'in a block within a block': [
    '{% slimall %}{% staticall %}<img src="/img/p.png"><script src="/a.js"></script><script src="/b.js"></script>{% endstaticall %}{% endslimall %}',
    '{% staticall %}<img src="/img/p.png"><script src="/a.js"></script><script src="/b.js"></script>{% endstaticall %}',
  ],
  'in a text': [
    '{% slimcontent "css" %}a{b:url({% staticfile "/img/p.png" %})}{% endslimcontent %}',
    'a{b:url({% staticfile "/img/p.png" %})}',
  ],
  'through the filter': [
    '{{ "/img/p.png" | staticfile | staticfile }}',
    '{{ "/img/p.png" | staticfile }}',
  ],
  'as a file that keeps its name': [
    '{% staticall %}<img src="{% staticfile "/built/q.png" %}">{% endstaticall %}',
    '<img src="{% staticfile "/built/q.png" %}">',
  ],
  'of a file that is missing': [
    '{% staticall %}<img src="{% staticfile "/none.png" %}">{% endstaticall %}',
    '<img src="{% staticfile "/none.png" %}">',
  ],
};

function open(options: InstanceOptions, site?: Site) {
  const versioned = (each: string) => !each.startsWith('/built/');
  const made = makeInstance(FILES, { versioned, debug: false, ...options }, site);
  const environment = new nunjucks.Environment(null);
  made.staticfiles.install(environment as never);
  return { ...made, render: (text: string) => environment.renderString(text, {}) };
}

const ownWarnings = (warnings: readonly string[]) =>
  warnings.filter((each) => !each.includes('none.png'));

describe('a URL that was handed out', () => {
  const pairs = Object.entries(PREFIXES).flatMap((prefix) =>
    Object.entries(PLACES).map((place) => [...prefix, ...place] as const),
  );
  const some = sampled('places of URLs, each with a prefix', 70, pairs);
  for (const [prefix, options, place, [written, expected]] of some) {
    it(`stays as it is ${place}, with ${prefix}`, () => {
      const { render, log, site } = open(options);
      const url = render(expected);
      assert.equal(render(written), url);
      assert.equal(open(options, site).render(written), url);
      assert.deepEqual(ownWarnings(log.warnings), []);
    });
  }

  for (const [prefix, options] of Object.entries(PREFIXES)) {
    it(`stays as it is in a page that was rewritten before, with ${prefix}`, () => {
      const { render, staticfiles, log } = open(options);
      const html = render(
        '<img src="{% staticfile "/img/p.png?a#b" %}"><script src="{% slimfile "/a.js" %}"></script>',
      );
      assert.equal(staticfiles.page(html, { url: '/blog/' }), html);
      assert.equal(staticfiles.page(html), html);
      assert.deepEqual(log.warnings, []);
    });
  }

  const MANIFESTS = [
    'prefixes that are encoded',
    'a media URL that is a path',
    'both of them',
    'a proxy that puts a folder before it',
  ];
  for (const prefix of MANIFESTS) {
    it(`stays as it is where a manifest answers, with ${prefix}`, async () => {
      const options = PREFIXES[prefix] ?? {};
      const built = open(options);
      const manifest = path.join(built.site.dir, 'manifest.json');
      const paths = ['/img/p.png', '/a.js;/b.js', '/a.css'];
      await built.staticfiles.prepare({ paths, manifest });
      const { render, log } = open({ ...options, roots: undefined, manifest }, built.site);
      const tags = paths
        .map((each) => `<link rel=preload href="{% staticfile "${each}" %}">`)
        .join('');
      const html = render(tags);
      assert.match(html, /\.[0-9a-f]{12}\./);
      assert.equal(render(`{% staticall %}${tags}{% endstaticall %}`), html);
      assert.equal(
        render('{{ "/img/p.png" | staticfile | staticfile }}'),
        render('{{ "/img/p.png" | staticfile }}'),
      );
      assert.deepEqual(log.warnings, []);
    });
  }

  for (const [prefix, options] of Object.entries(PREFIXES)) {
    if (prefix.endsWith('of another host')) continue;
    it(`joins others as the file that it was made of, with ${prefix}`, () => {
      const { staticfiles, log } = open(options);
      const url = staticfiles.staticfile('/a.js');
      const joined = staticfiles.staticfile(['/a.js', '/b.js']);
      assert.equal(staticfiles.staticfile([url, '/b.js']), joined);
      assert.deepEqual(log.warnings, []);
    });
  }

  it('is known by another process, whatever a proxy puts before it', () => {
    const options = { fileProxy: (uri: string) => `/cdn/v1${uri}` };
    const { render, site } = open(options);
    const html = render(
      '<img src="{% staticfile "/img/p.png" %}"><script src="{% slimfile "/a.js" %}"></script>',
    );
    const other = open(options, site);
    assert.equal(other.staticfiles.staticall(html), html);
    assert.equal(other.staticfiles.page(html, { url: '/blog/' }), html);
    assert.deepEqual(other.log.warnings, []);
  });

  it('stays as it is though its source has changed', () => {
    const { staticfiles, site } = open({ mediaUrl: '/shop', debug: true });
    const html = `<img src="${staticfiles.staticfile('/img/p.png')}">`;
    site.write('img/p.png', 'edited');
    assert.notEqual(staticfiles.staticfile('/img/p.png'), html.slice(10, -2));
    assert.equal(staticfiles.staticall(html), html);
  });

  it('gets the integrity of its bytes', () => {
    const { staticfiles } = open({ mediaUrl: '/shop' });
    const { url, integrity } = staticfiles.staticfile('/a.js', { integrity: true });
    const html = (value: string) => `<script src="${url}" integrity="${value}"></script>`;
    assert.equal(staticfiles.staticall(html('')), html(integrity));
  });

  it('is no reason to throw', () => {
    const { staticfiles } = open({ mediaUrl: '/shop', missing: 'throw' });
    const url = staticfiles.staticfile('/a.js;/b.js');
    assert.equal(staticfiles.staticfile(url), url);
    assert.throws(() => staticfiles.staticfile('/shop/none.js'), {
      code: 'ERR_STATICFILE_NOT_FOUND',
    });
  });
});

describe('a path that only looks like such a URL', () => {
  it('is a file of its own where a root has it', () => {
    const { staticfiles } = makeInstance(
      { 'shop/x.gif': 'own', 'x.gif': 'other' },
      { mediaUrl: '/shop' },
    );
    assert.match(staticfiles.staticfile('/shop/x.gif'), /^\/shop\/shop\/x\.[0-9a-f]{12}\.gif$/);
  });

  it('is missing where no version of ours is in it', () => {
    const { staticfiles, log } = open({});
    const html = '<img src="/elsewhere/img/p.0123456789ab.png">';
    assert.equal(staticfiles.staticall(html), html);
    assert.equal(log.warnings.length, 1);
  });
});

const WRITTEN = [
  '/none/{{x}}.png',
  '/none/$\x7bx}.png',
  '/none/<%= x %>.png',
  '/none/{% x %}.png',
  '/none/a b|c^d.png',
  '/none\\a.png',
  '/none/%zz/é.png',
  "/none/it's.png",
  '/none/../none.png',
  '/none.png?a={{x}}&b=<%= y %>#{z}',
  'none/{{x}}.png',
  '{{x}}/none.png',
];

describe('a URL in a body that names no file', () => {
  for (const url of WRITTEN) {
    it(`stays as it is written: ${url}`, () => {
      const { staticfiles } = open({});
      const html = `<img src="${url}"><object data="${url}"></object>`;
      assert.equal(staticfiles.staticall(html), html);
      assert.equal(staticfiles.slimall(html), html);
      assert.equal(staticfiles.page(html), html);
      assert.equal(staticfiles.page(html, { url: '/blog/' }), html);
    });

    it(`stays as it is written behind a media URL: ${url}`, () => {
      const { staticfiles } = open({ mediaUrl: '/shop' });
      const isRooted = url.startsWith('/');
      const written = `${isRooted ? '/shop' : ''}${url}`;
      const html = `<img src="${isRooted ? written.replaceAll('&', '&amp;') : url}">`;
      assert.equal(staticfiles.staticall(`<img src="${url}">`), html);
      assert.equal(staticfiles.staticall(html), html);
      assert.equal(staticfiles.page(html, { url: '/blog/' }), html);
    });
  }

  it('keeps what stands behind the path of a file, too', () => {
    const { staticfiles } = open({});
    const url = staticfiles.staticfile('/img/p.png');
    const html = (each: string) => `<img src="${each}?v={{ x }}&amp;w=<%= y %>#{z}|">`;
    assert.equal(staticfiles.staticall(html('/img/p.png')), html(url));
  });

  it('can end no attribute where a tag writes it', () => {
    const { staticfiles } = open({ missing: 'ignore' });
    const url = staticfiles.staticfile('/none/{{x}}|^\'">< \\`.png?\'"><{}');
    assert.equal(url, '/none/{{x}}|^%27%22%3E%3C%20%5C%60.png?%27%22%3E%3C{}');
  });
});
