// As a new user: an empty folder, the packed tarball, and nothing but the quick starts of the README.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { placePackage } from './support/packed.ts';

const readme = fs.readFileSync('README.md', 'utf8');

/** The first piece of JavaScript below a heading. */
function codeBelow(heading: string): string {
  const section = readme.slice(readme.indexOf(`\n## ${heading}\n`));
  return /```js\n([\s\S]*?)```/.exec(section)?.[1] ?? assert.fail(`no code below "${heading}"`);
}

describe('the quick starts of the README', function () {
  this.timeout(180_000);
  let folder = '';
  const running: ChildProcess[] = [];

  before(() => {
    folder = placePackage();
    // what the user installs besides is here already
    for (const name of ['express', 'nunjucks', '@11ty/eleventy']) {
      const target = path.join(folder, 'node_modules', name);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      if (!fs.existsSync(target)) fs.symlinkSync(path.resolve('node_modules', name), target);
    }
    write('public/img/mysprite.gif', 'GIF89a');
    write('public/css/base.css', 'a { background: url(../img/mysprite.gif) }');
    write('public/css/gallery.css', 'b { color: red }');
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  afterEach(() => {
    for (const child of running.splice(0)) child.kill();
  });

  function write(name: string, text: string): void {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  it('work for Express', async () => {
    const [, template = ''] = /```njk\n([\s\S]*?)```/.exec(readme) ?? [];
    write('views/home.njk', template);
    const port = 20_000 + (process.pid % 20_000);
    write('app.mjs', codeBelow('Express in ten lines').replace('listen(3000)', `listen(${port})`));
    const child = spawn(process.execPath, ['app.mjs'], { cwd: folder, stdio: 'inherit' });
    running.push(child);
    const origin = `http://127.0.0.1:${port}`;
    const html = await untilAnswered(origin);
    const urls = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url = '']) => url);
    assert.equal(urls.length, 2);
    for (const url of urls) {
      assert.match(url, /\.[0-9a-f]{12}\.(?:css|gif)$/);
      assert.equal((await fetch(origin + url)).status, 200);
    }
  });

  it('work for 11ty', () => {
    write('eleventy.config.mjs', codeBelow('11ty'));
    write('index.njk', '<img src="{% staticfile "/img/mysprite.gif" %}">');
    const command = path.resolve('node_modules/@11ty/eleventy/cmd.cjs');
    const args = [command, '--config=eleventy.config.mjs', '--formats=njk'];
    fs.rmSync(path.join(folder, 'views'), { recursive: true, force: true });
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const html = fs.readFileSync(path.join(folder, '_site/index.html'), 'utf8');
    const [, url = ''] = /src="([^"]+)"/.exec(html) ?? [];
    assert.match(url, /^\/img\/mysprite\.[0-9a-f]{12}\.gif$/);
    assert.equal(fs.readFileSync(path.join(folder, '_site', url), 'utf8'), 'GIF89a');
  });
});

/** A server says nowhere that it listens: it is asked until it answers. */
async function untilAnswered(url: string): Promise<string> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      if (turn > 400) throw error;
      await pause(25);
    }
  }
}
