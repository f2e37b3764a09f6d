// What is there already: a replaced release folder, and outputs that another mode has made.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';
import {
  isOwnFile,
  linkModes,
  type Mode,
  outputOf,
  publishing,
  requireLinks,
} from './support/published.ts';

const FILES = { 'img/x.gif': 'old', 'img/same.gif': 'same' };
const OLD = `/img/x.${hash('old')}.gif`;
const NEW = `/img/x.${hash('new')}.gif`;

/** Two releases beside each other; `current` leads to one of them. */
function releases(): { site: Site; root: string; switchTo: (release: string) => void } {
  const site = createSite({ 'one/img/x.gif': 'old', 'two/img/x.gif': 'new' });
  const root = path.join(site.root, 'current');
  const switchTo = (release: string) => {
    fs.rmSync(root, { force: true });
    fs.symlinkSync(path.join(site.root, release), root, 'dir');
  };
  switchTo('one');
  fs.mkdirSync(path.join(site.outDir, 'img'), { recursive: true });
  return { site, root, switchTo };
}

/** Replaces all sources by those of the next release, as `rm -r` and `mv` do. */
function deploy(site: Site): void {
  fs.rmSync(site.root, { recursive: true });
  site.write('img/x.gif', 'new');
  site.write('img/same.gif', 'same');
}

/** The bytes below an old name, nothing where they are gone. */
function bytesOf(site: Site, name: string): string | undefined {
  const file = path.join(site.outDir, name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

for (const mode of Object.keys(linkModes) as (keyof typeof linkModes)[]) {
  describe(`with publish: '${mode}', after a release folder was replaced`, () => {
    const servers = useServers();
    before(function () {
      requireLinks(this);
    });

    it('a new process publishes the new file under its own name', () => {
      const site = createSite(FILES);
      assert.equal(publishing(mode, {}, {}, site).staticfiles.staticfile('/img/x.gif'), OLD);
      deploy(site);
      assert.equal(publishing(mode, {}, {}, site).staticfiles.staticfile('/img/x.gif'), NEW);
      assert.equal(site.read(`out${NEW}`), 'new');
    });

    it('a file that is the same has the same name and bytes', () => {
      const site = createSite(FILES);
      const before = publishing(mode, {}, {}, site).staticfiles.staticfile('/img/same.gif');
      deploy(site);
      const after = publishing(mode, {}, {}, site).staticfiles.staticfile('/img/same.gif');
      assert.equal(after, before);
      assert.equal(site.read(`out${after}`), 'same');
    });

    it('the middleware never serves other bytes under the old name', async () => {
      const site = createSite(FILES);
      publishing(mode, {}, {}, site).staticfiles.staticfile('/img/x.gif');
      deploy(site);
      const { staticfiles } = publishing(mode, {}, {}, site);
      staticfiles.staticfile('/img/x.gif');
      const answer = await (await servers.serve(staticfiles.middleware())).get(OLD);
      assert.notEqual(answer.body.toString(), 'new');
      if (answer.status !== 200) assert.equal(answer.headers['cache-control'], 'no-store');
    });

    it('the old name never leads to the bytes of the next release behind a link', () => {
      const { site, root, switchTo } = releases();
      publishing(mode, {}, { roots: root }, site).staticfiles.staticfile('/img/x.gif');
      assert.equal(bytesOf(site, OLD), 'old');
      switchTo('two');
      const { staticfiles } = publishing(mode, {}, { roots: root }, site);
      assert.equal(staticfiles.staticfile('/img/x.gif'), NEW);
      assert.notEqual(bytesOf(site, OLD), 'new');
    });

    it('the old name leads to its bytes while the old release is there', () => {
      const { site, root, switchTo } = releases();
      publishing(mode, {}, { roots: root }, site).staticfiles.staticfile('/img/x.gif');
      switchTo('two');
      assert.equal(bytesOf(site, OLD), 'old');
    });
  });
}

describe('an output that is there', () => {
  before(function () {
    requireLinks(this);
  });

  const modes: Record<string, [before: Mode, after: Mode]> = {
    'as a copy stays one with symlinks': ['copy', 'symlink'],
    'as a copy stays one with hard links': ['copy', 'hardlink'],
  };

  for (const [name, [before, after]] of Object.entries(modes)) {
    it(name, () => {
      const site = createSite(FILES);
      const output = outputOf(publishing(before, {}, {}, site), '/img/x.gif');
      const inode = fs.lstatSync(output).ino;
      assert.equal(outputOf(publishing(after, {}, {}, site), '/img/x.gif'), output);
      assert.equal(fs.lstatSync(output).ino, inode);
    });
  }

  for (const mode of Object.keys(linkModes) as (keyof typeof linkModes)[]) {
    it(`as a ${mode} and has other bytes now is replaced, and the source is not`, () => {
      const site = createSite(FILES);
      fs.mkdirSync(path.join(site.outDir, 'img'), { recursive: true });
      outputOf(publishing(mode, {}, {}, site), '/img/x.gif');
      site.write('img/x.gif', 'edited in place');
      fs.mkdirSync(path.join(site.dir, 'second', 'img'), { recursive: true });
      fs.writeFileSync(path.join(site.dir, 'second', 'img', 'x.gif'), 'old');
      const roots = path.join(site.dir, 'second');
      publishing('copy', {}, { roots }, site).staticfiles.staticfile('/img/x.gif');
      assert.equal(site.read(`out${OLD}`), 'old');
      assert.equal(site.read('root/img/x.gif'), 'edited in place');
    });

    it(`as a ${mode} becomes a file of its own with copy, which an edit does not reach`, () => {
      const site = createSite(FILES);
      fs.mkdirSync(path.join(site.outDir, 'img'), { recursive: true });
      outputOf(publishing(mode, {}, {}, site), '/img/x.gif');
      const output = outputOf(publishing('copy', {}, { debug: true }, site), '/img/x.gif');
      assert.ok(isOwnFile(output, path.join(site.root, 'img', 'x.gif')));
      site.write('img/x.gif', 'edited in place');
      assert.equal(fs.readFileSync(output, 'utf8'), 'old');
    });
  }

  it('as a link that leads nowhere is replaced', () => {
    const site = createSite(FILES);
    fs.mkdirSync(path.join(site.outDir, 'img'), { recursive: true });
    fs.symlinkSync(path.join(site.dir, 'gone'), path.join(site.outDir, OLD));
    publishing('copy', {}, {}, site).staticfiles.staticfile('/img/x.gif');
    assert.equal(site.read(`out${OLD}`), 'old');
    assert.equal(fs.existsSync(path.join(site.dir, 'gone')), false);
  });
});
