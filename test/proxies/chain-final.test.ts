// The chain is asked at every render until every proxy calls its answer final.
import assert from 'node:assert/strict';
import { chain, type FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

type Context = Parameters<NonNullable<FileProxy['attach']>>[0];

/** A proxy that counts its calls; `base` is what it puts before a uri. */
function counting(isFinal?: (uri: string) => boolean) {
  const state = { calls: 0, base: '', context: undefined as Context | undefined };
  const proxy = (uri: string) => {
    state.calls += 1;
    return `${state.base}${uri}`;
  };
  const attach = (context: Context) => {
    state.context = context;
  };
  const whole: FileProxy = Object.assign(proxy, isFinal ? { attach, isFinal } : { attach });
  return { state, proxy: whole };
}

function pictureSite(fileProxy: FileProxy | FileProxy[], debug = false) {
  const site = createSite({ 'x.gif': 'gif' });
  const logger = collectLog();
  const options = { roots: [site.root], outDir: site.outDir, debug, fileProxy, logger };
  const staticfiles = createStaticfiles(options);
  return { site, logger, render: () => staticfiles.staticfile('/x.gif') };
}

const yes = () => true;
const no = () => false;

describe('a chain that is not final', () => {
  it('is asked at every render where no proxy knows isFinal', () => {
    const { proxy, state } = counting();
    const { render } = pictureSite(proxy);
    render();
    render();
    render();
    assert.equal(state.calls, 3);
  });

  it('is asked at every render while a proxy says no', () => {
    const { proxy, state } = counting(no);
    const { render } = pictureSite(proxy);
    render();
    render();
    assert.equal(state.calls, 2);
  });

  it('is asked at every render where one of two proxies says yes', () => {
    const [final, open] = [counting(yes), counting(no)];
    const { render } = pictureSite([final.proxy, open.proxy]);
    render();
    render();
    assert.equal(open.state.calls, 2);
  });

  it('is asked at every render where one of two proxies knows no isFinal', () => {
    const [final, open] = [counting(yes), counting()];
    const { render } = pictureSite(chain(final.proxy, open.proxy));
    render();
    render();
    assert.equal(open.state.calls, 2);
  });

  it('gives a changed answer at the next render', () => {
    const { proxy, state } = counting(no);
    const { render } = pictureSite(proxy);
    const before = render();
    state.base = 'https://cdn.example.com';
    assert.equal(render(), `https://cdn.example.com${before}`);
  });

  it('is one whose isFinal throws, and no render breaks', () => {
    const { proxy, state } = counting(() => {
      throw new Error('not known');
    });
    const { render } = pictureSite(proxy);
    assert.equal(render(), render());
    assert.equal(state.calls, 2);
  });
});

describe('a chain that is final', () => {
  it('is asked once', () => {
    const [first, second] = [counting(yes), counting(yes)];
    const { render } = pictureSite([first.proxy, second.proxy]);
    assert.equal(render(), render());
    assert.equal(first.state.calls, 1);
    assert.equal(second.state.calls, 1);
  });

  it('is not asked again once it says so', () => {
    const state = { final: false };
    const { proxy, state: counted } = counting(() => state.final);
    const { render } = pictureSite(proxy);
    render();
    state.final = true;
    render();
    const calls = counted.calls;
    render();
    render();
    assert.equal(counted.calls, calls);
  });

  it('is asked once inside of chain() too', () => {
    const { proxy, state } = counting(yes);
    const { render } = pictureSite(chain(chain(proxy)));
    render();
    render();
    assert.equal(state.calls, 1);
  });
});

describe('isFinal', () => {
  it('is asked about the uri that its proxy was called with', () => {
    const seen = new Set<string>();
    const moves = counting(yes);
    moves.state.base = 'https://cdn.example.com';
    const strict: FileProxy = Object.assign(
      (uri: string) => {
        seen.add(uri);
        return `${uri}?${seen.size}`;
      },
      { isFinal: (uri: string) => seen.has(uri) },
    );
    const { render } = pictureSite([moves.proxy, strict]);
    assert.equal(render(), render());
    assert.equal(moves.state.calls, 1);
  });

  it('holds until the source is edited, in debug', () => {
    const { proxy, state } = counting(yes);
    const { site, render } = pictureSite(proxy, true);
    const before = render();
    render();
    assert.equal(state.calls, 1);
    site.write('x.gif', 'edited');
    assert.notEqual(render(), before);
    assert.equal(state.calls, 2);
  });
});

describe('changed', () => {
  it('makes a final answer be asked for again', () => {
    const { proxy, state } = counting(yes);
    const { render } = pictureSite(proxy);
    const uri = render();
    state.base = 'https://cdn.example.com';
    assert.equal(render(), uri);
    state.context?.changed(uri);
    assert.equal(render(), `https://cdn.example.com${uri}`);
    assert.equal(state.calls, 2);
  });

  it('makes it be asked for once', () => {
    const { proxy, state } = counting(yes);
    const { render } = pictureSite(proxy);
    state.context?.changed(render());
    const uri = render();
    state.context?.changed(uri);
    const calls = state.calls;
    render();
    render();
    assert.equal(state.calls, calls + 1);
  });

  it('of another uri leaves a final answer alone', () => {
    const { proxy, state } = counting(yes);
    const { render } = pictureSite(proxy);
    render();
    state.context?.changed('/other.0123456789ab.gif');
    render();
    assert.equal(state.calls, 1);
  });

  it('reaches an answer that another proxy has moved since', () => {
    const [first, second] = [counting(yes), counting(yes)];
    second.state.base = 'https://cdn.example.com';
    const { render } = pictureSite([first.proxy, second.proxy]);
    const uri = render().slice('https://cdn.example.com'.length);
    first.state.base = '/moved';
    first.state.context?.changed(uri);
    assert.equal(render(), `https://cdn.example.com/moved${uri}`);
  });
});
