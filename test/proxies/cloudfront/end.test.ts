// Nothing keeps a process alive by itself: it ends when its own work is done, uploads or not.
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { createSite } from '../../support/site.ts';
import { closeAll, createAws, reach } from './support/aws.ts';

const module = (name: string) => JSON.stringify(path.resolve('dist', name));

describe('a process with a CDN proxy', function () {
  this.timeout(60_000);
  afterEach(closeAll);

  for (const [what, isHanging, last] of [
    ['ends while S3 hangs', true, ''],
    ['ends after it has waited for uploads', false, 'await staticfiles.settled({ ready: true });'],
    [
      'ends after close(), when it has left its record',
      false,
      "await staticfiles.settled({ ready: true }); staticfiles.staticfile('/img/a.png'); await staticfiles.close();",
    ],
  ] as const) {
    it(what, async () => {
      const aws = await createAws();
      const { domain } = await aws.addDistribution({ bucket: 'site' });
      if (isHanging) aws.faults.add({ service: 's3', kind: 'hang', times: 99 });
      const { root, outDir } = createSite({ 'img/a.png': 'a' });
      const options = {
        bucket: 'site',
        distribution: { domain },
        settleSeconds: 0,
        s3: reach(aws).s3,
      };
      const code = `
        import { createStaticfiles } from ${module('index.js')};
        import { cloudFrontProxy } from ${module('cloudfront.js')};
        const fileProxy = cloudFrontProxy(${JSON.stringify(options)});
        const staticfiles = createStaticfiles({ roots: ${JSON.stringify(root)}, outDir: ${JSON.stringify(outDir)}, cacheDir: false, fileProxy });
        staticfiles.staticfile('/img/a.png');
        ${last}
        console.log(staticfiles.staticfile('/img/a.png'));
      `;
      const run = promisify(execFile);
      const args = ['--input-type=module', '-e', code];
      // what does not end by itself is ended, and fails
      const { stdout } = await run(process.execPath, args, { timeout: 30_000 });
      const records = [...(aws.buckets.get('site')?.objects ?? [])].filter(([key]) =>
        key.startsWith('static/.staticfile/releases/'),
      );
      const counts = records.map(([, { body }]) => JSON.parse(String(body)).keys.length);
      assert.deepEqual(counts, last.includes('close()') ? [1] : []);
      assert.match(stdout, isHanging ? /^\/img\/a\./ : /img\/a\./);
    });
  }
});
