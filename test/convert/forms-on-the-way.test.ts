// A sheet has no forms but those that any server can make, also while what it names moves piece by piece.
import assert from 'node:assert/strict';
import type { FileInfo, FileProxy } from '../../lib/index.ts';
import { makeInstance } from '../support/instance.ts';

const CDN = 'https://cdn.example.com';
const FILES = {
  'a.css': '@import "b.css";a{}',
  'b.css': '@import "c.css";b{}',
  'c.css': 'c{d:url(x.gif)}',
  'x.gif': 'gif',
};

const isPicture = (uri: string) => /\.(?:gif|png)$/.test(uri);
/** Answers for pictures that have moved, and nothing else. */
const picturesOnCdn = (uri: string) => (isPicture(uri) ? CDN + uri : uri);

/** Moves everything, each file when a test says so. */
function pieceByPiece() {
  const moved = new Set<string>();
  const isMoved = (uri: string) => [...moved].some((name) => uri.startsWith(`/${name}.`));
  const proxy = (uri: string) => (isMoved(uri) ? CDN + uri : uri);
  const urlToCome = (uri: string, { fixedReferences = [] }: FileInfo) =>
    fixedReferences.length > 0 ? uri : CDN + uri;
  const fileProxy: FileProxy = Object.assign(proxy, {
    mover: { isMoving: (uri: string) => !isMoved(uri), urlToCome },
  });
  return { fileProxy, moved };
}

describe('a sheet, while what it names moves piece by piece', () => {
  it('is its local form until the last has moved, whatever has moved before', () => {
    const { fileProxy, moved } = pieceByPiece();
    const { staticfiles, site, clock } = makeInstance(FILES, { debug: false, fileProxy });
    const sheet = () => {
      clock.ms += 1001;
      // its imports are named by other pages, too
      for (const path of ['/x.gif', '/c.css', '/b.css']) staticfiles.staticfile(path);
      return staticfiles.staticfile('/a.css');
    };
    const local = sheet();
    const named = site.read(`out${local}`);
    for (const name of ['x', 'c']) {
      moved.add(name);
      assert.equal(sheet(), local);
    }
    assert.equal(site.read(`out${local}`), named);
    moved.add('b');
    assert.match(site.read(`out${sheet()}`), /@import "https:\/\/cdn\.example\.com\/b\./);
  });

  it('is no mix of forms where an import was asked about a moment before', () => {
    const files = {
      'a.css': '@import "b.css";a{d:url(y.gif)}',
      'b.css': 'b{d:url(x.gif)}',
      'x.gif': 'gif x',
      'y.gif': 'gif y',
    };
    let isMoved = false;
    const proxy = (uri: string) => (isMoved ? picturesOnCdn(uri) : uri);
    const isMoving = (uri: string) => !isMoved && isPicture(uri);
    const fileProxy: FileProxy = Object.assign(proxy, { mover: { isMoving } });
    const { staticfiles, clock, site } = makeInstance(files, { debug: false, fileProxy });
    staticfiles.staticfile('/a.css');
    clock.ms += 1100;
    staticfiles.staticfile('/b.css');
    clock.ms += 100;
    isMoved = true;
    const url = staticfiles.staticfile('/a.css');
    const other = makeInstance(files, { fileProxy });
    assert.equal(url, other.staticfiles.staticfile('/a.css'));
    assert.match(site.read(`out${url}`), /cdn\.example\.com\/y/);
  });

  it('is its local form while others stand in for what it names, though pictures have moved', async () => {
    const proxy = (uri: string) => picturesOnCdn(uri);
    // what stands in is never uploaded
    const mover = { isMoving: () => false, urlToCome: (uri: string) => CDN + uri };
    const fileProxy: FileProxy = Object.assign(proxy, { mover });
    const options = { debug: false, conversion: 'background', fileProxy } as const;
    const { staticfiles } = makeInstance(FILES, options);
    const local = makeInstance(FILES, { debug: false });
    assert.equal(staticfiles.slimfile('/a.css'), local.staticfiles.staticfile('/a.css'));
    await staticfiles.close();
  });

  it('is no mix of forms where workers minify it before what it names was offered', async () => {
    const files = {
      'p.mjs': 'import "./q.mjs"; import "./m.mjs"; export const p = 1;',
      'q.mjs': 'import "./p.mjs"; export const q = new URL("a.png", import.meta.url);',
      'm.mjs': 'export const m = 1;',
      'a.png': 'png',
    };
    const isHere = (uri: string) => /^\/[pq]\./.test(uri);
    const offered = new Set<string>();
    const fileProxy: FileProxy = Object.assign(
      (uri: string, { filepath, provisional }: FileInfo) => {
        if (filepath !== undefined && !provisional) offered.add(uri);
        return picturesOnCdn(uri);
      },
      {
        mover: {
          isMoving: (uri: string) => offered.has(uri) && !isPicture(uri) && !isHere(uri),
          urlToCome: (uri: string) => (isHere(uri) ? uri : CDN + uri),
        },
      },
    );
    const options = { debug: false, conversion: 'background', fileProxy } as const;
    const { staticfiles, site } = makeInstance(files, options);
    staticfiles.slimfile('/p.mjs');
    await staticfiles.settled();
    await staticfiles.close();
    const made = site.list('out').filter((name) => /\bq\.\w+\.mjs$/.test(name));
    assert.equal(made.length, 2);
    const texts = made.map((name) => site.read(`out/${name}`));
    assert.deepEqual(
      texts.filter((text) => text.includes(CDN)),
      [],
    );
  });

  it('is made by a server that has seen nothing, where it names a circle', async () => {
    const files = {
      'a.css': '@import "b.css";@import "d.css";',
      'b.css': '@import "c.css";b{d:url(x.gif)}',
      'c.css': '@import "b.css";c{d:url(x.gif)}',
      'd.css': 'd{d:url(x.gif)}',
      'x.gif': 'gif',
    };
    const isHere = (uri: string) => /^\/[abc]\./.test(uri);
    const proxy = (uri: string) => (isHere(uri) ? uri : CDN + uri);
    const { fileProxy } = pieceByPiece();
    const one = makeInstance(files, { fileProxy: proxy });
    const url = one.staticfiles.staticfile('/a.css');
    const other = makeInstance(files, { fileProxy });
    const answer = await other.staticfiles.handle(new Request(`https://site.test${url}`));
    assert.equal(answer?.status, 200);
    assert.equal(await answer?.text(), one.site.read(`out${url}`));
  });
});
