// What the chain answers for a reference is written into the stylesheet.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { FileInfo, FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

type Options = Partial<Parameters<typeof createStaticfiles>[0]>;
type Context = Parameters<NonNullable<FileProxy['attach']>>[0];

const SHEET = 'a{background:url(../img/x.gif)}';

/** A sheet with one picture; `base` is put before the uri of pictures, `asked` lists those. */
function sheetSite(options: Options = {}, isFinal: (uri: string) => boolean = () => false) {
  const site = createSite({ 'css/a.css': SHEET, 'img/x.gif': 'gif' });
  const state = { ms: Date.now(), base: '', asked: 0, context: undefined as Context | undefined };
  const sheets: FileInfo[] = [];
  const proxy = (uri: string, info: FileInfo) => {
    if (uri.endsWith('.css')) {
      sheets.push({ ...info });
      return uri;
    }
    state.asked += 1;
    return `${state.base}${uri}`;
  };
  const attach = (context: Context) => {
    state.context = context;
  };
  const fileProxy: FileProxy = Object.assign(proxy, { attach, isFinal });
  const staticfiles = createStaticfiles(
    { roots: [site.root], outDir: site.outDir, debug: false, fileProxy, ...options },
    { now: () => state.ms },
  );
  const render = () => staticfiles.staticfile('/css/a.css');
  return { site, state, sheets, render };
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

const PICTURE = `/img/x.${hash('gif')}.gif`;
const LOCAL = `a{background:url(..${PICTURE})}`;
const REMOTE = `a{background:url(https://cdn.example.com${PICTURE})}`;

describe('a reference in a sheet', () => {
  it('is written relative where the chain leaves it on this site', () => {
    const { site, render } = sheetSite();
    const url = render();
    assert.equal(url, `/css/a.${hash(LOCAL)}.css`);
    assert.equal(site.read(`out${url}`), LOCAL);
  });

  it('is written absolute where the chain answers another origin', () => {
    const { site, state, render } = sheetSite();
    state.base = 'https://cdn.example.com';
    const url = render();
    assert.equal(url, `/css/a.${hash(REMOTE)}.css`);
    assert.equal(site.read(`out${url}`), REMOTE);
  });

  it('stays relative under a media URL', () => {
    const { site, render } = sheetSite({ mediaUrl: '//static.example.com' });
    assert.equal(render(), `//static.example.com/css/a.${hash(LOCAL)}.css`);
    assert.equal(site.read(`out/css/a.${hash(LOCAL)}.css`), LOCAL);
  });

  it('stays relative under a namePrefix', () => {
    const { site, render } = sheetSite({ namePrefix: '/forever' });
    assert.equal(render(), `/forever/css/a.${hash(LOCAL)}.css`);
    assert.equal(site.read(`out/css/a.${hash(LOCAL)}.css`), LOCAL);
  });

  it('that is missing stays as it is written and breaks nothing', () => {
    const { site, render } = sheetSite({ missing: 'ignore' });
    const sheet = 'a{background:url(../img/no.gif)}';
    site.write('css/a.css', sheet);
    const url = render();
    assert.equal(url, `/css/a.${hash(sheet)}.css`);
    assert.equal(site.read(`out${url}`), sheet);
  });
});

describe('a reference that is not final', () => {
  it('is asked for again at most once a second', () => {
    const { state, render } = sheetSite();
    render();
    render();
    assert.equal(state.asked, 1);
    state.ms += 999;
    render();
    assert.equal(state.asked, 1);
    state.ms += 2;
    render();
    render();
    assert.equal(state.asked, 2);
    state.ms += 3_600_000;
    render();
    render();
    assert.equal(state.asked, 3);
  });

  it('is not asked for again without a render', () => {
    const { state, render } = sheetSite();
    render();
    state.ms += 3_600_000;
    assert.equal(state.asked, 1);
  });

  it('leaves the sheet as it is while its answer stays', () => {
    const { state, sheets, render } = sheetSite();
    const before = render();
    state.ms += 1_001;
    assert.equal(render(), before);
    assert.equal(sheets.at(-1)?.changed, false);
  });
});

describe('a changed answer for a reference', () => {
  it('converts the sheet anew under a new name', () => {
    const { site, state, render } = sheetSite();
    render();
    state.base = 'https://cdn.example.com';
    state.ms += 1_001;
    const url = render();
    assert.equal(url, `/css/a.${hash(REMOTE)}.css`);
    assert.equal(site.read(`out${url}`), REMOTE);
    assert.equal(site.read(`out/css/a.${hash(LOCAL)}.css`), LOCAL);
  });

  it('makes the sheet changed and checked', () => {
    const { state, sheets, render } = sheetSite();
    render();
    state.base = 'https://cdn.example.com';
    state.ms += 1_001;
    render();
    const { new: isNew, changed, checked } = sheets.at(-1) ?? {};
    assert.deepEqual({ isNew, changed, checked }, { isNew: false, changed: true, checked: true });
  });

  it('brings the former name back when the former answer comes back', () => {
    const { state, render } = sheetSite();
    const before = render();
    state.base = 'https://cdn.example.com';
    state.ms += 1_001;
    assert.notEqual(render(), before);
    state.base = '';
    state.ms += 1_001;
    assert.equal(render(), before);
  });

  it('reaches a sheet that imports the one it stands in', () => {
    const { site, state, render } = sheetSite();
    site.write('css/inner.css', SHEET);
    site.write('css/a.css', '@import "inner.css";');
    const before = render();
    state.base = 'https://cdn.example.com';
    state.ms += 1_001;
    assert.notEqual(render(), before);
    assert.equal(site.read(`out/css/inner.${hash(REMOTE)}.css`), REMOTE);
  });
});

describe('a reference that is final', () => {
  it('is not asked for again', () => {
    const { state, render } = sheetSite({}, () => true);
    render();
    state.ms += 3_600_000;
    render();
    assert.equal(state.asked, 1);
  });

  it('is asked for again when its proxy says that it has changed', () => {
    const { site, state, render } = sheetSite({}, () => true);
    render();
    state.base = 'https://cdn.example.com';
    state.ms += 1_001;
    state.context?.changed(PICTURE);
    const url = render();
    assert.equal(url, `/css/a.${hash(REMOTE)}.css`);
    assert.equal(site.read(`out${url}`), REMOTE);
  });
});
