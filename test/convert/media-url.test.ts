// Below a media URL that is a path, references may have it before them, as the site's pages do.
import assert from 'node:assert/strict';
import { hash, makeInstance } from '../support/instance.ts';

const FILES = {
  'css/a.css': 'a{b:url(/shop/img/x.gif?v#top)}',
  'css/b.css': 'a{b:url(/shopping/img/x.gif)}c{d:url(//shop/img/x.gif)}',
  'img/x.gif': 'gif',
  'js/main.js': 'import "/shop/js/store.js";import "./other.js";',
  'js/other.js': 'import "./store.js";',
  'js/store.js': 'export default 1;',
};

function textOf(path: string, mediaUrl = '/shop'): string {
  const { staticfiles, site } = makeInstance(FILES, { mediaUrl, missing: 'ignore' });
  return site.read(`out${staticfiles.describe(path).uri}`);
}

describe('a reference with the media URL before it', () => {
  it('names the version of a picture', () => {
    assert.equal(textOf('/css/a.css'), `a{b:url(../img/x.${hash('gif')}.gif?v#top)}`);
  });

  it('names the very module that others import, so that it runs once', () => {
    const store = `"./store.${hash(FILES['js/store.js'])}.js"`;
    assert.ok(textOf('/js/main.js').startsWith(`import ${store};`));
    assert.equal(textOf('/js/other.js'), `import ${store};`);
  });

  it('stays as written where it only begins with the same letters', () => {
    assert.equal(textOf('/css/b.css'), FILES['css/b.css']);
  });

  it('stays as written where the media URL is another, or a host', () => {
    assert.equal(textOf('/css/a.css', '/other'), FILES['css/a.css']);
    assert.equal(textOf('/css/a.css', '//shop'), FILES['css/a.css']);
  });
});
