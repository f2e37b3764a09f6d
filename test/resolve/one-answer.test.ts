// Whatever a file proxy answers from page to page, no page names one file by two URLs.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProxyContext } from '../../lib/index.ts';
import { makeInstance } from '../support/instance.ts';
import { engines } from '../support/nunjucks.ts';
import { fewer } from '../support/sampled.ts';

const FILES = {
  'x.gif': 'x',
  'y.gif': 'y',
  'a.css': 'a{background:url(x.gif)}',
  'a.js': 'f( 1 );',
};
const PAGE = `
{% staticfile "/x.gif" %} {{ "/y.gif" | staticfile }} {% slimfile "/a.js" %} {% staticfile "/a.css" %}
{% staticall %}<img src="/x.gif"><img src="/y.gif" srcset="/x.gif 2x"><link rel="stylesheet" href="/a.css">{% endstaticall %}
{% staticall %}<img src="/y.gif"><script nonce="{{ nonce }}" src="/a.js"></script>{% endstaticall %}
{% slimall %}<script src="/a.js"></script><img src="/x.gif">{% endslimall %}
{% for path in ["/x.gif", "/y.gif", "/x.gif"] %}{% staticfile path %} {% endfor %}
`;

const RUNS = fewer('histories of pages', 20, 3);
/** What happens between two pages. */
const EVENTS = ['move', 'move back', 'tell', 'a second passes', 'settle', 'nothing'] as const;

function open(isFinal: boolean) {
  const state = { base: '' };
  let context: ProxyContext | undefined;
  const offered = new Set<string>();
  const ask = (uri: string) => {
    offered.add(uri);
    return uri.endsWith('.gif') ? state.base + uri : uri;
  };
  const fileProxy = Object.assign(ask, {
    attach: (given: ProxyContext) => {
      context = given;
    },
    ...(isFinal && { isFinal: () => true }),
  });
  const instance = makeInstance(FILES, { debug: false, conversion: 'background', fileProxy });
  const tell = () => {
    for (const uri of offered) context?.changed(uri);
  };
  return { ...instance, state, tell };
}

/** The URLs of a page, by the output that they lead to. */
function urlsByOutput(html: string): Map<string, Set<string>> {
  const byOutput = new Map<string, Set<string>>();
  for (const [url, name = ''] of html.matchAll(/[^\s"=]*\/(\w+\.\w{12}\.\w+)/g)) {
    byOutput.set(name, (byOutput.get(name) ?? new Set()).add(url));
  }
  return byOutput;
}

function compile(staticfiles: ReturnType<typeof open>['staticfiles'], text: string) {
  const nunjucks = engines[0]?.nunjucks;
  assert.ok(nunjucks);
  const environment = new nunjucks.Environment(null);
  staticfiles.install(environment);
  return nunjucks.compile(text, environment);
}

describe('pages while the answers of a file proxy change', function () {
  this.timeout(60_000);

  for (const isFinal of [false, true]) {
    it(`name each file by one URL, with answers that are ${isFinal ? 'final until told otherwise' : 'asked for each time'}`, async () => {
      const events = fc.array(fc.constantFrom(...EVENTS), { minLength: 3, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(events, async (list) => {
          const { staticfiles, state, tell, clock } = open(isFinal);
          const template = compile(staticfiles, PAGE);
          for (const [at, event] of list.entries()) {
            if (event === 'move') state.base = 'https://cdn.example.com';
            if (event === 'move back') state.base = '';
            if (isFinal || event === 'tell') tell();
            if (event === 'a second passes') clock.ms += 1001;
            if (event === 'settle') await staticfiles.settled();
            const byOutput = urlsByOutput(template.render({ nonce: `n${at}` }));
            const stems = new Set([...byOutput.keys()].map((name) => name.replace(/\.\w{12}/, '')));
            assert.deepEqual([...stems].sort(), ['a.css', 'a.js', 'x.gif', 'y.gif']);
            for (const urls of byOutput.values()) assert.equal(urls.size, 1, [...urls].join(' '));
            const urls = [...byOutput.values()].flatMap((each) => [...each]);
            const moved = urls.filter((url) => url.startsWith('https:'));
            assert.equal(moved.length, state.base === '' ? 0 : 2, event);
          }
          await staticfiles.close();
        }),
        { numRuns: RUNS },
      );
    });
  }
});
