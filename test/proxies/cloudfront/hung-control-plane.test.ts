// A control plane of CloudFront that takes requests and never answers, or stops in the middle of an answer.
import * as assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { withDeadline } from '../../../lib/proxies/cloudfront/clients.ts';
import { closeAll, createAws, createMovingSite, createProxy, reach } from './support/aws.ts';
import { FILES } from './support/failing-site.ts';

const KINDS: readonly [string, (response: ServerResponse) => void][] = [
  ['never answers', () => {}],
  [
    'stops in its headers',
    (response) => void response.socket?.write('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n'),
  ],
  [
    'stops in its answer',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '9999' });
      response.write('<?xml version="1.0"?><Distribution><Id>E1</Id>');
    },
  ],
];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const servers: { close(): void }[] = [];

/** A server that never comes to an end. */
async function startHung(answer: (response: ServerResponse) => void) {
  let asked = 0;
  let note = () => {};
  const first = new Promise<void>((resolve) => {
    note = resolve;
  });
  const server = createServer((request, response) => {
    asked += 1;
    note();
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, first };
}

/** The time after which our own requests end is longer than a test may take. */
const IMPATIENT = {
  maxAttempts: 1,
  requestHandler: { requestTimeout: 500, socketTimeout: 500, throwOnRequestTimeout: true },
};

describe('a control plane that', () => {
  afterEach(async () => {
    for (const each of servers.splice(0)) each.close();
    await closeAll();
  });

  for (const [what, answer] of KINDS) {
    describe(what, () => {
      async function open(distribution = { id: 'EDFDVBD6EXAMPLE' } as object) {
        const [aws, hung] = [await createAws(), await startHung(answer)];
        await aws.addDistribution({ bucket: 'site' });
        const cloudFront = { ...reach(aws).cloudFront, endpoint: hung.url, ...IMPATIENT };
        const proxy = createProxy(aws, { distribution: distribution as never, cloudFront });
        return { aws, hung, proxy };
      }

      it('is left after the deadline of a client, ready-made or ours', async () => {
        const [{ aws }, hung] = [await open(), await startHung(answer)];
        const { region, credentials } = reach(aws).cloudFront;
        const client = new CloudFrontClient({ endpoint: hung.url, region, credentials });
        const send = withDeadline(client, 300).send(new GetDistributionCommand({ Id: 'E1' }));
        await Promise.race([hung.first, send]);
        // what nobody holds is collected in the time that a server really waits
        collectGarbage();
        await assert.rejects(send, {
          name: 'TimeoutError',
          message: /^no whole answer within 0.3 s \(/,
        });
        assert.ok(hung.asked() >= 1);
        client.destroy();
      });

      it('keeps set-up and check from nothing but an end with a sentence', async () => {
        const { proxy } = await open({ comment: 'mine', create: true });
        for (const findings of [await proxy.setup(), await proxy.check()]) {
          const bad = findings.filter(({ isFine }) => !isFine).map((each) => each.what);
          assert.match(bad.join('\n'), /ListDistributions .*took too long/);
        }
      });

      it('ends builds, those who wait and close() by their deadlines', async () => {
        const { hung, proxy } = await open();
        const { staticfiles } = createMovingSite(FILES, proxy);
        const late = {
          code: 'ERR_STATICFILE_TIMEOUT',
          message: /the domain of the CDN.*took too long/,
        };
        assert.match(staticfiles.staticfile('/img/a.png'), /^\/img\//);
        while (!late.message.test(proxy.mover.waitingFor() ?? '')) await pause(20);
        await assert.rejects(staticfiles.settled({ ready: true, timeoutMs: 100 }), late);
        await assert.rejects(proxy.mover.build({ timeoutMs: 100 }), late);
        await staticfiles.close();
        assert.ok(hung.asked() >= 1);
      });
    });
  }
});

describe('a ready-made CloudFront client', () => {
  it('gets requests that end, though one of them hangs', async () => {
    const hung = {
      send: (_command: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          abortSignal.addEventListener('abort', () => reject(new Error('ended')));
        }),
    };
    await assert.rejects(withDeadline(hung, 20).send({}, {} as never), /ended/);
  });
});
