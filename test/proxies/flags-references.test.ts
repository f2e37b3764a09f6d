// What a file proxy is told of the files that a stylesheet refers to.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FileInfo, FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { createSite, type Site } from '../support/site.ts';

const SHEET = 'a{background:url(../img/x.gif)}';

type Calls = Record<string, string>[];

/** A sheet and its picture; `render` answers the calls as `{ stem: 'its flags' }`, in order. */
function sheetSite(debug: boolean) {
  const site = createSite({ 'css/a.css': SHEET, 'img/x.gif': 'gif' });
  const clock = { ms: Date.now() };
  const calls: Calls = [];
  const fileProxy: FileProxy = (uri: string, { new: isNew, changed, checked }: FileInfo) => {
    const flags = Object.entries({ new: isNew, changed, checked }).filter(([, set]) => set);
    calls.push({ [stemOf(uri)]: flags.map(([name]) => name).join(' ') });
    return uri;
  };
  const options = { roots: [site.root], outDir: site.outDir, debug, fileProxy };
  const staticfiles = createStaticfiles(options, { now: () => clock.ms });
  const render = (name: string): Calls => {
    staticfiles.staticfile(name);
    return calls.splice(0);
  };
  return { site, staticfiles, render };
}

function stemOf(uri: string): string {
  return path.posix.basename(uri).split('.')[0] ?? '';
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

describe('flags of a reference', () => {
  it('come before those of the sheet, both new', () => {
    const { render } = sheetSite(false);
    assert.deepEqual(render('/css/a.css'), [{ x: 'new checked' }, { a: 'new checked' }]);
  });

  it('leave the picture known to a template that names it later', () => {
    const { render } = sheetSite(false);
    render('/css/a.css');
    assert.deepEqual(render('/img/x.gif'), [{ x: '' }]);
  });

  it('leave the picture known in debug', () => {
    const { render } = sheetSite(true);
    render('/css/a.css');
    assert.deepEqual(render('/img/x.gif'), [{ x: 'checked' }]);
  });

  it('are not new where a template has named the picture before', () => {
    const { render } = sheetSite(true);
    render('/img/x.gif');
    assert.deepEqual(render('/css/a.css'), [{ x: 'checked' }, { a: 'new checked' }]);
  });

  it('leave the sheet checked and unchanged in debug while nothing moves', () => {
    const { render } = sheetSite(true);
    render('/css/a.css');
    assert.deepEqual(render('/css/a.css').at(-1), { a: 'checked' });
  });
});

describe('flags after an edit in debug', () => {
  it('of the picture say changed for the picture and for the sheet', () => {
    const { site, render } = sheetSite(true);
    render('/css/a.css');
    site.write('img/x.gif', 'edited');
    assert.deepEqual(render('/css/a.css'), [{ x: 'changed checked' }, { a: 'changed checked' }]);
  });

  it('of the picture give the sheet a new name with the new reference in it', () => {
    const { site, staticfiles } = sheetSite(true);
    const before = staticfiles.staticfile('/css/a.css');
    site.write('img/x.gif', 'edited');
    const after = staticfiles.staticfile('/css/a.css');
    const bytes = `a{background:url(../img/x.${hash('edited')}.gif)}`;
    assert.notEqual(after, before);
    assert.equal(after, `/css/a.${hash(bytes)}.css`);
    assert.equal(site.read(`out${after}`), bytes);
  });

  it('of the sheet leave its picture unchanged', () => {
    const { site, render } = sheetSite(true);
    render('/css/a.css');
    site.write('css/a.css', `${SHEET}\nb{color:red}`);
    assert.deepEqual(render('/css/a.css'), [{ x: 'checked' }, { a: 'changed checked' }]);
  });

  it('of the picture say changed once where a template has shown it before the sheet', () => {
    const { site, render } = sheetSite(true);
    render('/css/a.css');
    site.write('img/x.gif', 'edited');
    assert.deepEqual(render('/img/x.gif'), [{ x: 'changed checked' }]);
    assert.deepEqual(render('/css/a.css').at(-1), { a: 'changed checked' });
    assert.deepEqual(render('/img/x.gif'), [{ x: 'checked' }]);
  });
});

describe('flags of a file that the middleware has served', () => {
  const ask = (staticfiles: { handle(request: Request): Promise<unknown> }, target: string) =>
    staticfiles.handle(new Request(`http://127.0.0.1${target}`));

  it('say new when a template names it for the first time', async () => {
    const { staticfiles, render } = sheetSite(false);
    assert.ok(await ask(staticfiles, `/img/x.${hash('gif')}.gif`));
    assert.deepEqual(render('/img/x.gif'), [{ x: 'new checked' }]);
  });

  it('say changed when it was served after an edit, before it is rendered', async () => {
    const { site, staticfiles, render } = sheetSite(true);
    render('/img/x.gif');
    site.write('img/x.gif', 'edited');
    assert.ok(await ask(staticfiles, `/img/x.${hash('edited')}.gif`));
    assert.deepEqual(render('/img/x.gif'), [{ x: 'changed checked' }]);
  });

  it('say nothing of a request by themselves', async () => {
    const { staticfiles, render } = sheetSite(false);
    render('/img/x.gif');
    await ask(staticfiles, `/img/x.${hash('gif')}.gif`);
    await ask(staticfiles, '/img/x.gif');
    assert.deepEqual(render('/img/x.gif'), [{ x: '' }]);
  });
});

/** The proxy of the contract: uploads what is new or changed and answers from its map. */
function naiveProxy() {
  const uploads: { uri: string; content: string }[] = [];
  const map = new Map<string, string>();
  const upload = (uri: string, filepath: string): string => {
    uploads.push({ uri, content: fs.readFileSync(filepath, 'utf8') });
    return `https://cdn.example.com${uri}`;
  };
  const proxy: FileProxy = (uri: string, { filepath, new: isNew, changed }: FileInfo) => {
    if (filepath && (isNew || changed)) map.set(uri, upload(uri, filepath));
    return map.get(uri) ?? uri;
  };
  return { proxy, uploads };
}

function naiveInstance(site: Site) {
  const { proxy, uploads } = naiveProxy();
  const options = { roots: [site.root], outDir: site.outDir, debug: true, fileProxy: proxy };
  return { staticfiles: createStaticfiles(options), uploads };
}

describe('the naive proxy', () => {
  it('uploads each output once and answers its address from then on', () => {
    const { staticfiles, uploads } = naiveInstance(createSite({ 'x.gif': 'gif' }));
    const uri = `/x.${hash('gif')}.gif`;
    assert.equal(staticfiles.staticfile('/x.gif'), `https://cdn.example.com${uri}`);
    assert.equal(staticfiles.staticfile('/x.gif'), `https://cdn.example.com${uri}`);
    assert.deepEqual(uploads, [{ uri, content: 'gif' }]);
  });

  it('uploads an edited source under its new name', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const { staticfiles, uploads } = naiveInstance(site);
    staticfiles.staticfile('/x.gif');
    site.write('x.gif', 'edited');
    const uri = `/x.${hash('edited')}.gif`;
    assert.equal(staticfiles.staticfile('/x.gif'), `https://cdn.example.com${uri}`);
    assert.deepEqual(uploads.at(-1), { uri, content: 'edited' });
  });

  it('uploads a sheet whose picture it has uploaded, once each', () => {
    const { staticfiles, uploads } = naiveInstance(
      createSite({ 'css/a.css': SHEET, 'img/x.gif': 'gif' }),
    );
    const picture = `/img/x.${hash('gif')}.gif`;
    const content = `a{background:url(https://cdn.example.com${picture})}`;
    const sheet = `/css/a.${hash(content)}.css`;
    assert.equal(staticfiles.staticfile('/css/a.css'), `https://cdn.example.com${sheet}`);
    staticfiles.staticfile('/img/x.gif');
    staticfiles.staticfile('/css/a.css');
    assert.deepEqual(uploads, [
      { uri: picture, content: 'gif' },
      { uri: sheet, content },
    ]);
  });

  it('works after a restart', () => {
    const site = createSite({ 'css/a.css': SHEET, 'img/x.gif': 'gif' });
    const first = naiveInstance(site);
    const before = first.staticfiles.staticfile('/css/a.css');
    const second = naiveInstance(site);
    assert.equal(second.staticfiles.staticfile('/css/a.css'), before);
    assert.deepEqual(second.uploads, first.uploads);
  });

  it('leaves a missing file as it is written', () => {
    const { staticfiles, uploads } = naiveInstance(createSite());
    assert.equal(staticfiles.staticfile('/no.gif'), '/no.gif');
    assert.deepEqual(uploads, []);
  });
});
