// The example's server as a process of its own, in both modes.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

interface RunningExample {
  readonly address: string;
  /** What was printed so far, line by line. */
  readonly lines: readonly string[];
}

const running: ChildProcess[] = [];

async function startExample(variables: Record<string, string>): Promise<RunningExample> {
  const child = spawn(process.execPath, [path.resolve('examples/express/server.js')], {
    env: { ...process.env, PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const address = /http:\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    child.stdout.on('data', (chunk) => lines.push(...String(chunk).split('\n')));
    child.stdout.resume();
    return { address, lines };
  }
  throw new Error(`the example ended: ${lines.join('\n')}`);
}

async function endAll(): Promise<void> {
  for (const child of running.splice(0)) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  }
}

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
