// The status page shows what pages use, to whom it may.
import assert from 'node:assert/strict';
import type { StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

function makeSite(nodeEnv: string | undefined, options: Partial<StaticfilesOptions> = {}) {
  const site = createSite({ 'img/x.gif': 'x', 'css/a&b.css': 'a{}' });
  const common = { roots: [site.root], outDir: site.outDir, logger: collectLog() };
  return createStaticfiles({ ...common, ...options }, { nodeEnv });
}

describe('the status page', () => {
  const servers = useServers();

  it('lists files, where they are served from, and warnings, as text', async () => {
    const fileProxy = (uri: string) => (uri.endsWith('.gif') ? `https://cdn.example${uri}` : uri);
    const staticfiles = makeSite(undefined, { fileProxy });
    const url = staticfiles.staticfile('/img/x.gif');
    staticfiles.staticfile('/css/a&b.css');
    staticfiles.staticfile('/<b>.gif');
    const { status, headers, body } = await (await servers.serve(staticfiles.statusPage())).get(
      '/',
    );
    const html = body.toString();
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
    assert.match(headers['content-type'] ?? '', /text\/html/);
    assert.ok(html.includes(`<td>${url}`), html);
    assert.match(html, /2 files used/);
    assert.match(html, /a%26b\.[0-9a-f]{12}\.css/);
    assert.match(html, /<li>[^<]*&lt;b&gt;\.gif/);
    assert.doesNotMatch(html, /<b>/);
  });

  it('is shown to nobody in production without a guard', async () => {
    const server = await servers.serve(makeSite('production').statusPage());
    assert.equal((await server.get('/')).body.toString(), 'next handler');
  });

  for (const nodeEnv of ['production', undefined]) {
    it(`is shown to those whom the guard lets in, NODE_ENV=${nodeEnv}`, async () => {
      const guard = async ({ headers }: { headers: Record<string, unknown> }) =>
        headers['authorization'] === 'secret';
      const server = await servers.serve(makeSite(nodeEnv).statusPage({ guard }));
      assert.equal((await server.get('/')).body.toString(), 'next handler');
      assert.equal((await server.get('/', { Authorization: 'secret' })).status, 200);
      assert.equal((await server.request('POST', '/', { Authorization: 'secret' })).status, 404);
    });
  }

  it('is shown to nobody by a guard that fails or answers no boolean', async () => {
    const failing = () => Promise.reject(new Error('no database'));
    const server = await servers.serve(makeSite(undefined).statusPage({ guard: failing }));
    assert.equal((await server.get('/')).status, 500);
    const odd = (() => 'yes') as unknown as () => boolean;
    const other = await servers.serve(makeSite(undefined).statusPage({ guard: odd }));
    assert.equal((await other.get('/')).status, 404);
  });
});
