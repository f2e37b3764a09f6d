// A sheet that can't be converted anew in production stays in use as it was.
import assert from 'node:assert/strict';
import { diskError } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { hash, type InstanceOptions, makeInstance } from '../support/instance.ts';

const CDN = 'https://cdn.example.com';
const FILES = {
  'a.css': 'a{b:url(img/x.gif)}',
  'b.css': '@import "a.css";b{}',
  'img/x.gif': 'gif',
};
const PICTURE = `/img/x.${hash('gif')}.gif`;
const WRITES = ['writeFileSync', 'renameSync', 'copyFileSync'];

function movingSite(options: InstanceOptions = {}) {
  const state = { base: '' };
  const fileProxy = (uri: string) => (uri.endsWith('.gif') ? `${state.base}${uri}` : uri);
  const instance = makeInstance(FILES, { debug: false, fileProxy, ...options });
  const ask = (asked: string) => instance.staticfiles.staticfile(asked);
  const move = () => {
    state.base = CDN;
    instance.clock.ms += 1001;
  };
  return { ...instance, ask, move };
}

type MovingSite = ReturnType<typeof movingSite>;

const failures: Record<string, (moving: MovingSite) => void> = {
  'its source is removed': ({ site }) => site.remove('a.css'),
  'its source can not be read': ({ disk }) => {
    disk.before = (call, file) => {
      if (call === 'openSync' && file.endsWith('a.css')) throw diskError('EACCES');
    };
  },
  'the disk is full': ({ disk }) => {
    disk.before = (call) => {
      if (WRITES.includes(call)) throw diskError('ENOSPC');
    };
  },
};

for (const [failure, fail] of Object.entries(failures)) {
  describe(`a sheet whose picture moves while ${failure}`, () => {
    const servers = useServers();

    it('keeps its URL, which still answers, with one warning', async () => {
      const moving = movingSite();
      const url = moving.ask('/a.css');
      fail(moving);
      for (let seconds = 0; seconds < 5; seconds += 1) {
        moving.move();
        assert.equal(moving.ask('/a.css'), url);
      }
      assert.equal(moving.log.warnings.length, 1, moving.log.warnings.join('\n'));
      const server = await servers.serve(moving.staticfiles.middleware());
      const answer = await server.get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), `a{b:url(${PICTURE.slice(1)})}`);
      assert.match(answer.headers['cache-control'] ?? '', /immutable/);
      assert.equal(moving.ask('/a.css'), url);
    });

    it('keeps its URL under all of its texts', () => {
      const moving = movingSite();
      const texts = ['/a.css', 'a.css', '/a.css?v'];
      const urls = texts.map(moving.ask);
      fail(moving);
      moving.move();
      assert.deepEqual(texts.map(moving.ask), urls);
      assert.deepEqual(texts.reverse().map(moving.ask), urls.reverse());
    });

    it('keeps its URL under a text that was never asked for before', () => {
      const moving = movingSite();
      const url = moving.ask('/a.css');
      fail(moving);
      moving.move();
      assert.deepEqual([moving.ask('a.css'), moving.ask('/a.css?v')], [url, `${url}?v`]);
    });

    it('leaves the sheet that imports it at a URL that answers', async () => {
      const moving = movingSite();
      const inner = moving.ask('/a.css');
      moving.ask('/b.css');
      fail(moving);
      moving.move();
      const url = moving.ask('/b.css');
      assert.ok(moving.site.read(`out${url}`).includes(inner.slice(1)));
      const server = await servers.serve(moving.staticfiles.middleware());
      assert.equal((await server.get(url)).status, 200);
      assert.equal((await server.get(inner)).status, 200);
    });

    it('has integrity of what its URL leads to', () => {
      const moving = movingSite();
      const before = moving.staticfiles.staticfile('/a.css', { integrity: true });
      fail(moving);
      moving.move();
      const after = moving.staticfiles.staticfile('/a.css', { integrity: true });
      assert.deepEqual([after.url, after.integrity], [before.url, before.integrity]);
    });
  });
}

describe('a sheet that could not be converted anew', () => {
  it('refers to the moved picture once the disk has room', () => {
    const moving = movingSite();
    moving.ask('/a.css');
    failures['the disk is full']?.(moving);
    moving.move();
    moving.ask('/a.css');
    moving.disk.before = () => {};
    moving.clock.ms += 1001;
    const url = moving.ask('/a.css');
    assert.equal(moving.site.read(`out${url}`), `a{b:url(${CDN}${PICTURE})}`);
  });

  it('refers to the moved picture once its source is back', () => {
    const moving = movingSite();
    moving.ask('/a.css');
    moving.site.remove('a.css');
    moving.move();
    moving.ask('/a.css');
    moving.site.write('a.css', FILES['a.css']);
    moving.clock.ms += 1001;
    const url = moving.ask('/a.css');
    assert.equal(moving.site.read(`out${url}`), `a{b:url(${CDN}${PICTURE})}`);
  });

  it('is tried at most once a second', () => {
    const moving = movingSite();
    moving.ask('/a.css');
    failures['the disk is full']?.(moving);
    moving.move();
    moving.ask('/a.css');
    moving.disk.reset();
    moving.ask('/a.css');
    assert.equal(moving.disk.count(), 0);
  });
});
