// A page of one server names a sheet in a form that another has not made: it makes what it is asked for.
import * as assert from 'node:assert/strict';
import type { FileInfo, FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../../lib/index.ts';
import { useServers } from '../support/http.ts';
import { sampled } from '../support/sampled.ts';
import { createSite, type Site } from '../support/site.ts';

const FILES = {
  'css/a.css': '@import "b.css";\n.a{background:url(../img/x.png)}\n.m{mask:url(../img/m.png)}',
  'css/b.css': '.b{background:url(../img/y.png)}',
  'img/x.png': 'x',
  'img/y.png': 'y',
  'img/m.png': 'm',
};

/** Where a server's files are, as a proxy that moves them tells it. */
interface Cdn {
  isThere: boolean;
  isKnown: boolean;
  hasCors: boolean;
}

function movingProxy(cdn: Cdn): FileProxy {
  const isPicture = (uri: string) => uri.endsWith('.png');
  const urlOf = (uri: string) => `https://cdn.test/static${uri}`;
  const proxy = (uri: string, { notfound }: FileInfo) =>
    cdn.isThere && isPicture(uri) && !notfound ? urlOf(uri) : uri;
  const mover = {
    isMoving: (uri: string) => isPicture(uri) && !cdn.isThere,
    hasCors: () => cdn.hasCors,
    urlToCome: (uri: string) => {
      if (!isPicture(uri)) return uri;
      return cdn.isKnown ? urlOf(uri) : undefined;
    },
  };
  return Object.assign(proxy, { isFinal: () => false, mover });
}

/** A server with sources of its own. */
function startSite(cdn: Cdn): { site: Site; staticfiles: ReturnType<typeof createStaticfiles> } {
  const site = createSite(FILES);
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    cacheDir: false,
    debug: false,
    sourceMap: false,
    fileProxy: movingProxy(cdn),
  });
  return { site, staticfiles };
}

const LOCAL: Cdn = { isThere: false, isKnown: true, hasCors: false };

describe('a sheet that another server names', () => {
  const { serve } = useServers();
  const others: readonly [string, Cdn][] = [
    ['whose pictures are on the CDN there, and not here yet', { ...LOCAL, isThere: true }],
    ['that has moved with its masks', { ...LOCAL, isThere: true, hasCors: true }],
    ['whose pictures are not on the CDN there yet', { ...LOCAL }],
  ];
  const ours: readonly [string, Cdn][] = [
    ['a server that has moved nothing', LOCAL],
    ['a server that has moved all', { isThere: true, isKnown: true, hasCors: true }],
  ];
  const pairs = ours.flatMap((our) => others.map((other) => [...our, ...other] as const));
  for (const [who, here, what, there] of sampled('pairs of servers', 3, pairs)) {
    it(`is made by ${who}: one ${what}`, async () => {
      const a = startSite({ ...there });
      const url = a.staticfiles.staticfile('/css/a.css');
      const b = startSite({ ...here });
      b.staticfiles.staticfile('/css/a.css');
      const theirs = await serve(a.staticfiles.middleware());
      const made = await serve(b.staticfiles.middleware());
      const answer = await made.get(url);
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.body, (await theirs.get(url)).body);
      assert.match(answer.headers['cache-control'] ?? '', /immutable/);
      const own = b.staticfiles.staticfile('/css/a.css');
      assert.equal((await made.get(own)).status, 200);
    });
  }

  it('is waited for where the domain is not known yet', async () => {
    const url = startSite({ ...LOCAL, isThere: true }).staticfiles.staticfile('/css/a.css');
    const cdn = { ...LOCAL, isKnown: false };
    const { staticfiles } = startSite(cdn);
    const server = await serve(staticfiles.middleware());
    const answered = server.get(url);
    setTimeout(() => {
      cdn.isKnown = true;
    }, 300);
    assert.equal((await answered).status, 200);
  });

  it('is asked for again later where the domain stays unknown', async () => {
    const url = startSite({ ...LOCAL, isThere: true }).staticfiles.staticfile('/css/a.css');
    const { staticfiles } = startSite({ ...LOCAL, isKnown: false });
    const server = await serve(staticfiles.middleware());
    const { status, headers } = await server.get(url);
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '1');
    assert.equal(headers['cache-control'], 'no-store');
    const fetched = await staticfiles.handle(new Request(`http://site.test${url}`));
    assert.equal(fetched?.status, 503);
    assert.equal(fetched?.headers.get('cache-control'), 'no-store');
  });

  it('is not made for a version that no form has', async () => {
    const { staticfiles } = startSite({ ...LOCAL });
    const server = await serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/css/a.css').replace(/[0-9a-f]{12}/, '0123456789ab');
    assert.equal((await server.get(url)).status, 404);
  });
});
