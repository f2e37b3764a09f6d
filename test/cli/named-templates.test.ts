// Files and globs of templates are named, not folders: what they include is found where people would look.
import assert from 'node:assert/strict';
import { createFolder, type Folder } from './support/command.ts';

const FILES = {
  'css/a.css': 'a { color: red }',
  'css/b.css': 'b { color: red }',
  'css/c.css': 'c { color: red }',
};
const sheet = (name: string) => `<link rel="stylesheet" href="/css/${name}.css">`;
const all = (body: string) => `{% slimall %}${body}{% endslimall %}`;

/** Where the page is, what it includes, and where that is. */
const LAYOUTS: Readonly<Record<string, readonly [page: string, name: string, part: string]>> = {
  'beside it': ['site/p.html', 'part.html', 'site/part.html'],
  'in a folder beside it': ['site/p.html', 'in/part.html', 'site/in/part.html'],
  'in a folder above it': ['site/pages/p.html', 'in/part.html', 'site/in/part.html'],
  'by a relative name': ['site/pages/p.html', '../in/part.html', 'site/in/part.html'],
  'from the working folder': ['site/p.html', 'other/part.html', 'other/part.html'],
  'in the folder of the configuration': ['site/p.html', 'part.html', 'views/part.html'],
};

function made(folder: Folder): string[] {
  return folder.site.list('out').map((name) => name.replace(/\.[0-9a-f]{12}/, ''));
}

describe('staticfile build of a named template finds what it includes', () => {
  for (const [name, [page, included, part]] of Object.entries(LAYOUTS)) {
    it(name, async () => {
      const folder = createFolder({
        ...FILES,
        [`../${page}`]: all(`${sheet('a')}{% include "${included}" %}`),
        [`../${part}`]: sheet('b'),
      });
      const { code, out } = await folder.run('build', page, '--strict');
      assert.deepEqual([code, made(folder).includes('css/a_b.css')], [0, true], out);
    });
  }

  it('by a glob, with what it extends and imports', async () => {
    const folder = createFolder({
      ...FILES,
      '../site/pages/p.njk': `{% extends "layouts/base.njk" %}{% import "m.njk" as m %}{% block b %}{{ m.sheet("b") }}{% endblock %}`,
      '../site/layouts/base.njk': all(`${sheet('a')}{% block b %}{% endblock %}`),
      '../site/m.njk': `{% macro sheet(n) %}<link rel="stylesheet" href="/css/{{ n }}.css">{% endmacro %}{% macro other(p) %}{% staticfile p %}{% endmacro %}`,
    });
    const { code, out } = await folder.run('build', 'site/pages/*.njk', '--strict');
    assert.deepEqual([code, made(folder).includes('css/a_b.css')], [0, true], out);
  });
});

describe('staticfile build', () => {
  it('counts no template that is not there', async () => {
    const { run } = createFolder({ ...FILES, '../site/p.html': sheet('a') });
    const { code, out } = await run('build', 'nope', 'site/p.html');
    assert.equal(code, 1);
    assert.match(out, /^Error: nope: There is no such template/m);
    assert.match(out, / from 1 template /);
    assert.match((await run('build', 'nope')).out, / from 0 templates /);
  });

  it('notices a template that is not there, says where it looked, and fails strictly', async () => {
    const { run } = createFolder({ ...FILES, '../site/p.html': '{% include "gone.html" %}' });
    const { code, out } = await run('build', 'site/p.html');
    assert.equal(code, 0);
    assert.match(
      out,
      /^Notice: site\/p\.html:1: No template is named "gone\.html"\. Looked in ".*site"/m,
    );
    assert.equal((await run('build', 'site/p.html', '--strict')).code, 1);
  });

  it('reads no template outside of the folders', async () => {
    const { run } = createFolder({
      ...FILES,
      '../site/p.html': '{% include "../../../../../../../../etc/hostname" %}',
    });
    assert.match((await run('build', 'site/p.html')).out, /No template is named/);
  });

  it("fails where a named template's include can't be parsed", async () => {
    const { run } = createFolder({
      ...FILES,
      '../site/p.html': '{% include "bad.html" %}',
      '../site/bad.html': '{% if %}',
    });
    const { code, out } = await run('build', 'site/p.html');
    assert.equal(code, 1);
    assert.match(out, /^Error: site\/bad\.html: /m);
  });

  it('ends where templates include and extend each other in circles', async () => {
    const { run } = createFolder({
      ...FILES,
      '../views/a.njk': '{% include "b.njk" %}{% staticfile "/css/a.css" %}',
      '../views/b.njk': '{% include "a.njk" %}{% staticfile "/css/b.css" %}',
      '../views/c.njk':
        '{% extends "d.njk" %}{% block x %}{% staticfile "/css/c.css" %}{% endblock %}',
      '../views/d.njk': '{% extends "c.njk" %}',
      '../views/e.njk':
        '{% import "e.njk" as e %}{{ e.m() }}{% macro m() %}{{ m() }}{% endmacro %}',
    });
    const { code, out } = await run('build');
    assert.equal(code, 0);
    assert.match(out, /^✓ 3 files/m);
    for (const what of ['includes', 'extends', 'imports']) {
      assert.match(out, new RegExp(`^Notice: .*This template ${what} itself`, 'm'));
    }
    assert.equal((await run('build', '--strict')).code, 1);
  });

  it('fails where a glob or folder of templates is not there', async () => {
    const { run } = createFolder(FILES);
    assert.equal((await run('build', 'nowhere')).code, 1);
    const { code, out } = await run('build', 'nowhere/*.njk', '--strict');
    assert.equal(code, 1);
    assert.match(out, /nowhere\/\*\.njk: It matches no template\./);
  });

  it('notices a glob of paths that matches nothing, and fails strictly', async () => {
    const { run } = createFolder({ ...FILES, '../views/p.njk': '' });
    const { code, out } = await run('build', '--include', '/nope*', '--include', '/css/*');
    assert.equal(code, 0);
    assert.match(out, /^(?:Notice|Missing): .*"\/nope\*" matches no file/m);
    assert.equal((await run('build', '--include', '/nope*', '--strict')).code, 1);
    assert.equal((await run('build', '--include', '/css/*', '--strict')).code, 0);
  });
});
