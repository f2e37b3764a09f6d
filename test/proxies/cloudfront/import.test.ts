// Who uploads nothing never loads the AWS clients; who does loads them outside of the main thread.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { createSite } from '../../support/site.ts';

/** Runs a module in a process of its own; it prints which AWS modules were loaded there. */
function loadedBy(body: string): string[] {
  const site = createSite({ 'img/a.png': 'a', 'css/a.css': 'a{}' });
  const dist = (name: string) => JSON.stringify(path.resolve('dist', name));
  const code = `
    import { createRequire } from 'node:module';
    import { createStaticfiles } from ${dist('index.js')};
    import { cloudFrontProxy } from ${dist('cloudfront.js')};
    const fileProxy = cloudFrontProxy({
      bucket: 'b', distribution: { domain: 'cdn.test' },
      s3: { endpoint: 'http://127.0.0.1:9', region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    });
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const staticfiles = createStaticfiles({ roots: ${JSON.stringify(site.root)}, outDir: ${JSON.stringify(site.outDir)}, cacheDir: false, debug: false, fileProxy, logger });
    ${body}
    const require = createRequire(import.meta.url);
    const loaded = Object.keys(require.cache).filter((name) => /@aws-sdk|@smithy/.test(name));
    console.log(JSON.stringify(loaded.map((name) => /@(?:aws-sdk|smithy).[^/]+/.exec(name)[0])));
    process.exit(0);
  `;
  const args = ['--input-type=module', '-e', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

describe('the AWS clients', () => {
  it('are not loaded by a process that has nothing to upload', () => {
    assert.deepEqual(loadedBy("staticfiles.staticfile('/css/a.css');"), []);
  });

  it('are not loaded on the main thread by one that has', () => {
    const body =
      "staticfiles.staticfile('/img/a.png'); await staticfiles.settled({ timeoutMs: 1500 }).catch(() => {});";
    assert.deepEqual(loadedBy(body), []);
  });

  it('are seen by this test where they are loaded', () => {
    const names = loadedBy("await import('@aws-sdk/client-s3');");
    assert.ok(names.includes('@aws-sdk/client-s3'));
  });
});
