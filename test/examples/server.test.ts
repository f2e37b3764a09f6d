// The example's server as a process of its own, in both modes.
import assert from 'node:assert/strict';
import { endAll, startExample } from './support/example-process.ts';

describe('the example server', function () {
  this.timeout(60_000);
  afterEach(endAll);

  for (const mode of ['development', 'production']) {
    it(`prints its address and serves versioned files in ${mode}`, async () => {
      const { address } = await startExample({ NODE_ENV: mode });
      const html = await (await fetch(address)).text();
      const [, sheet = ''] = /href="(\/css\/[^"]+\.[0-9a-f]{12}\.css)"/.exec(html) ?? [];
      const answer = await fetch(new URL(sheet, address));
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
    });
  }

  it('prints every call of the chain with STATICFILE_DEBUG_PROXY', async () => {
    const variables = { NODE_ENV: 'production', STATICFILE_DEBUG_PROXY: '1' };
    const { address, lines } = await startExample(variables);
    await (await fetch(address)).text();
    const calls = () => lines.filter((line) => /^\/\S+\.[0-9a-f]{12}\.\w+ {2}\[/.test(line));
    const first = calls();
    assert.ok(first.some((line) => line.includes('new checked')));
    await (await fetch(address)).text();
    assert.ok(calls().length > first.length);
  });
});
