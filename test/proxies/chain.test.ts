// File proxies run from left to right, and a broken one is passed over.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import {
  chain,
  debugProxy,
  type FileInfo,
  type FileProxy,
  identityProxy,
} from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

type Given = FileProxy | FileProxy[];

/** One picture, rendered through the given proxies; the plain uri is `/x.<version>.gif`. */
function pictureSite(fileProxy: Given) {
  const site = createSite({ 'x.gif': 'gif' });
  const logger = collectLog();
  const options = { roots: [site.root], outDir: site.outDir, debug: false, fileProxy, logger };
  const staticfiles = createStaticfiles(options);
  const reports = () => [...logger.warnings, ...logger.errors];
  return { render: () => unversioned(staticfiles.staticfile('/x.gif')), reports };
}

function unversioned(url: string): string {
  return url.replace(/\.[0-9a-f]{12}\.gif/, '.gif');
}

function adds(letter: string): FileProxy {
  return (uri: string) => `${uri}${letter}`;
}

function broken(answer: () => unknown): FileProxy {
  return answer as unknown as FileProxy;
}

function throws(message: string): FileProxy {
  return broken(() => {
    throw new Error(message);
  });
}

describe('a chain', () => {
  it('runs an array from left to right', () => {
    assert.equal(pictureSite([adds('?a'), adds('b'), adds('c')]).render(), '/x.gif?abc');
  });

  it('shows each proxy the answer of the one before', () => {
    const seen: string[] = [];
    const sees: FileProxy = (uri: string) => {
      seen.push(unversioned(uri));
      return `https://cdn.example.com${uri}`;
    };
    const url = pictureSite([sees, sees]).render();
    assert.deepEqual(seen, ['/x.gif', 'https://cdn.example.com/x.gif']);
    assert.equal(url, 'https://cdn.example.comhttps://cdn.example.com/x.gif');
  });

  it('tells each proxy the same of the file', () => {
    const seen: (string | boolean | undefined)[] = [];
    const sees: FileProxy = (uri: string, info: FileInfo) => {
      seen.push(info.new, info.checked, info.filepath);
      return `${uri}?moved`;
    };
    pictureSite([sees, sees]).render();
    assert.deepEqual(seen.slice(0, 2), [true, true]);
    assert.deepEqual(seen.slice(3), seen.slice(0, 3));
  });

  it('of no proxy leaves the uri', () => {
    assert.equal(pictureSite([]).render(), '/x.gif');
  });

  it('is also made by chain()', () => {
    assert.equal(pictureSite(chain(adds('?a'), adds('b'))).render(), '/x.gif?ab');
  });

  it('made by chain() of no proxy leaves the uri', () => {
    assert.equal(pictureSite(chain()).render(), '/x.gif');
  });

  it('holds other chains', () => {
    const inner = chain(adds('b'), chain(adds('c'), adds('d')));
    assert.equal(pictureSite([adds('?a'), inner, adds('e')]).render(), '/x.gif?abcde');
  });

  it('holds identityProxy and debugProxy, which change nothing', () => {
    const silent = debugProxy({ write: () => {} });
    assert.equal(pictureSite([identityProxy(), adds('?a'), silent]).render(), '/x.gif?a');
  });
});

describe('a proxy that throws', () => {
  it('is passed over', () => {
    const { render } = pictureSite([adds('?a'), throws('no cdn'), adds('b')]);
    assert.equal(render(), '/x.gif?ab');
  });

  it('is reported once, with what it threw', () => {
    const { render, reports } = pictureSite(throws('no cdn'));
    render();
    render();
    assert.equal(reports().length, 1);
    assert.match(reports()[0] ?? '', /no cdn/);
  });

  it('is passed over for that call only', () => {
    let calls = 0;
    const recovers: FileProxy = (uri: string) => {
      calls += 1;
      if (calls === 1) throw new Error('no cdn');
      return `${uri}?b`;
    };
    const { render } = pictureSite([recovers]);
    assert.equal(render(), '/x.gif');
    assert.equal(render(), '/x.gif?b');
  });

  it('does not hide the report of another one', () => {
    const { render, reports } = pictureSite([throws('first fault'), throws('second fault')]);
    assert.equal(render(), '/x.gif');
    assert.equal(reports().length, 2);
  });

  it('is passed over inside of chain() too', () => {
    const { render, reports } = pictureSite(chain(adds('?a'), throws('no cdn'), adds('b')));
    assert.equal(render(), '/x.gif?ab');
    assert.equal(render(), '/x.gif?ab');
    assert.equal(reports().length, 1);
  });

  it('may throw what is not an Error', () => {
    const { render, reports } = pictureSite([
      broken(() => {
        throw undefined;
      }),
      adds('?a'),
    ]);
    assert.equal(render(), '/x.gif?a');
    assert.equal(reports().length, 1);
  });
});

describe('an answer that is no string', () => {
  const answers: Record<string, () => unknown> = {
    undefined: () => undefined,
    null: () => null,
    'a number': () => 42,
    'a String object': () => Object('/x.gif'),
    'a URL object': () => new URL('https://cdn.example.com/x.gif'),
    'a promise': () => Promise.resolve('https://cdn.example.com/x.gif'),
  };
  for (const [name, answer] of Object.entries(answers)) {
    it(`is passed over and reported once: ${name}`, () => {
      const { render, reports } = pictureSite([adds('?a'), broken(answer), adds('b')]);
      assert.equal(render(), '/x.gif?ab');
      assert.equal(render(), '/x.gif?ab');
      assert.equal(reports().length, 1);
    });
  }

  it('does not end the process when it is a promise that rejects', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const rejects = broken(() => Promise.reject(new Error('no cdn')));
      const { render, reports } = pictureSite([rejects, adds('?a')]);
      assert.equal(render(), '/x.gif?a');
      assert.equal(render(), '/x.gif?a');
      await turn();
      assert.equal(reports().length, 1);
    } finally {
      process.off('unhandledRejection', note);
    }
    assert.deepEqual(unhandled, []);
  });
});
