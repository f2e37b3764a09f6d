// A server with a manifest answers for all that the manifest lists, and describes it as a converting one does.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FileProxy, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'css/a.css': '@import "b.css"; a { background: url(../img/x.gif) }',
  'css/b.css': '@import "a.css"; b {}',
  'js/a.js': 'import "./b.js"; a()',
  'js/b.js': 'import "./a.js"; b()',
  'js/c.js': 'c()',
  'js/d.js': 'd()',
  'img/x.gif': 'GIF89a',
};
const ASKED = ['/css/a.css', '/js/a.js', '/img/x.gif'];

async function build(options: Partial<StaticfilesOptions> = {}) {
  const site = createSite(FILES);
  const manifest = path.join(site.dir, 'manifest.json');
  const logger = collectLog();
  const common = { outDir: site.outDir, debug: false, logger, ...options };
  const building = createStaticfiles({ roots: site.root, ...common });
  building.slimfile(['/js/c.js', '/js/d.js']);
  await building.prepare({ paths: ASKED, manifest });
  const open = (more: Partial<StaticfilesOptions> = {}) =>
    createStaticfiles({ manifest, ...common, ...more });
  return { site, open, building, logger };
}

const get = (staticfiles: ReturnType<typeof createStaticfiles>, name: string) =>
  staticfiles.handle(new Request(`http://site/${name}`));

const NAMINGS: Readonly<Record<string, StaticfilesOptions['naming']>> = {
  'content hashes': 'hash',
  timestamps: 'timestamp',
  'names by a function': ({ stem, ext, version }) => `${version}-${stem}${ext}`,
};

describe('a server with a manifest', () => {
  for (const [what, naming] of Object.entries(NAMINGS)) {
    it(`serves all outputs of the build, circles included: ${what}`, async () => {
      const { site, open } = await build(naming === undefined ? {} : { naming });
      fs.rmSync(site.root, { recursive: true });
      const staticfiles = open();
      const names = site.list('out');
      assert.equal(names.length, 6);
      for (const name of names) {
        const response = await get(staticfiles, name);
        assert.equal(response?.status, 200, name);
        assert.match(response?.headers.get('cache-control') ?? '', /immutable/, name);
        assert.equal(await response?.text(), site.read(`out/${name}`));
        assert.ok(staticfiles.isVersioned(`/${name}`));
      }
    });
  }

  it('serves no output whose bytes are others by now', async () => {
    const { site, open } = await build({ naming: 'timestamp' });
    fs.rmSync(site.root, { recursive: true });
    const [name = ''] = site.list('out').filter((each) => each.endsWith('.gif'));
    fs.writeFileSync(path.join(site.outDir, name), 'GIF89b');
    assert.equal(
      (await get(open(), name))?.headers.get('cache-control')?.includes('immutable') ?? false,
      false,
    );
  });

  it('does not serve for ever what keeps its name', async () => {
    const { site, open } = await build({ versioned: (each) => !each.endsWith('.gif') });
    fs.rmSync(site.root, { recursive: true });
    const staticfiles = open();
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
    const response = await get(staticfiles, 'img/x.gif');
    assert.equal(response?.headers.get('cache-control'), 'no-cache');
    assert.equal(staticfiles.isVersioned('/img/x.gif'), false);
  });

  it('describes a path with its query and fragment, as the build does', async () => {
    const { open, building } = await build();
    const { sources: _sources, ...described } = open().describe('/img/x.gif?v=1#top');
    const { sources: _others, ...expected } = building.describe('/img/x.gif?v=1#top');
    assert.deepEqual(described, expected);
    assert.match(described.url, /\?v=1#top$/);
  });

  it('describes where an output stands, and why', async () => {
    const { open } = await build();
    const mover = {
      stateOf: () => ({ state: 'held', reason: 'it is young', readyAt: 7 }) as const,
    };
    const fileProxy: FileProxy = Object.assign((uri: string) => uri, { mover });
    const { state, reason, readyAt } = open({ fileProxy }).describe('/img/x.gif');
    assert.deepEqual({ state, reason, readyAt }, mover.stateOf());
  });

  it('says of a path that it does not have why', async () => {
    const { open } = await build();
    const { state, reason, url } = open().describe('/none.gif?x');
    assert.deepEqual([state, url], ['missing', '/none.gif?x']);
    assert.match(reason ?? '', /The manifest ".*manifest\.json" has no "\/none\.gif\?x"/);
  });

  it('gives of a combination that it does not have the first file, and warns', async () => {
    const { open, logger } = await build();
    const staticfiles = open();
    const url = staticfiles.staticfile(['/css/a.css', '/css/none.css']);
    assert.equal(url, staticfiles.staticfile('/css/a.css'));
    assert.match(logger.warnings.join(), /has no "\/css\/a\.css; \/css\/none\.css"/);
  });
});
