// Visitors write queries, paths and pages without end, in a process that has little memory.
import assert from 'node:assert/strict';
import { fewer } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';
import { useChildren } from './support/children.ts';

/** A million takes some minutes: `STATICFILE_TEST_TEXTS=1000000`. */
const TEXTS =
  process.env['STATICFILE_TEST_TEXTS'] ?? String(fewer('texts of visitors', 30_000, 4000));

describe('a server whose visitors never write the same text twice', () => {
  const children = useChildren();

  it(`lives through ${TEXTS} of them in a heap of 160 MB`, async function () {
    this.timeout(Number(TEXTS) > 100_000 ? 7_200_000 : 60_000);
    const site = createSite({ 'a.js': 'a()', 'a.css': 'a { top: 0 }', 'a.gif': 'gif' });
    const child = children.startNode(
      ['--max-old-space-size=160', '--expose-gc'],
      'endless-texts.ts',
      site.root,
      site.outDir,
      TEXTS,
    );
    const { code, stdout, stderr } = await child.ended;
    assert.equal(code, 0, stderr);
    assert.ok(Number(stdout) < 160, stdout);
  });
});
