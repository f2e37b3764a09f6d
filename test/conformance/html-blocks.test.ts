// Replays the block tags of other pipelines' own tests, where these lie beside the project.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILE = fileURLToPath(
  new URL('../../../shared/conformance/html-blocks.json', import.meta.url),
);

interface Group {
  readonly tag: string;
  readonly sources?: readonly string[];
  readonly external?: string;
  readonly attrs?: Readonly<Record<string, string | true>>;
}

interface Case {
  readonly id: string;
  readonly level: string;
  readonly settings?: Readonly<Record<string, unknown>> & { readonly roots?: readonly string[] };
  readonly template?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly groups?: readonly Group[];
  /** What is to be seen, in prose. */
  readonly assert?: string;
  readonly expect_text?: string;
  readonly expect_regex?: string;
  readonly expect_error?: boolean;
  readonly expect_smaller?: boolean;
  readonly must_contain?: readonly string[];
  readonly must_not_contain?: readonly string[];
}

/** What is not replayed here, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'ds-proxy-sequence': 'test/proxies/flags.test.ts',
  // joined, it would stop the other one: test/core/js/joinable.test.ts
  'ds-staticall-basic': 'its first script is a syntax error',
};

const OTHERWISE: Readonly<Record<string, string>> = {
  // one blank stays wherever there were some (DESIGN 3.3): items may stand side by side
  'ds-slimcontent-html': '^<ul>\\n<li> one </li>\\n</ul>$',
  // two combinations never share a name (DESIGN 3.2): stems with a `_` of their own get a mark
  'ds-multi-in-one-string': '^/test_1_test_2-[0-9a-f]{6}\\.[0-9a-f]{12}\\.js$',
};

function whyNot(given: Case): string | undefined {
  const { id, template } = given;
  if (template === undefined) return 'no template: test/names/combine-name.test.ts';
  const isProse = given.assert !== undefined && given.groups === undefined;
  if (isProse) return 'in prose: test/nunjucks/staticall.test.ts, test/convert/combine-*.test.ts';
  return ELSEWHERE[id];
}

async function render({ template = '', files, settings = {} }: Case) {
  const { roots, savePrefix, proxy, ...options } = settings;
  const site = createSite(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name.replace(/^(?:(\w+):)?\//, '$1/').replace(/^\//, ''),
        text,
      ]),
    ),
  );
  const staticfiles = createStaticfiles({
    roots: roots ? roots.map((name) => path.join(site.root, name)) : site.root,
    ...(roots ? {} : { outDir: site.outDir }),
    logger: collectLog(),
    debug: false,
    ...options,
  });
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment as never);
  const show = () => environment.renderString(template, {});
  // a text of a page that workers minify has to be seen twice
  show();
  show();
  await staticfiles.settled();
  const html = show();
  await staticfiles.close();
  return { html, staticfiles };
}

/** The elements of a page that fetch something, in order. */
function elementsOf(html: string): { tag: string; url: string; text: string }[] {
  return [...html.matchAll(/<(script|link|img)\b[^>]*?(?:src|href)=["']?([^"'\s>]+)[^>]*>/gi)].map(
    ([text, tag = '', url = '']) => ({ tag: tag.toLowerCase(), url, text }),
  );
}

function checkGroups(
  { groups = [], template }: Case,
  { html, staticfiles }: Awaited<ReturnType<typeof render>>,
): void {
  const isUrl = groups[0]?.tag === 'url';
  const elements = isUrl
    ? [{ tag: 'url', url: html.trim(), text: '' }]
    : elementsOf(html).filter(({ url }) => !url.startsWith('data:'));
  assert.deepEqual(
    elements.map(({ tag }) => tag),
    groups.map(({ tag }) => tag),
    html,
  );
  for (const [at, { sources, external, attrs = {} }] of groups.entries()) {
    const { url = '', text = '' } = elements[at] ?? {};
    const isSlim = template?.includes('{% slim');
    const make = isSlim ? staticfiles.slimfile : staticfiles.staticfile;
    assert.equal(url, external ?? make([...(sources ?? [])]));
    for (const name of ['media', 'async', 'defer']) {
      const value = attrs[name];
      const expected = value === true ? `\\b${name}\\b` : `\\b${name}="${value}"`;
      if (value === undefined) assert.doesNotMatch(text, new RegExp(`\\b${name}\\b`));
      else assert.match(text, new RegExp(expected));
    }
  }
}

async function replay(given: Case): Promise<void> {
  if (given.expect_error && given.level !== 'either') {
    return assert.rejects(render(given));
  }
  const rendered = await render(given);
  if (given.level === 'either') return;
  if (given.groups) checkGroups(given, rendered);
  const html = rendered.html.trim();
  if (given.expect_smaller) {
    const body = /%}([\s\S]*){%/.exec(given.template ?? '')?.[1] ?? '';
    assert.ok(html.length > 0 && html.length < body.trim().length, html);
  }
  if (given.expect_text !== undefined) assert.equal(html, given.expect_text);
  const pattern = OTHERWISE[given.id] ?? given.expect_regex;
  if (pattern !== undefined) assert.match(html, new RegExp(pattern));
  for (const text of given.must_contain ?? []) assert.ok(html.includes(text), html);
  for (const text of given.must_not_contain ?? []) assert.ok(!html.includes(text), html);
}

describe('conformance: block tags', () => {
  if (!fs.existsSync(FILE)) {
    it('is not replayed: ../shared/conformance is not there', function () {
      this.skip();
    });
    return;
  }
  for (const given of JSON.parse(fs.readFileSync(FILE, 'utf8')) as Case[]) {
    const reason = whyNot(given);
    it(`${given.level}: ${given.id}${reason ? ` (${reason})` : ''}`, function () {
      if (reason) this.skip();
      return replay(given);
    });
  }
});
