// Relative folders: in a configuration file they start from its folder, typed ones where they are typed.
import assert from 'node:assert/strict';
import { createFolder } from './support/command.ts';

const FILES = { 'x.gif': 'GIF89a', '../site/views/a.njk': '{% staticfile "/x.gif" %}' };

describe('folders of the command', () => {
  it('of a configuration file start from its folder, those of modules too', async () => {
    const configuration = `export default {
      roots: '../root', templates: 'views', manifest: 'm.json', cacheDir: 'cache',
      fileProxy: './proxy.cjs#fileProxy',
    };`;
    const { run, site } = createFolder({
      ...FILES,
      '../site/staticfile.config.mjs': configuration,
      '../site/proxy.cjs': 'exports.fileProxy = (uri) => "/seen" + uri;',
    });
    const { code, error } = await run('build', '--config', 'site/staticfile.config.mjs');
    assert.equal(code, 0, error);
    assert.deepEqual(
      site.list('site').map((name) => name.replace(/[0-9a-f]{12}/, 'VERSION')),
      [
        ...['.static/x.VERSION.gif', 'cache/conversions.txt', 'm.json', 'proxy.cjs'],
        ...['staticfile.config.mjs', 'views/a.njk'],
      ],
    );
  });

  it('that are typed start from the folder that they are typed in', async () => {
    const configuration = 'export default { cacheDir: false };';
    const { run, site } = createFolder({ ...FILES, '../site/c.mjs': configuration });
    const typed = ['--root', 'root', '--out-dir', 'typed', '--manifest', 'typed.json'];
    const { code, error } = await run(
      'build',
      'site/views/*.njk',
      '--config',
      'site/c.mjs',
      ...typed,
    );
    assert.equal(code, 0, error);
    assert.equal(site.list('typed').length, 1);
    assert.ok(site.list().includes('typed.json'));
    const status = await run('clean', '--config', 'site/c.mjs', ...typed, '--json');
    assert.deepEqual(JSON.parse(status.out).files, []);
  });

  it('need none named but the roots: outputs go to ".static"', async () => {
    const { run, site } = createFolder(FILES, 'export default { roots: "root" };');
    assert.equal((await run('build', 'site/views')).code, 0);
    assert.equal(site.list('.static').length, 1);
  });
});
