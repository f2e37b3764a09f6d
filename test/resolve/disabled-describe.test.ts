// With `enabled: false`, describe() answers what the tag answers.
import assert from 'node:assert/strict';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { engines } from '../support/nunjucks.ts';

const FILES = {
  'css/a.css': 'a{b:url(../img/x.gif)}',
  'css/b.css': 'b{}',
  'img/x.gif': 'gif',
  'a b.gif': 'blank',
  'js/a.js': 'a()',
  'js/b.js': 'b()',
};
const PATHS = [
  '/img/x.gif',
  'img/x.gif',
  '/img/x.gif?v=1#top',
  '/img/./x.gif',
  '/a b.gif',
  '/a%20b.gif',
  '/css/a.css',
  '/img/no.gif',
  'img/no.gif?v',
  '/../../etc/passwd',
  '/js/a.js;/js/b.js',
  ' js/a.js ; js/b.js?v ',
  '/css/a.css;/css/b.css#top',
  '/js/a.js;/js/no.js',
  '/js/no.js;/js/a.js',
  '/js/no.js;/js/none.js',
  '/js/a.js;/css/a.css',
  '/js/a.js;/js/a.js',
  '/js/a.js;',
  'https://cdn.x/a;v=1/b.js',
  'data:image/png;base64,AAAA',
  '//cdn.x/a.js',
  '',
];
const LISTS = [
  ['/js/a.js', '/js/b.js'],
  ['js/a.js'],
  ['/js/a.js', '/js/no.js'],
  ['/js/a.js', 'https://cdn.x/a.js'],
];
const sites: Record<string, InstanceOptions> = {
  alone: {},
  'in production': { debug: false },
  'with a media URL': { mediaUrl: '//e.com' },
  'with a media URL always': { mediaUrl: '//e.com', mediaUrlAlways: true },
  'with a name prefix': { namePrefix: '/forever' },
  'without outDir': { outDir: false },
};

for (const [site, options] of Object.entries(sites)) {
  describe(`describe with enabled: false, ${site}`, () => {
    const make = () =>
      makeInstance(FILES, { enabled: false, conversion: 'inline', missing: 'ignore', ...options });

    for (const asked of [...PATHS, ...LISTS]) {
      it(`answers the URL of the tag: ${JSON.stringify(asked)}`, () => {
        const { staticfiles } = make();
        const described = staticfiles.describe(asked).url;
        assert.equal(described, staticfiles.staticfile(asked));
        assert.equal(staticfiles.describe(asked).url, described);
      });
    }

    it('tells what is there and what is missing', () => {
      const { staticfiles } = make();
      assert.equal(staticfiles.describe('/img/x.gif').state, 'local');
      assert.equal(staticfiles.describe('/js/a.js;/js/b.js').state, 'local');
      assert.equal(staticfiles.describe('/img/no.gif').state, 'missing');
    });

    it('names no version and no integrity of a path that comes back as it is', () => {
      const { version, integrity } = make().staticfiles.describe('/js/a.js');
      assert.deepEqual([version, integrity], [undefined, undefined]);
    });

    for (const engine of engines) {
      it(`answers what the tag of ${engine.name} writes`, () => {
        const { staticfiles } = make();
        const env = new engine.nunjucks.Environment(null);
        staticfiles.install(env);
        for (const path of PATHS) {
          // a text that a tag gets from a variable is one path
          const value = /^(?!https:|data:).*;/.test(path) ? path.split(';') : path;
          const written = env.renderString('{% staticfile value as u %}{{ u | safe }}', { value });
          assert.equal(written, staticfiles.describe(value).url, path);
        }
      });
    }
  });
}
