// What was missing is found within a second of its appearance, however busy the page is.
import assert from 'node:assert/strict';
import { refuse } from '../support/disk.ts';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';
import { isWhole } from '../support/sampled.ts';
import type { Files } from '../support/site.ts';

const RENDER_EVERY_MS = 500;
const MINUTES = isWhole ? 3 : 1;
const chains: Record<string, InstanceOptions> = {
  'without file proxies': {},
  'with a file proxy that may change its mind': { fileProxy: (uri) => uri },
};

function busyPage(files: Files, paths: readonly string[], options: InstanceOptions = {}) {
  const production = { debug: false, missing: 'ignore', ...options } as const;
  const instance = makeInstance(files, production);
  const render = (): string[] => {
    instance.clock.ms += RENDER_EVERY_MS;
    return paths.map((path) => instance.staticfiles.staticfile(path));
  };
  /** A render every half a second, for minutes. */
  const renderLong = (): void => {
    const times = (MINUTES * 60_000) / RENDER_EVERY_MS;
    for (let at = 0; at < times; at += 1) render();
  };
  /** What the page holds a second later. */
  const renderForASecond = (): string[] => {
    render();
    return render();
  };
  return { ...instance, render, renderLong, renderForASecond };
}

for (const [name, options] of Object.entries(chains)) {
  describe(`a page rendered twice a second, ${name}`, () => {
    it('finds a file that appears after the first miss', () => {
      const page = busyPage({}, ['/x.gif'], options);
      assert.deepEqual(page.render(), ['/x.gif']);
      page.site.write('x.gif', 'gif');
      assert.deepEqual(page.renderForASecond(), [`/x.${hash('gif')}.gif`]);
    });

    it('finds a file that appears after minutes', () => {
      const page = busyPage({}, ['/x.gif'], options);
      page.renderLong();
      page.site.write('x.gif', 'gif');
      assert.deepEqual(page.renderForASecond(), [`/x.${hash('gif')}.gif`]);
    });

    it('finds a file under all of its texts', () => {
      const page = busyPage({}, ['/x.gif', 'x.gif', '/x.gif?v'], options);
      page.renderLong();
      page.site.write('x.gif', 'gif');
      const url = `/x.${hash('gif')}.gif`;
      assert.deepEqual(page.renderForASecond(), [url, url, `${url}?v`]);
    });

    it('takes a member in that appears after minutes', () => {
      const files = { 'a.js': 'a()', 'c.js': 'c()' };
      const page = busyPage(files, ['/a.js;/b.js;/c.js'], options);
      page.renderLong();
      page.site.write('b.js', 'b()');
      const [url = ''] = page.renderForASecond();
      assert.equal(page.site.read(`out${url}`), 'a()\n;\nb()\n;\nc()');
    });

    it('takes members in one after the other', () => {
      const page = busyPage({}, ['/a.js;/b.js'], options);
      page.renderLong();
      page.site.write('b.js', 'b()');
      assert.equal(page.site.read(`out${page.renderForASecond()[0]}`), 'b()');
      page.renderLong();
      page.site.write('a.js', 'a()');
      assert.equal(page.site.read(`out${page.renderForASecond()[0]}`), 'a()\n;\nb()');
    });

    it('looks for a missing file at most once a second', () => {
      const page = busyPage({}, ['/x.gif'], options);
      page.render();
      page.disk.reset();
      page.render();
      assert.equal(page.disk.count(), 0);
    });
  });

  describe(`a disk that was full for a moment, ${name}`, () => {
    const files = { 'x.gif': 'gif', 'a.js': 'a()', 'b.js': 'b()' };

    for (const call of ['writeFileSync', 'renameSync', 'mkdirSync'] as const) {
      it(`at ${call}, gives versions again`, () => {
        const page = busyPage(files, ['/x.gif', '/a.js;/b.js'], options);
        page.disk.before = refuse([call, 'copyFileSync'], 'ENOSPC');
        page.renderLong();
        assert.equal(page.render()[0], '/x.gif');
        page.disk.before = () => {};
        const [picture, scripts = ''] = page.renderForASecond();
        assert.equal(picture, `/x.${hash('gif')}.gif`);
        assert.equal(page.site.read(`out${scripts}`), 'a()\n;\nb()');
      });
    }

    it('leaves a hit as it was', () => {
      const page = busyPage(files, ['/x.gif'], options);
      const before = page.render();
      page.disk.before = refuse(['writeFileSync', 'renameSync', 'copyFileSync'], 'ENOSPC');
      assert.deepEqual(page.renderForASecond(), before);
      page.disk.before = () => {};
      assert.deepEqual(page.renderForASecond(), before);
    });
  });
}
