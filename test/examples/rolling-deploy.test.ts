// Two releases behind a round-robin: what a page of one names, the other may be asked for.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { createSite, type Site } from '../support/site.ts';

type Staticfiles = ReturnType<typeof createStaticfiles>;

const SHEET = '<link rel="stylesheet" href="/css/a.css">';

/** A release is a folder of its own; only `outDir` may be that of others, too. */
function release(color: string, outDir?: string): { site: Site; server: Staticfiles } {
  const site = createSite({
    'css/a.css': `a { color: ${color}; background: url(../img/x.gif) }`,
    'img/x.gif': 'GIF89a',
  });
  const options = { roots: site.root, outDir: outDir ?? site.outDir, debug: false };
  return { site, server: createStaticfiles(options, { folder: site.dir }) };
}

/** Asks for what a page names, and what that names, of one server after the other. */
async function failures(page: string, servers: readonly Staticfiles[]): Promise<string[]> {
  const failed: string[] = [];
  const url = /href="([^"]+)"/.exec(page)?.[1] ?? '';
  for (const server of servers) {
    const sheet = await server.handle(new Request(`http://h${url}`));
    if (sheet?.status === 200) {
      const picture = /url\(([^)]+)\)/.exec(await sheet.text())?.[1] ?? '';
      const { pathname } = new URL(picture, `http://h${url}`);
      if ((await server.handle(new Request(`http://h${pathname}`)))?.status !== 200)
        failed.push(pathname);
    } else failed.push(url);
  }
  return failed;
}

describe('two releases at once', () => {
  it('lack what only the other can make, where each keeps its outputs to itself', async () => {
    const [old, young] = [release('red').server, release('blue').server];
    const [before, after] = [old.slimall(SHEET), young.slimall(SHEET)];
    assert.notEqual(before, after);
    assert.equal((await failures(after, [old, young])).length, 1);
    assert.equal((await failures(before, [old, young])).length, 1);
  });

  it('have all that pages name, where "outDir" is kept and shared', async () => {
    const outDir = path.join(createSite().dir, 'kept');
    const [old, young] = [release('red', outDir).server, release('blue', outDir).server];
    const pages = [old.slimall(SHEET), young.slimall(SHEET)];
    for (const page of pages) assert.deepEqual(await failures(page, [old, young]), []);
  });

  it('have it, where the outputs of both builds lie in the folder before traffic comes', async () => {
    const outDir = path.join(createSite().dir, 'kept');
    const [old, young] = [release('red', outDir), release('blue', outDir)];
    const builds = [old, young].map(({ site, server }) =>
      server.prepare({ paths: '/**', manifest: path.join(site.dir, 'manifest.json') }),
    );
    await Promise.all(builds);
    const servers = [old, young].map(({ site }) =>
      createStaticfiles(
        { manifest: path.join(site.dir, 'manifest.json'), outDir, debug: false },
        { folder: site.dir },
      ),
    );
    for (const server of servers) {
      assert.deepEqual(await failures(server.staticall(SHEET), servers), []);
    }
  });
});
