// What the environment says of where AWS is: endpoints of its services, and the proxy on the way.
import * as assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { endpointIn } from '../../../lib/proxies/cloudfront/environment.ts';
import { awsOptionsOf } from '../../../lib/proxies/cloudfront/open.ts';
import { restoreEnvironment } from '../../support/environment.ts';
import { closeAll, createAws, createMovingSite, createProxyAt, IN_WORKER } from './support/aws.ts';

const FILES = { 'img/a.png': 'a picture' };
const kept = { ...process.env };

function setEnvironment(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values);
}

describe('endpoints in the environment', () => {
  const found: readonly [string, Record<string, string>, string | undefined][] = [
    ['none', {}, undefined],
    ['one for all services', { AWS_ENDPOINT_URL: 'http://a' }, 'http://a'],
    [
      'one for S3 before that for all',
      { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' },
      'http://b',
    ],
    ['one for another service', { AWS_ENDPOINT_URL_CLOUDFRONT: 'http://c' }, undefined],
    [
      'those that are to be ignored',
      { AWS_ENDPOINT_URL_S3: 'http://b', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      undefined,
    ],
  ];
  for (const [what, environment, endpoint] of found) {
    it(`are read: ${what}`, () => {
      assert.equal(endpointIn(environment, 'S3'), endpoint);
    });
  }

  it('count as set, unless the options set one', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://a' };
    const options = { bucket: 'site', distribution: { domain: 'd' } };
    assert.deepEqual(awsOptionsOf(options, environment).s3, { endpoint: 'http://a' });
    const s3 = { endpoint: 'http://own' };
    assert.equal(awsOptionsOf({ ...options, s3 }, environment).s3, s3);
  });
});

describe('with AWS in the environment alone', function () {
  this.timeout(40_000);
  let proxyServer: Server | undefined;
  afterEach(async () => {
    await closeAll();
    proxyServer?.closeAllConnections();
    proxyServer?.close();
    proxyServer = undefined;
    restoreEnvironment(kept);
  });

  /** Embedded servers that only the environment tells of. */
  async function open() {
    const aws = await createAws();
    setEnvironment({
      AWS_ENDPOINT_URL_S3: aws.s3Endpoint,
      AWS_ENDPOINT_URL_CLOUDFRONT: aws.cloudFrontEndpoint,
      AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      AWS_REGION: aws.region,
    });
    return aws;
  }

  async function move() {
    const distribution = { comment: 'mine', create: true } as const;
    const proxy = createProxyAt({ bucket: 'site', distribution }, IN_WORKER);
    const { staticfiles } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 30_000 });
    return staticfiles.staticfile('/img/a.png');
  }

  it('files move', async () => {
    await open();
    const url = await move();
    assert.equal((await fetch(url)).status, 200, url);
  });

  it('requests go through its proxy, but for hosts that need none', async () => {
    const aws = await open();
    const seen: string[] = [];
    proxyServer = createServer((request, response) => {
      // requests by http are handed on whole
      const { pathname, search, port, hostname } = new URL(request.url ?? '');
      seen.push(`${hostname}:${port}`);
      const upstream = connect(Number(port), hostname, () => {
        const { 'proxy-connection': _, ...headers } = request.headers;
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
        upstream.write(
          `${request.method} ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\nconnection: close\r\n\r\n`,
        );
        request.pipe(upstream, { end: false });
        upstream.pipe(response.socket as NodeJS.WritableStream);
      });
      upstream.on('error', () => response.destroy());
    });
    proxyServer.on('connect', (request, socket, head) => {
      seen.push(String(request.url));
      const [host = '', port] = String(request.url).split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxyServer?.listen(0, '127.0.0.1', resolve));
    const { port } = proxyServer.address() as AddressInfo;
    const cloudFront = new URL(aws.cloudFrontEndpoint).host;
    setEnvironment({
      HTTP_PROXY: `http://127.0.0.1:${port}`,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      NO_PROXY: cloudFront,
    });
    const url = await move();
    assert.match(url, /^http:/);
    assert.ok(seen.includes(new URL(aws.s3Endpoint).host), seen.join());
    assert.ok(seen.includes(new URL(url).host), seen.join());
    assert.ok(!seen.includes(cloudFront), seen.join());
  });
});
