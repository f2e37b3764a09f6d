// What a request for a part of a file is answered: that part, all of it, or that there is none (RFC 9110, 14).
import assert from 'node:assert/strict';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

function makeSite() {
  const site = createSite({ 'x.gif': '0123456789' });
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  return async (range: string): Promise<Response> => {
    const request = new Request('http://127.0.0.1/x.gif', { headers: { range } });
    return (await staticfiles.handle(request)) ?? assert.fail('no answer');
  };
}

describe('a request for ranges', () => {
  const WHOLE = [
    'bytes=-99999999999',
    'bytes=-11',
    'bytes=5-3',
    'bytes=5-3,0-1',
    'bytes=-',
    'bytes=a-b',
  ];
  for (const range of WHOLE) {
    it(`gets the whole file: ${range}`, async () => {
      const ask = makeSite();
      const answer = await ask(range);
      assert.deepEqual([answer.status, await answer.text()], [200, '0123456789']);
      assert.equal(answer.headers.get('content-range'), null);
    });
  }

  const parts: [range: string, body: string][] = [
    ['bytes=-10', '0123456789'],
    ['bytes=2-99999999999', '23456789'],
    ['bytes= 2-4', '234'],
  ];
  for (const [range, body] of parts) {
    it(`gets the part: ${range}`, async () => {
      const ask = makeSite();
      const answer = await ask(range);
      assert.deepEqual([answer.status, await answer.text()], [206, body]);
    });
  }

  for (const range of ['bytes=10-', 'bytes=-0']) {
    it(`is refused where the file has no such part: ${range}`, async () => {
      const ask = makeSite();
      assert.equal((await ask(range)).status, 416);
    });
  }
});
