// The example's pictures move to the (embedded) CDN while somebody reloads the page all the time.
import * as assert from 'node:assert/strict';
import { itInLongForm } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { useBrowser } from './support/browser.ts';
import { endAll, startExample } from './support/example-process.ts';

/** One look at a page: what its pictures' URLs were, and what failed. */
interface Look {
  readonly local: number;
  readonly onCdn: number;
}

describe('the example with its CDN', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  afterEach(endAll);

  it('shows all pictures through the whole change, without one request that fails', async () => {
    const { address, lines } = await startExample({
      NODE_ENV: 'production',
      CDN_DEPLOY_MS: '1500',
    });
    const { looks, problems } = await browser.reloadUntil(
      `${address}gallery`,
      ({ local }) => local === 0,
    );
    assert.deepEqual(problems, []);
    const [first] = looks;
    assert.equal(first?.onCdn, 0, 'all are local at first');
    assert.equal(looks.at(-1)?.onCdn, first?.local, 'all are on the CDN at last');
    assert.ok(isMonotonic(looks), JSON.stringify(looks));
    assert.ok(looks.length > 10, `${looks.length} reloads`);
    assert.ok(lines.some((line) => /^CDN: .*which is being deployed/.test(line)));
  });

  itInLongForm('moves what a guest leaves while the site runs', async () => {
    const GUESTS = createSite().outDir;
    const { address } = await startExample({ NODE_ENV: 'production', CDN_DEPLOY_MS: '0', GUESTS });
    const name = 'somebody';
    const body = Buffer.from(PIXEL, 'base64');
    const headers = { 'content-type': 'image/gif' };
    const answer = await fetch(`${address}guests/${name}`, { method: 'PUT', headers, body });
    assert.equal(answer.status, 201);
    const { looks, problems } = await browser.reloadUntil(
      `${address}guests`,
      ({ local }) => local === 0,
    );
    assert.deepEqual(problems, []);
    assert.ok((looks[0]?.local ?? 0) > 0);
  });
});

/** A transparent pixel. */
const PIXEL = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** What has moved stays. */
function isMonotonic(looks: readonly Look[]): boolean {
  return looks.every(({ onCdn }, at) => at === 0 || onCdn >= (looks[at - 1]?.onCdn ?? 0));
}
