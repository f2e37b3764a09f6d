// Two combinations never share a name, and a combineName that goes wrong breaks no page.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { makeInstance } from '../support/instance.ts';

const SCRIPTS = {
  'js/a.js': 'var a=1',
  'js/b.js': 'var b=2',
  'js/a_b.js': 'var ab=3',
  'js/lib/c.js': 'var c=4',
};

describe('an answer of combineName that no disk takes', () => {
  const answers: Readonly<Record<string, string>> = {
    'a long name': `/js/${'x'.repeat(300)}.js`,
    'a long name of few characters': `/js/${'\u20ac'.repeat(80)}.js`,
    'a long path': `/${'folder/'.repeat(200)}a.js`,
    'a long folder': `/${'x'.repeat(300)}/a.js`,
  };
  for (const [what, answer] of Object.entries(answers)) {
    it(`gives the default name, and one warning: ${what}`, () => {
      const { staticfiles, log } = makeInstance(SCRIPTS, { combineName: () => answer });
      const url = staticfiles.staticfile('/js/lib/c.js; /js/a.js');
      assert.match(url, /^\/js\/c_a-[0-9a-f]{6}\.[0-9a-f]{12}\.js$/);
      assert.equal(log.warnings.length, 1);
      assert.match(log.warnings[0] ?? '', /"combineName" answered ".*200 bytes/);
    });
  }
});

describe('the name of a combination', () => {
  it('joins the stems with "_", in the folder of its members', () => {
    const { staticfiles } = makeInstance({ 'js/a.js': 'var a=1', 'js/b.js': 'var b=2' });
    assert.match(staticfiles.staticfile('/js/a.js; /js/b.js'), /^\/js\/a_b\.[0-9a-f]{12}\.js$/);
  });

  it('lies in the shortest folder of its members', () => {
    const { staticfiles } = makeInstance(SCRIPTS);
    const url = staticfiles.staticfile('/js/lib/c.js; /js/a.js');
    assert.match(url, /^\/js\/c_a-[0-9a-f]{6}\.[0-9a-f]{12}\.js$/);
  });

  it('is never that of a file', () => {
    const { staticfiles } = makeInstance(SCRIPTS);
    const url = staticfiles.staticfile('/js/a.js; /js/b.js');
    assert.match(url, /^\/js\/a_b-[0-9a-f]{6}\.[0-9a-f]{12}\.js$/);
  });

  it('tells the order of the same members', () => {
    const { staticfiles } = makeInstance(SCRIPTS);
    const forth = staticfiles.staticfile('/js/a.js; /js/b.js');
    assert.notEqual(staticfiles.staticfile('/js/b.js; /js/a.js'), forth);
  });

  it('with all its members tells those apart that begin alike', () => {
    const files = Object.fromEntries(
      ['common-library-one', 'common-library-two', 'x', 'y'].map((stem) => [`${stem}.js`, 'var s']),
    );
    const { staticfiles } = makeInstance(files, { nameMaxLength: 20 });
    const stems = ['x', 'y'].map((last) => {
      const url = staticfiles.staticfile([
        '/common-library-one.js',
        '/common-library-two.js',
        `/${last}.js`,
      ]);
      return /^\/([^./]{1,20})\.[0-9a-f]{12}\.js$/.exec(url)?.[1];
    });
    assert.ok(stems[0] !== undefined && stems[1] !== undefined);
    assert.notEqual(stems[0], stems[1]);
  });

  it('is no longer than nameMaxLength: 1 where that is all it may be', async () => {
    const { staticfiles, content } = makeInstance(SCRIPTS, { nameMaxLength: 1 });
    assert.match(content('/js/a.js; /js/b.js'), /var a=1[\s\S]*var b=2/);
    const urls = ['/js/a.js; /js/b.js', '/js/b.js; /js/a.js'].map((each) =>
      staticfiles.staticfile(each),
    );
    assert.notEqual(urls[0], urls[1]);
  });

  it('counts characters that need two code units as one', () => {
    const { content } = makeInstance(
      { '😀😀😀.js': 'var a=1', '😀😀.js': 'var b=2' },
      { nameMaxLength: 10 },
    );
    assert.match(content('/😀😀😀.js; /😀😀.js'), /var a=1[\s\S]*var b=2/);
  });
});

describe('a combineName', () => {
  const servers = useServers();
  const wrong: Record<string, (paths: readonly string[]) => unknown> = {
    'that throws': () => {
      throw new Error('broken');
    },
    'that answers no text': () => 12,
    'that leads out of the root': () => '../../evil.js',
    'that names a hidden file': () => '/.evil.js',
    'that names another type': () => '/evil.css',
    'that names a folder': () => '/evil/',
  };

  it('is asked for a path, with or without the leading slash', () => {
    const { staticfiles } = makeInstance(SCRIPTS, { combineName: () => 'all/site.js' });
    const url = staticfiles.staticfile('/js/a.js; /js/b.js');
    assert.match(url, /^\/all\/site\.[0-9a-f]{12}\.js$/);
  });

  it('that names a file of the site does not hide it', () => {
    const { content } = makeInstance(SCRIPTS, { combineName: () => '/js/a.js' });
    assert.match(content('/js/a.js; /js/b.js'), /var a=1[\s\S]*var b=2/);
    assert.equal(content('/js/a.js'), 'var a=1');
  });

  it('that names all combinations alike keeps their contents apart', () => {
    const { content } = makeInstance(SCRIPTS, { combineName: () => '/all.js' });
    assert.match(content('/js/a.js; /js/b.js'), /var a=1[\s\S]*var b=2/);
    assert.match(content('/js/a.js; /js/lib/c.js'), /var a=1[\s\S]*var c=4/);
    assert.match(content('/js/a.js; /js/b.js'), /var a=1[\s\S]*var b=2/);
  });

  it('that names all combinations alike has all of them served', async () => {
    const { staticfiles } = makeInstance(SCRIPTS, { combineName: () => '/all.js' });
    const server = await servers.serve(staticfiles.middleware());
    const urls = ['/js/a.js; /js/b.js', '/js/a.js; /js/lib/c.js'].map((each) =>
      staticfiles.staticfile(each),
    );
    for (const url of urls) assert.equal((await server.get(url)).status, 200);
  });

  for (const [name, combineName] of Object.entries(wrong)) {
    it(`${name} writes nothing and gives one warning with its name`, () => {
      const { staticfiles, site, log } = makeInstance(SCRIPTS, {
        combineName: combineName as () => string,
      });
      staticfiles.staticfile('/js/a.js; /js/b.js');
      staticfiles.staticfile('/js/a.js; /js/b.js');
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
      assert.match(log.warnings.join(), /combineName/);
      assert.deepEqual(
        site.list().filter((each) => each.includes('evil')),
        [],
      );
    });

    it(`${name} leaves the page a URL that works`, async () => {
      const { staticfiles } = makeInstance(SCRIPTS, {
        combineName: combineName as () => string,
      });
      const url = staticfiles.staticfile('/js/a.js; /js/b.js');
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.match(answer.body.toString(), /var a=1/);
    });
  }
});

describe('a plain source with outDir', () => {
  it('is copied there where nothing is converted', () => {
    const { staticfiles, site } = makeInstance(SCRIPTS, { enabled: false });
    assert.equal(staticfiles.staticfile('/js/a.js'), '/js/a.js');
    assert.deepEqual(site.list('out'), [path.join('js', 'a.js')]);
    assert.equal(site.read('out/js/a.js'), 'var a=1');
  });

  it('is copied again when it has changed', () => {
    const { staticfiles, site } = makeInstance(SCRIPTS, { enabled: false });
    staticfiles.staticfile('/js/a.js');
    site.write('js/a.js', 'var a=1000');
    staticfiles.staticfile('/js/a.js');
    assert.equal(site.read('out/js/a.js'), 'var a=1000');
  });

  it('is copied there where another tool has named it', () => {
    const { staticfiles, site } = makeInstance(SCRIPTS, { versioned: () => false });
    assert.equal(staticfiles.staticfile('/js/a.js'), '/js/a.js');
    assert.equal(site.read('out/js/a.js'), 'var a=1');
  });

  it('is made where several are combined and nothing is converted', () => {
    const { content } = makeInstance(SCRIPTS, { enabled: false });
    assert.match(content('/js/a.js; /js/b.js'), /var a=1[\s\S]*var b=2/);
  });

  it('is copied there where its output can not be written', () => {
    const { staticfiles, site } = makeInstance(SCRIPTS, {
      naming: ({ stem, ext, version }) => `${stem.repeat(stem === 'a' ? 300 : 1)}.${version}${ext}`,
    });
    assert.equal(staticfiles.staticfile('/js/a.js'), '/js/a.js');
    assert.equal(site.read('out/js/a.js'), 'var a=1');
  });
});
