// Two scripts side by side do in Chromium what they do as written, whether they are joined or not.
import assert from 'node:assert/strict';
import express from 'express';
import { useBrowser } from '../examples/support/browser.ts';
import { listen } from '../examples/support/example-site.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { type ScriptPair, scriptPairs } from './support/script-pairs.ts';

const WAYS = ['written', 'staticall', 'slimall', 'joined'] as const;
type Way = (typeof WAYS)[number];

/** What the page of a pair notes: values that are logged, and errors by their kind, in order. */
const NOTES = `<!doctype html><meta charset="utf-8"><script>
  var notes = [], tracked = [];
  function log() { notes.push([].join.call(arguments)) }
  function track(promise) { tracked.push(promise) }
  onerror = (message) => { notes.push(message.replace(/:.*/, '')) };
</script>`;

/** The one page that opens those of all pairs, some at once, and answers what they noted. */
const OPENER = `
  async (urls) => {
    const results = new Array(urls.length);
    let next = 0;
    const open = async () => {
      for (let at = next++; at < urls.length; at = next++) {
        const frame = document.createElement('iframe');
        const loaded = new Promise((resolve) => { frame.onload = resolve; });
        frame.src = urls[at];
        document.body.append(frame);
        await loaded;
        await Promise.allSettled(frame.contentWindow.tracked);
        results[at] = frame.contentWindow.notes.join(' | ');
        frame.remove();
      }
    };
    await Promise.all([open(), open(), open(), open()]);
    return results;
  }
`;

function filesOf(pairs: readonly ScriptPair[]): Record<string, string> {
  const files: [string, string][] = pairs.flatMap(({ first, second }, at) => [
    [`pair-${at}/one/first.js`, first],
    [`pair-${at}/two/second.js`, second],
    [`pair-${at}/one/beside.js`, 'export default "beside the first";'],
    [`pair-${at}/two/beside.js`, 'export default "beside the second";'],
  ]);
  return Object.fromEntries(files);
}

describe('two scripts side by side, in Chromium', function () {
  this.timeout(600_000);
  const browser = useBrowser();
  const pairs = sampled('pairs of scripts', 10, scriptPairs);
  const notes = new Map<Way, string[]>();
  let joined = 0;

  before(async () => {
    const site = createSite(filesOf(pairs));
    const staticfiles = createStaticfiles({
      roots: site.root,
      outDir: site.outDir,
      conversion: 'inline',
      logger: collectLog(),
    });
    const app = express();
    app.use(staticfiles.middleware());
    const bodyOf = (at: number, way: Way) => {
      const paths = [`/pair-${at}/one/first.js`, `/pair-${at}/two/second.js`];
      if (way === 'joined') return `<script src="${staticfiles.staticfile(paths)}"></script>`;
      const written = paths.map((path) => `<script src="${path}"></script>\n`).join('');
      return way === 'written' ? written : staticfiles[way](written);
    };
    app.get('/pairs/:at/:way', ({ params }, response) => {
      const body = bodyOf(Number(params.at), params.way as Way);
      if (params.way === 'staticall' && body.split('</script>').length === 2) joined += 1;
      response.send(NOTES + body);
    });
    app.get('/', (_request, response) => {
      response.send('<!doctype html><link rel="icon" href="data:,"><body>');
    });
    const server = await listen(app);
    try {
      for (const way of WAYS) {
        const urls = pairs.map((_pair, at) => `/pairs/${at}/${way}`);
        const run = `(${OPENER})(${JSON.stringify(urls)})`;
        notes.set(way, await browser.onPage(`${server.origin}/`, (page) => page.evaluate(run)));
      }
    } finally {
      await server.close();
    }
  });

  for (const way of ['staticall', 'slimall'] as const) {
    it(`do through ${way} what they do as written`, () => {
      const differences = pairs.flatMap((pair, at) => {
        const [expected, found] = [notes.get('written')?.[at], notes.get(way)?.[at]];
        return expected === found ? [] : [{ ...pair, expected, found }];
      });
      assert.deepEqual(differences, []);
    });
  }

  it('are joined where they may be', () => {
    assert.ok(joined >= pairs.length / 10, `${joined} of ${pairs.length}`);
  });

  it('would mostly not do the same if all were joined', () => {
    const count = pairs.filter((_pair, at) => {
      return notes.get('written')?.[at] !== notes.get('joined')?.[at];
    }).length;
    assert.ok(count >= pairs.length / 5, `${count} of ${pairs.length}`);
  });
});
