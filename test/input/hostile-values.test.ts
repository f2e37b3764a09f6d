// Values that throw when they are read, break out of where they are written, or forge lines of a log.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { connectedGroups } from '../../lib/core/cycles.ts';
import { createStaticfiles } from '../../lib/index.ts';
import { createSite } from '../support/site.ts';

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const VALUES: Readonly<Record<string, unknown>> = {
  'an object without a prototype': Object.create(null),
  'a revoked proxy': revoked.proxy,
  'an array of a revoked proxy': [revoked.proxy],
  'a symbol': Symbol('x'),
  'an object whose text throws': {
    toString() {
      throw new Error('no text');
    },
  },
};

function create(files: Readonly<Record<string, string>> = {}) {
  const site = createSite({ 'a.gif': 'a', 'a.css': 'a { b: c }', ...files });
  const warnings: string[] = [];
  const logger = { debug() {}, info() {}, warn: (text: string) => warnings.push(text), error() {} };
  const { root } = site;
  const folders = { roots: root, outDir: path.join(root, '../out'), cacheDir: false } as const;
  return { root, warnings, staticfiles: createStaticfiles({ ...folders, logger }) };
}

describe('a value that can not be read', () => {
  for (const [name, value] of Object.entries(VALUES)) {
    it(`gets an answer: ${name}`, () => {
      const { staticfiles } = create();
      const any = value as string;
      assert.equal(staticfiles.staticfile(any), '');
      assert.equal(staticfiles.slimcontent('a { b: c }', any as 'css'), 'a { b: c }');
      for (const answer of [staticfiles.staticall(any), staticfiles.slimcontent(any)]) {
        assert.equal(typeof answer, 'string');
      }
    });
  }

  it('may stand in place of the options', () => {
    const { staticfiles } = create();
    const url = staticfiles.staticfile('/a.gif');
    assert.equal(staticfiles.staticfile('/a.gif', null as unknown as undefined), url);
    assert.equal(staticfiles.describe('/a.gif', null as unknown as undefined).path, '/a.gif');
  });
});

describe('a message', () => {
  it('stays on one line whatever path it names', () => {
    const { staticfiles, warnings } = create();
    staticfiles.staticfile('/x\n[FATAL] forged\u001b[31m\u202e');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /"\/x\\n\[FATAL\] forged\\u001b\[31m\\u202e"/);
  });

  it('is shortened where it would hold megabytes', () => {
    const { staticfiles, warnings } = create();
    staticfiles.staticfile(`/${'x'.repeat(1_000_000)}`);
    assert.ok((warnings[0] ?? '').length < 5000);
  });
});

describe('a URL that is printed without escaping', () => {
  for (const text of [
    '/a.gif?"><script>',
    "/a.gif#'><script>",
    'https://x.example/"><script>',
    '//x/"><b>',
  ]) {
    it(`ends no attribute: ${text}`, () => {
      assert.match(create().staticfiles.staticfile(text), /^[^"'<>\s]+$/);
    });
  }

  it('keeps a nonce that looks like a pattern', () => {
    const body = '<script nonce="$&$1" src="/a.js"></script>';
    const { staticfiles } = create({ 'a.js': 'a()' });
    assert.match(staticfiles.staticall(body), /nonce="\$&\$1"/);
  });
});

describe('a chain of thousands', () => {
  it('of nodes is walked', () => {
    const groups = connectedGroups(0, (node) => (node < 20_000 ? [node + 1] : []));
    assert.equal(groups.length, 20_001);
    assert.deepEqual(groups[0], [20_000]);
  });

  it('of imports gives a URL', function () {
    this.timeout(120_000);
    const { root, staticfiles } = create();
    for (let at = 0; at < 6000; at += 1) {
      fs.writeFileSync(path.join(root, `c${at}.css`), `@import "c${at + 1}.css";`);
    }
    assert.match(staticfiles.slimfile('/c0.css'), /^\/c0(?:\.[0-9a-f]{12})?\.css$/);
  });
});
