// How an answer of a domain for one object is judged.
import * as assert from 'node:assert/strict';
import { ask } from '../../../lib/proxies/cdn/prober.ts';

describe('an answer whose bytes are right', () => {
  it('is wrong where browsers refuse the type that it has', async () => {
    for (const [name, answer, isRight] of [
      ['x.0123456789ab.css', { contentType: 'application/octet-stream' }, false],
      ['x.0123456789ab.css', { contentType: 'text/css; charset=utf-8', isSniffed: false }, true],
      ['x.0123456789ab.svg', { contentType: 'text/plain' }, false],
      ['x.0123456789ab.mjs', { contentType: 'binary/octet-stream' }, false],
      ['x.0123456789ab.js', { contentType: 'text/plain' }, true],
      ['x.0123456789ab.js', { contentType: 'text/plain', isSniffed: false }, false],
      ['x.0123456789ab.js', { contentType: 'application/javascript', isSniffed: false }, true],
      ['x.0123456789ab.svgz', { contentType: 'image/svg+xml', contentEncoding: 'gzip' }, true],
    ] as const) {
      const url = `https://cdn.test/static/${name}`;
      const proof = { probe: async () => ({ status: 200, ...answer }), advise: () => '' };
      const { is } = await ask(proof, { url, isReady: () => true });
      assert.equal(is, isRight ? 'right' : 'wrong', `${name} ${JSON.stringify(answer)}`);
    }
  });

  it('is said with the header, and what to look for', async () => {
    const answer = { status: 206, contentEncoding: 'gzip' };
    const proof = { probe: async () => answer, advise: () => '' };
    const target = { url: 'https://cdn.test/a.png', isReady: () => true };
    assert.deepEqual(await ask(proof, target), {
      is: 'wrong',
      why: 'No URL of the CDN is handed out: "https://cdn.test/a.png" has "Content-Encoding: gzip", and is not packed so. Look for the response headers policy, function or proxy that sets it.',
    });
  });
});
