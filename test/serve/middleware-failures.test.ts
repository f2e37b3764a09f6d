// What goes wrong between a request and its file leaves the next handler a clean response.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as path from 'node:path';
import { type Handler, type Headers, useServers } from '../support/http.ts';
import { type Instance, type InstanceOptions, makeInstance } from '../support/instance.ts';
import type { Files } from '../support/site.ts';

const OURS = [
  'accept-ranges',
  'content-encoding',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'vary',
  'x-content-type-options',
];
const FILES = { 'img/x.gif': '0123456789', 'a.js': 'a()', 'b.js': 'b()', 'a.css': 'a{}' };
/** More than is hashed on the main thread. */
const LARGE_BYTES = 1.5 * 1024 * 1024;
const NONSENSE = ['0123456789ab', 'ffffffffffff', 'abcdefabcdef', '000000000000'];

/** What happens to a file while it is being sent. */
const mishaps: Record<string, (filePath: string) => void> = {
  vanishes: (filePath) => fs.rmSync(filePath),
  'can not be read': (filePath) => {
    fs.rmSync(filePath);
    fs.mkdirSync(filePath);
  },
};

/** Lets a mishap come when a file is about to be opened: after it was found. */
function beforeOpening(instance: Instance, file: string, mishap: () => void): void {
  let isDone = false;
  instance.disk.before = (name, first) => {
    if (name !== 'openSync' || first !== file || isDone) return;
    isDone = true;
    mishap();
  };
}

/** Lets a mishap come when the headers are about to be complete: after the file was opened. */
function withMishap(handler: Handler, mishap: () => void): Handler {
  return (request: IncomingMessage, response: ServerResponse, next) => {
    const setHeader = response.setHeader.bind(response);
    let isDone = false;
    response.setHeader = (name, value) => {
      setHeader(name, value);
      if (name === 'Content-Length' && !isDone) {
        isDone = true;
        mishap();
      }
      return response;
    };
    handler(request, response, next);
  };
}

function make(files: Files = FILES, options: InstanceOptions = {}) {
  const instance = makeInstance(files, options);
  const outputOf = (asked: string) => instance.staticfiles.describe(asked).output ?? '';
  return { ...instance, outputOf };
}

for (const [mishap, happen] of Object.entries(mishaps)) {
  describe(`a file that ${mishap} between find and send`, () => {
    const servers = useServers();

    async function assertClean(options: InstanceOptions, asked: string, headers?: Headers) {
      const instance = make(FILES, options);
      const { site, staticfiles, outputOf } = instance;
      const isOutput = asked === 'output';
      const url = isOutput ? staticfiles.staticfile('/img/x.gif') : '/img/x.gif';
      const file = isOutput ? outputOf('/img/x.gif') : path.join(site.root, 'img/x.gif');
      const server = await servers.serve(staticfiles.middleware());
      // from now on it is opened to be sent only: its proof is known
      assert.equal((await server.get(url)).status, 200);
      let times = 0;
      beforeOpening(instance, file, () => {
        times += 1;
        happen(file);
      });
      const answer = await server.get(url, headers);
      assert.equal(times, 1);
      assert.deepEqual([answer.status, answer.body.toString()], [404, 'next handler']);
      const left = Object.keys(answer.headers).filter((name) => OURS.includes(name));
      assert.deepEqual(left, []);
      assert.notEqual(answer.headers['content-length'], '10');
      if (isOutput) assert.equal(answer.headers['cache-control'], 'no-store');
      assert.doesNotMatch(answer.headers['cache-control'] ?? '', /immutable/);
    }

    for (const asked of ['output', 'source']) {
      for (const debug of [true, false]) {
        it(`leaves nothing of ours, ${asked}, debug ${debug}`, async () => {
          await assertClean({ debug }, asked);
        });

        it(`leaves nothing of a range, ${asked}, debug ${debug}`, async () => {
          await assertClean({ debug }, asked, { Range: 'bytes=2-4' });
        });
      }
    }

    it('leaves what an earlier handler has set', async () => {
      const instance = make();
      const url = instance.staticfiles.staticfile('/img/x.gif');
      const file = instance.outputOf('/img/x.gif');
      beforeOpening(instance, file, () => happen(file));
      const middleware = instance.staticfiles.middleware();
      const server = await servers.serve((request, response, next) => {
        response.setHeader('X-App', 'mine');
        response.setHeader('Content-Type', 'text/plain');
        middleware(request, response, next);
      });
      const { headers } = await server.get(url);
      assert.equal(headers['x-app'], 'mine');
      assert.equal(headers['content-type'], 'text/plain');
    });
  });
}

describe('a file that is replaced when it is open', () => {
  const servers = useServers();

  for (const headers of [{}, { Range: 'bytes=2-4' }]) {
    it(`is sent as it was found ${JSON.stringify(headers)}`, async () => {
      const { staticfiles, outputOf } = make();
      const url = staticfiles.staticfile('/img/x.gif');
      const handler = withMishap(staticfiles.middleware(), () => {
        fs.rmSync(outputOf('/img/x.gif'));
        fs.writeFileSync(outputOf('/img/x.gif'), 'secret bytes');
      });
      const { body } = await (await servers.serve(handler)).get(url, headers);
      assert.equal(body.toString(), 'Range' in headers ? '234' : '0123456789');
    });
  }
});

describe('a nonsense version of a large picture', () => {
  const servers = useServers();
  const large = { 'img/x.gif': Buffer.alloc(LARGE_BYTES, 7) };

  function reads({ disk }: ReturnType<typeof make>): number {
    // what is read through an open file counts once
    return Math.max(disk.count('openSync'), disk.count('readFileSync'));
  }

  for (const debug of [true, false]) {
    it(`writes nothing and reads the file once per state, debug ${debug}`, async () => {
      const instance = make(large, { debug });
      const server = await servers.serve(instance.staticfiles.middleware());
      for (const state of ['first', 'edited']) {
        instance.site.write('img/x.gif', Buffer.alloc(LARGE_BYTES, state));
        instance.disk.reset();
        for (const version of [...NONSENSE, ...NONSENSE]) {
          const answer = await server.get(`/img/x.${version}.gif`);
          assert.equal(answer.status, 404);
          assert.equal(answer.headers['cache-control'], 'no-store');
        }
        assert.ok(reads(instance) <= 1, `${reads(instance)} reads`);
      }
      assert.deepEqual(instance.disk.published(), []);
      assert.equal(instance.disk.count('writeFileSync'), 0);
      assert.deepEqual(instance.site.list('out'), []);
    });

    it(`reads nothing once the picture was rendered, debug ${debug}`, async () => {
      const instance = make(large, { debug });
      const server = await servers.serve(instance.staticfiles.middleware());
      instance.clock.ms += 10_000;
      instance.staticfiles.staticfile('/img/x.gif');
      instance.disk.reset();
      for (const version of NONSENSE) await server.get(`/img/x.${version}.gif`);
      assert.ok(reads(instance) <= 1, `${reads(instance)} reads`);
      assert.deepEqual(instance.disk.published(), []);
    });

    it(`is as cheap for handle and isVersioned, debug ${debug}`, async () => {
      const instance = make(large, { debug });
      instance.disk.reset();
      for (const version of NONSENSE) {
        const target = `/img/x.${version}.gif`;
        assert.equal(instance.staticfiles.isVersioned(target), false);
        const request = new Request(`http://127.0.0.1${target}`);
        assert.equal(await instance.staticfiles.handle(request), undefined);
      }
      assert.ok(reads(instance) <= 1, `${reads(instance)} reads`);
      assert.deepEqual(instance.disk.published(), []);
    });
  }
});

describe('an output that is deleted while production runs', () => {
  const servers = useServers();
  const files = { ...FILES, 's.css': 's{b:url(img/x.gif)}' };

  for (const asked of ['/img/x.gif', '/a.js', '/s.css', '/a.js;/b.js']) {
    it(`is made again when it is asked for: ${asked}`, async () => {
      const { site, staticfiles } = make(files, { debug: false });
      const server = await servers.serve(staticfiles.middleware());
      const url = staticfiles.staticfile(asked);
      const bytes = site.read(`out${url}`);
      for (let times = 0; times < 2; times += 1) {
        fs.rmSync(path.join(site.outDir, url));
        const answer = await server.get(url);
        assert.deepEqual([answer.status, answer.body.toString()], [200, bytes]);
        assert.match(answer.headers['cache-control'] ?? '', /immutable/);
        assert.equal(site.read(`out${url}`), bytes);
      }
      assert.equal(staticfiles.staticfile(asked), url);
    });

    it(`is made again with its whole folder: ${asked}`, async () => {
      const { site, staticfiles } = make(files, { debug: false });
      const server = await servers.serve(staticfiles.middleware());
      const url = staticfiles.staticfile(asked);
      fs.rmSync(site.outDir, { recursive: true });
      assert.equal((await server.get(url)).status, 200);
    });
  }

  it('is made again beside its source', async () => {
    const { staticfiles, outputOf } = make(files, { debug: false, outDir: false });
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/s.css');
    fs.rmSync(outputOf('/s.css'));
    assert.equal((await server.get(url)).status, 200);
  });

  it('is made again with the picture that it refers to', async () => {
    const { site, staticfiles } = make(files, { debug: false });
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/s.css');
    fs.rmSync(site.outDir, { recursive: true });
    const reference = /url\((.*)\)/.exec((await server.get(url)).body.toString())?.[1] ?? '';
    const { pathname } = new URL(reference, `http://127.0.0.1${url}`);
    assert.equal((await server.get(pathname)).body.toString(), '0123456789');
  });
});
