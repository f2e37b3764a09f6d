// A file may have any name that its disk allows: its URL is safe everywhere and leads to its bytes.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import type { Site } from '../support/site.ts';
import { createSite } from '../support/site.ts';
import { askable, assertSafe, assertServes, debugModes } from './support/served.ts';

/** What a template writes for a file, and the file's name on disk. */
const names: Record<string, [written: string, file: string]> = {
  'a space': ['/img/a b.gif', 'img/a b.gif'],
  'an encoded space': ['/img/a%20b.gif', 'img/a b.gif'],
  'a plus sign': ['/img/a+b.gif', 'img/a+b.gif'],
  'an at sign': ['/img/a@2x.gif', 'img/a@2x.gif'],
  'an ampersand': ['/img/a&b.gif', 'img/a&b.gif'],
  'an equals sign': ['/img/a=b.gif', 'img/a=b.gif'],
  'a single quote': ["/img/a'b.gif", "img/a'b.gif"],
  'a double quote': ['/img/a"b.gif', 'img/a"b.gif'],
  'angle brackets': ['/img/a<b>.gif', 'img/a<b>.gif'],
  parentheses: ['/img/a(1).gif', 'img/a(1).gif'],
  brackets: ['/img/[a].gif', 'img/[a].gif'],
  braces: ['/img/{{a}}.gif', 'img/{{a}}.gif'],
  'a number sign, encoded': ['/img/a%23b.gif', 'img/a#b.gif'],
  'a question mark, encoded': ['/img/a%3Fb.gif', 'img/a?b.gif'],
  'a semicolon, encoded': ['/img/a%3Bb.gif', 'img/a;b.gif'],
  'a percent sign': ['/img/100%.gif', 'img/100%.gif'],
  'a percent sign, encoded': ['/img/100%25.gif', 'img/100%.gif'],
  'what looks like a code': ['/img/a%20b.gif', 'img/a%20b.gif'],
  'what looks like an encoded slash': ['/img/a%2Fb.gif', 'img/a%2Fb.gif'],
  'a backslash': ['/img/a\\b.gif', 'img/a\\b.gif'],
  'a colon': ['/img/a:b.gif', 'img/a:b.gif'],
  'a bar': ['/img/a|b.gif', 'img/a|b.gif'],
  'a dollar sign': ['/img/$&.gif', 'img/$&.gif'],
  'a line end': ['/img/a\nb.gif', 'img/a\nb.gif'],
  'a tab': ['/img/a\tb.gif', 'img/a\tb.gif'],
  'composed letters (NFC)': ['/img/\u00e9t\u00e9.gif', 'img/\u00e9t\u00e9.gif'],
  'composed letters, encoded': ['/img/%C3%A9t%C3%A9.gif', 'img/\u00e9t\u00e9.gif'],
  'decomposed letters (NFD)': ['/img/e\u0301te\u0301.gif', 'img/e\u0301te\u0301.gif'],
  'letters of Japan': ['/img/日本.gif', 'img/日本.gif'],
  'letters from right to left': ['/img/שלום.gif', 'img/שלום.gif'],
  'an emoji': ['/img/😀.gif', 'img/😀.gif'],
  'an emoji of several': ['/img/👩‍👩‍👧.gif', 'img/👩‍👩‍👧.gif'],
  'no extension': ['/img/LICENSE', 'img/LICENSE'],
  'several extensions': ['/img/a.tar.gz', 'img/a.tar.gz'],
  'a dot at the end': ['/img/a.', 'img/a.'],
  'an extension in upper case': ['/img/A.GIF', 'img/A.GIF'],
  'dashes only': ['/img/--.gif', 'img/--.gif'],
  'the name of an option': ['/img/-rf.gif', 'img/-rf.gif'],
  'the name of a method': ['/__proto__/constructor.gif', '__proto__/constructor.gif'],
  'a name like ours': ['/img/x.0123456789ab.gif', 'img/x.0123456789ab.gif'],
  'a folder of a space': ['/ /a.gif', ' /a.gif'],
};

/** Makes a site with one file, nothing where the disk does not allow its name. */
function siteWith(file: string): Site | undefined {
  try {
    return createSite({ [file]: 'bytes' });
  } catch {
    return undefined;
  }
}

function skip(context: Mocha.Context, reason: string): never {
  process.stderr.write(`skipped: ${context.test?.title}: ${reason}\n`);
  return context.skip();
}

for (const [mode, debug] of Object.entries(debugModes)) {
  describe(`${mode}, a file whose name has`, () => {
    const servers = useServers();

    for (const [name, [written, file]] of Object.entries(names)) {
      it(`${name} gets a safe URL that leads to its bytes`, async function () {
        const site = siteWith(file);
        if (site === undefined) skip(this, 'no disk here allows the name');
        const asked = askable({}, { debug }, site);
        const url = asked.ask(written);
        assertSafe(url);
        assert.ok(url.includes(hash('bytes')), url);
        await assertServes(servers, asked, url, 'bytes');
        assert.deepEqual(asked.log.warnings, []);
      });

      it(`${name} is not versioned twice`, function () {
        const site = siteWith(file);
        if (site === undefined) skip(this, 'no disk here allows the name');
        const { ask, staticfiles } = askable({}, { debug }, site);
        const url = ask(written);
        assert.equal(ask(url), url);
        assert.equal(staticfiles.isVersioned(url), true);
      });
    }
  });
}

describe('a sheet that refers to a file whose name has', () => {
  const sheetNames: Record<string, [reference: string, file: string]> = {
    'a space': ['url("a b.gif")', 'a b.gif'],
    'a single quote': ['url("a\'b.gif")', "a'b.gif"],
    'a double quote': ["url('a\"b.gif')", 'a"b.gif'],
    parentheses: ['url("a(1).gif")', 'a(1).gif'],
    'a percent sign': ['url(100%.gif)', '100%.gif'],
    'a backslash': ['url("a\\\\b.gif")', 'a\\b.gif'],
    'an emoji': ['url(😀.gif)', '😀.gif'],
    'decomposed letters': ['url(e\u0301.gif)', 'e\u0301.gif'],
    'a number sign, encoded': ['url(a%23b.gif)', 'a#b.gif'],
    'a colon after a dot': ['url(./a:b.gif)', 'a:b.gif'],
  };
  const servers = useServers();

  for (const [name, [reference, file]] of Object.entries(sheetNames)) {
    it(`${name} refers to its output`, async function () {
      const site = siteWith(file);
      if (site === undefined) skip(this, 'no disk here allows the name');
      site.write('a.css', `a{background:${reference}}`);
      const asked = askable({}, {}, site);
      const sheet = asked.content('/a.css');
      const written = /url\(["']?(.*?)["']?\)\}$/.exec(sheet)?.[1] ?? '';
      assert.ok(written.includes(hash('bytes')), sheet);
      const { pathname } = new URL(written, 'http://site/a.css');
      await assertServes(servers, asked, pathname, 'bytes');
    });
  }
});

describe('two files', () => {
  it('whose names differ only by case keep their own bytes', function () {
    const site = createSite({ 'logo.gif': 'small', 'Logo.gif': 'Large' });
    if (site.list('root').length < 2) skip(this, 'the disk does not tell cases apart');
    const { ask } = askable({}, {}, site);
    assert.equal(ask('/logo.gif'), `/logo.${hash('small')}.gif`);
    assert.equal(ask('/Logo.gif'), `/Logo.${hash('Large')}.gif`);
  });

  it('whose names differ only by composition keep their own bytes', function () {
    const site = createSite({ '\u00e9.gif': 'composed', 'e\u0301.gif': 'decomposed' });
    if (site.list('root').length < 2) skip(this, 'the disk does not tell them apart');
    const { content } = askable({}, {}, site);
    assert.equal(content('/\u00e9.gif'), 'composed');
    assert.equal(content('/e\u0301.gif'), 'decomposed');
  });

  it('of which one is literally the code of the other keep their own bytes', () => {
    const { content } = askable({ 'a%20b.gif': 'literal', 'a b.gif': 'space' });
    assert.equal(content('/a%20b.gif'), 'literal');
    assert.equal(content('/a b.gif'), 'space');
    assert.equal(content('/a%2520b.gif'), 'literal');
  });
});

describe('a name that is as long as the disk allows', () => {
  const servers = useServers();
  const lengths: Record<string, string> = {
    'of 255 letters': `${'a'.repeat(251)}.gif`,
    'of 255 bytes in other letters': `${'é'.repeat(125)}a.gif`,
    'of 243 letters, one too many with a version': `${'a'.repeat(239)}.gif`,
    'of 242 letters, the longest with a version': `${'a'.repeat(238)}.gif`,
  };

  for (const [mode, debug] of Object.entries(debugModes)) {
    for (const [name, file] of Object.entries(lengths)) {
      it(`${name} gets a URL that works ${mode}`, async () => {
        const asked = askable({ [file]: 'bytes' }, { debug });
        const url = asked.ask(`/${file}`);
        await assertServes(servers, asked, url, 'bytes');
      });
    }
  }

  it('and too long with a version gets one warning with its name', () => {
    const { ask, log } = askable({ [`${'a'.repeat(251)}.gif`]: 'bytes' });
    ask(`/${'a'.repeat(251)}.gif`);
    assert.equal(log.warnings.length, 1);
    // of a path in a long folder the middle is left out
    assert.match(log.warnings.join(), /"[^"]*a{40}[^"]*a{40}\.[0-9a-f]{12}\.gif" \(ENAMETOOLONG\)/);
  });

  it('has its file below outDir, for a server that has nothing else', () => {
    const { ask, site } = askable({ [`${'a'.repeat(251)}.gif`]: 'bytes' });
    const url = ask(`/${'a'.repeat(251)}.gif`);
    assert.deepEqual(site.list('out'), [path.basename(url)]);
  });

  it('does not stop a sheet that refers to it', () => {
    const file = `${'a'.repeat(251)}.gif`;
    const { content } = askable({ [file]: 'bytes', 'a.css': `a{background:url(${file})}` });
    assert.equal(content('/a.css'), `a{background:url(${file})}`);
  });
});
