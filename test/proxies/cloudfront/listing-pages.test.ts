// A listing whose pages do not end is one that is cut.
import * as assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { loadS3 } from '../../../lib/proxies/cloudfront/clients.ts';
import { S3Store } from '../../../lib/proxies/cloudfront/s3-store.ts';

describe('a listing', () => {
  let server: Server;
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  for (const [what, tokenOf] of [
    ['the same token', () => 'again'],
    ['other tokens', (at: number) => `token-${at}`],
  ] as const) {
    it(`that goes on with ${what} and no objects is left after some pages`, async () => {
      let pages = 0;
      server = createServer((_request, response) => {
        pages += 1;
        response.setHeader('content-type', 'application/xml');
        response.end(
          `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${tokenOf(pages)}</NextContinuationToken></ListBucketResult>`,
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
      const createClient = () =>
        new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
      const module = await loadS3();
      const about = { bucket: 'site', prefix: 'static/', isOwn: true, isCustom: true };
      const store = new S3Store({ module, createClient, ...about });
      assert.equal((await store.list('static/')).isWhole, false);
      assert.ok(pages <= 200, `${pages}`);
      await store.close();
    });
  }
});
