// Facts about a bucket are kept apart from those about one of the same name in another store.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { CloudFrontProxyOptions } from '../../../lib/cloudfront.ts';
import { scopeOf } from '../../../lib/proxies/cloudfront/scope.ts';
import { infoOf, KNOWN, oneServer } from '../cdn/support/one-server.ts';

type S3 = CloudFrontProxyOptions['s3'];

const at = (hostname: string, port: number) =>
  ({ endpoint: { protocol: 'http:', hostname, port, path: '/' } }) as S3;
const client = (config: object) => ({ send: () => {}, config }) as unknown as S3;

describe('the scope of kept facts', () => {
  let folder: string;
  let environment: Record<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scope-'));
    environment = { AWS_CONFIG_FILE: path.join(folder, 'config') };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const scope = (s3?: S3) => scopeOf(['site'], s3, environment);
  const configure = (text: string) => writeFileSync(path.join(folder, 'config'), text);

  it('is the place alone where nothing names an endpoint', () => {
    configure('[default]\nregion = eu-west-1\n');
    assert.deepEqual(scope(), ['site']);
    assert.deepEqual(scope({ region: 'eu-west-1' }), ['site']);
    assert.deepEqual(scope(client({ isCustomEndpoint: false })), ['site']);
  });

  it('tells endpoints apart that are texts or objects', () => {
    const scopes = [
      scope({ endpoint: 'http://a' }),
      scope({ endpoint: 'http://b' }),
      scope(at('a', 1)),
      scope(at('a', 2)),
    ];
    assert.equal(new Set(scopes.map((each) => JSON.stringify(each))).size, 4);
  });

  it('tells profiles apart of a configuration file that names endpoints', () => {
    const before = scope();
    configure('[profile a]\nservices = mine\n[services mine]\ns3 =\n  endpoint_url = http://a\n');
    environment['AWS_PROFILE'] = 'a';
    const one = scope();
    environment['AWS_PROFILE'] = 'b';
    const other = scope();
    configure('[profile b]\nendpoint_url = http://b\n');
    assert.equal(new Set([before, one, other, scope()].map((each) => String(each))).size, 4);
  });

  it('is none where it can’t be told which store is meant', () => {
    const endpoint = async () => ({ protocol: 'http:', hostname: 'a', path: '/' });
    assert.equal(scope({ endpoint }), undefined);
    assert.equal(scope(client({ isCustomEndpoint: true })), undefined);
  });
});

describe('a proxy without a scope', () => {
  it('keeps nothing over restarts: it looks what is there', async () => {
    const uri = '/img/x.0123456789ab.png';
    const facts = new Map<string, unknown>();
    const first = oneServer({ facts, scope: undefined });
    first.proxy(uri, infoOf(uri));
    await first.time.pass(30_000);
    assert.match(first.proxy(uri, infoOf(uri, KNOWN)), /^https:/);
    assert.deepEqual([...facts.entries()], []);
    const second = oneServer({ facts, scope: undefined });
    assert.equal(second.proxy(uri, infoOf(uri)), uri);
  });
});
