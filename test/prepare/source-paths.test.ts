// Which paths a glob means: all files below the roots that can be asked for, and no outputs.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isOutputBeside } from '../../lib/convert/own-output.ts';
import { hashScheme, timestampScheme, type VersionScheme } from '../../lib/core/version-scheme.ts';
import { createMemoryCache } from '../../lib/files/cache.ts';
import { nodeDisk } from '../../lib/files/disk.ts';
import { Proof } from '../../lib/files/proof.ts';
import { Roots } from '../../lib/files/roots.ts';
import { SourcePaths } from '../../lib/prepare/source-paths.ts';
import { createStaticfiles } from '../support/create.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

interface More {
  readonly outDir?: string;
  readonly at?: string;
  readonly scheme?: VersionScheme;
  /** Paths that are recorded. */
  readonly made?: readonly string[];
}

function matching(site: Site, glob: string, more: More = {}): string[] {
  const { outDir, at = '', scheme = hashScheme, made = [] } = more;
  const disk = nodeDisk;
  const roots = new Roots([{ dir: site.root, at }], disk);
  const cache = createMemoryCache();
  const proof = new Proof({ disk, now: Date.now, cache, place: '', files: roots });
  for (const each of made) {
    const { filePath, identity } = roots.findPath(each) ?? { filePath: '', identity: '' };
    const hash = proof.hashOf(filePath) ?? '';
    proof.record(each, { hash, identity, sizeBytes: fs.statSync(filePath).size });
  }
  const isOutput = (path: string) => isOutputBeside({ roots, proof, naming: { scheme } }, path);
  return new SourcePaths({ roots, disk, outDir, isOutput }).matching(glob);
}

function link(site: Site, name: string, target: string): void {
  fs.symlinkSync(path.join(site.dir, target), path.join(site.root, name));
}

const FILES: Files = { 'a.css': '', 'img/x.gif': '', 'img/deep/y.gif': '' };

describe('the paths that a glob means', () => {
  it('are those of all files, in order, with or without the leading slash', () => {
    const site = createSite(FILES);
    assert.deepEqual(matching(site, '/**'), ['/a.css', '/img/deep/y.gif', '/img/x.gif']);
    assert.deepEqual(matching(site, 'img/*'), ['/img/x.gif']);
  });

  it('are none of a glob that is longer than a glob may be', () => {
    assert.deepEqual(matching(createSite(FILES), `{${'a'.repeat(80_000)},x}`), []);
  });

  it('begin where their root is mounted', () => {
    assert.deepEqual(matching(createSite(FILES), '/lib/*', { at: '/lib' }), ['/lib/a.css']);
  });

  it('are none of hidden files, and none of packages', () => {
    const files = { ...FILES, '.env': '', '.git/x': '', 'node_modules/y/y.js': '', 'a/.b/c': '' };
    assert.deepEqual(matching(createSite(files), '/**').length, 3);
  });

  it('leave out outputs beside their sources, older versions included', () => {
    const [now, old] = [`a.${hash('')}.css`, `gone.${hash('old')}.js`];
    const files = { ...FILES, [now]: '', [`${now}.gz`]: '', [old]: 'old', [`${old}.br`]: '' };
    assert.deepEqual(matching(createSite(files), '/*'), ['/a.css']);
  });

  it('are those of files that another tool has named like outputs', () => {
    const files = {
      ...FILES,
      'a.0123456789ab.css': 'of another tool',
      'a.0123456789ab.css.gz': '',
    };
    assert.equal(matching(createSite(files), '/*').length, 3);
  });

  it('are none of outputs that only a record proves', () => {
    const site = createSite({ ...FILES, 'a.0123456789ab.css': 'one of a circle' });
    assert.deepEqual(matching(site, '/*', { made: ['/a.0123456789ab.css'] }), ['/a.css']);
  });

  it('are none of outputs that a timestamp names', () => {
    const copy = { 'a.1000.css': '', [`a.1000-${hash('b').slice(0, 6)}.css`]: 'b' };
    const foreign = { 'jquery.3.js': 'jQuery', 'a.1001.css': 'other' };
    const site = createSite({ ...FILES, ...copy, ...foreign });
    assert.deepEqual(matching(site, '/*', { scheme: timestampScheme }), [
      ...['/a.1001.css', '/a.css', '/jquery.3.js'],
    ]);
  });

  it('are none of the folder for outputs where it lies in a root', () => {
    const files = { ...FILES, 'static/a.0123456789ab.css': '', 'static/plain.css': '' };
    const site = createSite(files);
    const outDir = path.join(site.root, 'static');
    assert.deepEqual(matching(site, '/**/*.css', { outDir }), ['/a.css']);
  });

  it('leave out the folder of outputs, also behind a link', () => {
    const site = createSite({ ...FILES, '../out/a.css': '' });
    link(site, 'linked', 'out');
    assert.deepEqual(matching(site, '/**/*.css', { outDir: site.outDir }), ['/a.css']);
  });

  it('are those of a root that is the folder for outputs, too', () => {
    const site = createSite({ ...FILES, [`a.${hash('')}.css`]: '' });
    assert.equal(matching(site, '/**', { outDir: site.root }).length, 3);
  });

  it('follow links to folders and files of the roots, and end where they lead back', () => {
    const site = createSite({ ...FILES, '.data/z.gif': '', '../other/z.gif': '' });
    link(site, 'linked', 'root/.data');
    link(site, 'outside', 'other');
    link(site, 'b.css', 'root/a.css');
    link(site, 'img/back', 'root');
    link(site, 'broken', 'nowhere');
    fs.symlinkSync('itself', path.join(site.root, 'itself'));
    assert.deepEqual(matching(site, '/**'), [
      ...['/a.css', '/b.css', '/img/deep/y.gif', '/img/x.gif', '/linked/z.gif'],
    ]);
  });
});

it('a second build makes nothing of the outputs of the first in a folder in its root', async () => {
  const site = createSite({ 'a.css': 'a{}', 'img/x.gif': 'GIF89a' });
  const outDir = path.join(site.root, 'static');
  const build = () => {
    const staticfiles = createStaticfiles({ roots: site.root, outDir, debug: false });
    return staticfiles.prepare({ paths: '/**' });
  };
  assert.equal((await build()).files, 2);
  assert.equal((await build()).files, 2);
  assert.equal(site.list('root/static').length, 2);
});
