// Unconverted files are copied, or linked where that is asked for; converted ones are always written.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { hash } from '../support/instance.ts';
import { createSite } from '../support/site.ts';
import {
  isOwnFile,
  linkModes,
  outputOf,
  publishing,
  requireLinks,
  sourceOf,
} from './support/published.ts';

const BYTES = Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 0x80, 0x0d, 0x0a]);
const FILES = {
  'img/x.png': BYTES,
  'img/y.png': 'y',
  'js/a.js': 'var a=1',
  'js/b.js': 'var b=2',
  'css/a.css': 'a{background:url(../img/x.png)}',
};

describe("publish: 'copy'", () => {
  it('makes outputs that are files of their own, byte for byte', () => {
    const instance = publishing('copy', FILES);
    const output = outputOf(instance, '/img/x.png');
    assert.ok(isOwnFile(output, sourceOf(instance, '/img/x.png')));
    assert.deepEqual(fs.readFileSync(output), BYTES);
  });

  it('makes outputs that an edit of the source does not reach', () => {
    const instance = publishing('copy', FILES);
    const output = outputOf(instance, '/img/x.png');
    fs.writeFileSync(sourceOf(instance, '/img/x.png'), 'edited');
    assert.deepEqual(fs.readFileSync(output), BYTES);
  });
});

for (const [mode, isLink] of Object.entries(linkModes)) {
  const publish = mode as keyof typeof linkModes;

  describe(`publish: '${publish}'`, () => {
    const servers = useServers();
    before(function () {
      requireLinks(this);
    });

    const unconverted: Record<string, string> = {
      'a picture': '/img/x.png',
      'a script': '/js/a.js',
    };

    for (const [name, asked] of Object.entries(unconverted)) {
      it(`links ${name} where its folder is there`, () => {
        const instance = publishing(publish, FILES);
        fs.mkdirSync(path.join(instance.site.outDir, path.dirname(asked)), { recursive: true });
        const output = outputOf(instance, asked);
        assert.ok(isLink(output, sourceOf(instance, asked)));
        assert.deepEqual(fs.readFileSync(output), fs.readFileSync(sourceOf(instance, asked)));
      });
    }

    it('links the first file of a folder, which has to be made for it', () => {
      const instance = publishing(publish, FILES);
      assert.ok(isLink(outputOf(instance, '/img/x.png'), sourceOf(instance, '/img/x.png')));
    });

    it('leaves nothing else in the folder', () => {
      const instance = publishing(publish, FILES);
      const names = ['/img/x.png', '/img/y.png'].map((each) =>
        path.basename(outputOf(instance, each)),
      );
      assert.deepEqual(fs.readdirSync(path.join(instance.site.outDir, 'img')).sort(), names.sort());
    });

    it('names outputs as a copy would be named', () => {
      const { staticfiles } = publishing(publish, FILES);
      assert.equal(staticfiles.staticfile('/img/x.png'), `/img/x.${hash(BYTES)}.png`);
    });

    it('writes a sheet whose references are replaced', () => {
      const instance = publishing(publish, FILES);
      const output = outputOf(instance, '/css/a.css');
      assert.ok(isOwnFile(output, sourceOf(instance, '/css/a.css')));
      assert.equal(
        fs.readFileSync(output, 'utf8'),
        `a{background:url(../img/x.${hash(BYTES)}.png)}`,
      );
      assert.equal(instance.site.read('root/css/a.css'), FILES['css/a.css']);
    });

    it('links what a sheet refers to', () => {
      const instance = publishing(publish, FILES);
      fs.mkdirSync(path.join(instance.site.outDir, 'img'), { recursive: true });
      instance.staticfiles.staticfile('/css/a.css');
      const output = path.join(instance.site.outDir, 'img', `x.${hash(BYTES)}.png`);
      assert.ok(isLink(output, sourceOf(instance, '/img/x.png')));
    });

    it('writes a combination', () => {
      const instance = publishing(publish, FILES);
      const output = outputOf(instance, '/js/a.js; /js/b.js');
      assert.ok(isOwnFile(output, sourceOf(instance, '/js/a.js')));
      assert.match(fs.readFileSync(output, 'utf8'), /var a=1[\s\S]*var b=2/);
    });

    it('acts as copy with debug', () => {
      const instance = publishing(publish, FILES, { debug: true });
      fs.mkdirSync(path.join(instance.site.outDir, 'img'), { recursive: true });
      const output = outputOf(instance, '/img/x.png');
      assert.ok(isOwnFile(output, sourceOf(instance, '/img/x.png')));
    });

    it('links beside the source without outDir', () => {
      const instance = publishing(publish, FILES, { outDir: false });
      const url = instance.staticfiles.staticfile('/img/x.png');
      assert.ok(isLink(sourceOf(instance, url), sourceOf(instance, '/img/x.png')));
    });

    it('links a plain source that another tool has named', () => {
      const instance = publishing(publish, FILES, { versioned: () => false });
      fs.mkdirSync(path.join(instance.site.outDir, 'img'), { recursive: true });
      const output = outputOf(instance, '/img/x.png');
      assert.equal(output, path.join(instance.site.outDir, 'img', 'x.png'));
      assert.ok(isLink(output, sourceOf(instance, '/img/x.png')));
    });

    it('leaves the source alone where outDir is its root and its name is kept', () => {
      const site = createSite(FILES);
      const options = { outDir: site.root, versioned: () => false };
      const instance = publishing(publish, FILES, options, site);
      assert.equal(instance.staticfiles.staticfile('/img/x.png'), '/img/x.png');
      assert.ok(fs.lstatSync(sourceOf(instance, '/img/x.png')).isFile());
      assert.deepEqual(fs.readFileSync(sourceOf(instance, '/img/x.png')), BYTES);
    });

    it('has outputs that the middleware serves for ever', async () => {
      const instance = publishing(publish, FILES);
      const server = await servers.serve(instance.staticfiles.middleware());
      const answer = await server.get(instance.staticfiles.staticfile('/img/x.png'));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.deepEqual(answer.body, BYTES);
    });

    it('gives the same after a restart, without linking again', () => {
      const site = createSite(FILES);
      const options = { cacheDir: path.join(site.dir, 'cache') };
      const url = publishing(publish, {}, options, site).staticfiles.staticfile('/img/x.png');
      const { staticfiles, disk } = publishing(publish, {}, options, site);
      assert.equal(staticfiles.staticfile('/img/x.png'), url);
      assert.deepEqual(disk.published(), []);
    });
  });
}
