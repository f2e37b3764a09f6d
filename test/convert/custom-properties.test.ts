// What a custom property names is looked for from where the property is used: another sheet, or a page.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'img/x.gif': 'gif',
  'css/a.css':
    ':root{--a:url(/img/x.gif);--b:url("/img/x.gif#x");--c:image-set("/img/x.gif" 1x);--d:url(../img/x.gif)}' +
    '@property --e{syntax:"<image>";inherits:true;initial-value:url(/img/x.gif)}' +
    '.x  {  background:  url(/img/x.gif)  }',
};

/** Writes what the sheet names, in order, without versions. */
function namedWith(options: object, how: 'staticfile' | 'slimfile'): string[] {
  const site = createSite(FILES);
  const all = { roots: site.root, outDir: site.outDir, conversion: 'inline', ...options } as const;
  const url = createStaticfiles(all).describe('/css/a.css', { slim: how === 'slimfile' }).uri;
  const text = fs.readFileSync(path.join(site.outDir, url), 'utf8');
  const named = Array.from(text.matchAll(/[\w:/.]*\/img\/x\.[0-9a-f]{12}\.gif/g), ([each]) => each);
  return named.map((each) => each.replace(/\.[0-9a-f]{12}/, ''));
}

describe('what begins at the root in a custom property', () => {
  for (const how of ['staticfile', 'slimfile'] as const) {
    const rest = ['../img/x.gif', '/img/x.gif', '../img/x.gif'];

    it(`begins there in the output of ${how}, too`, () => {
      const rooted = Array.from({ length: 3 }, () => '/img/x.gif');
      assert.deepEqual(namedWith({}, how), [...rooted, ...rest]);
    });

    it(`has the media URL in the output of ${how}`, () => {
      for (const mediaUrl of ['/shop', 'https://s.example.com']) {
        const whole = `${mediaUrl}/img/x.gif`;
        const expected = [whole, whole, whole, '../img/x.gif', whole, '../img/x.gif'];
        assert.deepEqual(namedWith({ mediaUrl }, how), expected);
      }
    });
  }
});

describe('sheets of several folders', () => {
  const combined = (first: string) => {
    const site = createSite({ 'css/a.css': first, 'css/sub/b.css': 'b{}', 'css/x.gif': 'gif' });
    const options = { roots: site.root, outDir: site.outDir };
    const { uri } = createStaticfiles(options).describe(['/css/a.css', '/css/sub/b.css']);
    return fs.readFileSync(path.join(site.outDir, uri), 'utf8');
  };

  it('are not joined where a custom property names a file relative to one of them', () => {
    assert.match(combined(':root{--a:url(x.gif)}'), /^@import "a\.[0-9a-f]{12}\.css";/);
  });

  it('are joined where it names a file from the root, or none', () => {
    for (const value of ['url(/css/x.gif)', 'url(data:image/gif;base64,AA==)', 'url(#a)']) {
      assert.match(combined(`:root{--a:${value}}`), /^:root.*\nb\{\}/);
    }
  });
});
