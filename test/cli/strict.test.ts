// Builds that find everything, or say what they can't find: strict ones, and tags between other delimiters.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createFolder } from './support/command.ts';

const FILES = {
  'css/a.css': 'a { color: red }',
  'js/x.js': 'x()\n//# sourceMappingURL=x.js.map\n',
  'js/x.js.map': '{"version":3,"sources":[],"mappings":""}',
};

const PERCENT = '<link rel="stylesheet" href="<% staticfile "/css/a.css" %>">';

describe('staticfile build --strict', () => {
  it('passes where all is known', async () => {
    const body =
      '{% slimall %}{% if x %}<link rel="stylesheet" href="/css/a.css">{% endif %}{% endslimall %}';
    const { run, site } = createFolder({ ...FILES, '../views/page.njk': `{{ title }}${body}` });
    const { code, error } = await run('build', '--strict');
    assert.deepEqual([code, error], [0, '']);
    assert.ok(site.list().includes('manifest.json'));
  });

  it('fails for what depends on runtime data, names what helps, and writes no manifest', async () => {
    const { run, site } = createFolder({ ...FILES, '../views/page.njk': '\n{% staticfile v %}' });
    const { code, out } = await run('build', '--strict');
    assert.equal(code, 1);
    assert.match(out, /^Error: One thing can't be known .*views\/page\.njk", line 2/m);
    for (const help of ['--include', '"paths"', '"recordTo"', '--from'])
      assert.ok(out.includes(help));
    assert.ok(!site.list().includes('manifest.json'));
    assert.equal((await run('build')).code, 0);
  });
});

describe('staticfile build', () => {
  it('fails where all tags stand between other delimiters, and names the flags', async () => {
    const { run } = createFolder({ ...FILES, '../views/page.njk': `\n${PERCENT}` });
    const { code, out } = await run('build');
    assert.equal(code, 1);
    assert.match(out, /^Error: views\/page\.njk: Line 2 has "<% staticfile"/m);
    for (const help of [
      '--block-start "<%" --block-end "%>"',
      "nunjucks: { tags: { blockStart: '<%'",
    ]) {
      assert.ok(out.includes(help), out);
    }
  });

  it('takes the delimiters from flags', async () => {
    const { run } = createFolder({ ...FILES, '../views/page.njk': PERCENT });
    const { code, out } = await run('build', '--block-start', '<%', '--block-end', '%>');
    assert.equal(code, 0);
    assert.match(out, /^✓ 1 file from 1 template /m);
  });

  it('notices tags between other delimiters where there are some between ours', async () => {
    const page = '{% staticfile "/css/a.css" %}';
    const { run } = createFolder({
      ...FILES,
      '../views/page.njk': page,
      '../views/other.njk': PERCENT,
      '../views/own.njk': '{%- staticfile "/css/a.css" -%} {{ staticfile("/css/a.css") }}',
    });
    const { code, out } = await run('build');
    assert.equal(code, 0);
    assert.match(out, /^Notice: views\/other\.njk(:1)?: Line 1 has "<% staticfile"/m);
    assert.ok(!out.includes('own.njk'));
    assert.equal((await run('build', '--strict')).code, 1);
  });

  it("leaves out a template that can't be parsed, with a notice", async () => {
    const bad = {
      '../views/bad.njk': '{% if %}',
      '../views/page.njk': '{% staticfile "/css/a.css" %}',
    };
    const { run } = createFolder({ ...FILES, ...bad });
    const { code, out } = await run('build');
    assert.equal(code, 0);
    assert.match(out, /^Notice: views\/bad\.njk: Left out, because it can't be parsed: /m);
  });

  it('gives each flag one value, wherever the templates stand', async () => {
    const { run, site } = createFolder({ ...FILES, '../views/page.njk': '{% staticfile v %}' });
    fs.renameSync(`${site.dir}/views`, `${site.dir}/pages`);
    const { code, out } = await run(
      'build',
      '--include',
      '/css/*',
      'pages',
      '--include',
      '/js/*.js',
    );
    assert.equal(code, 0, out);
    assert.match(out, /^✓ \d files? from 1 template/m);
    assert.equal((await run('build', 'pages', '--manifest')).code, 2);
    assert.equal((await run('build', '--root', 'root', 'pages')).code, 0);
  });
});

describe('staticfile clean', () => {
  it('keeps a source map that is asked for by itself', async () => {
    const { run } = createFolder({
      ...FILES,
      '../views/page.njk': '{% staticfile "/js/x.js.map" %}',
    });
    assert.equal((await run('build')).code, 0);
    assert.match((await run('status')).out, /^stray +0$/m);
    assert.ok(!(await run('clean', '--older-than', '0s')).out.includes('x.js'));
  });
});
