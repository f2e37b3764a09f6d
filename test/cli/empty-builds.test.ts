// A build that finds nothing: what was forgotten, or where it looked in vain.
import assert from 'node:assert/strict';
import { buildLines } from '../../lib/cli/build-report.ts';
import { readConfiguration } from '../../lib/cli/config.ts';
import type { PrepareReport } from '../../lib/prepare/report.ts';
import { createSite } from '../support/site.ts';
import { createFolder } from './support/command.ts';

const NOTHING: PrepareReport = {
  ...{ templates: 0, outputs: [], files: 0, converted: 0, bytesBefore: 0, bytesAfter: 0 },
  ...{ slowest: [], missing: [], unknown: [], errors: [], failed: [], warnings: [] },
};
const END = { durationMs: 1, outDir: '/site/out', manifest: undefined, compressed: undefined };
const linesOf = (report: Partial<PrepareReport>): string =>
  buildLines({ ...NOTHING, ...report }, END, { folder: '/site', hasColors: false }).join('\n');

describe('a build that finds nothing', () => {
  it('ends with 2 if no templates, paths or records are named', async () => {
    const { code, error } = await createFolder({}, "export default { roots: ['root'] };").run(
      'build',
    );
    assert.deepEqual([code, /Name the folder of your templates/.test(error)], [2, true]);
  });

  it('notices templates that name files in a way of their own', () => {
    assert.match(
      linesOf({ templates: 3 }),
      /^Notice: No template names a file by a tag.*--include/,
    );
  });

  it('notices nothing if something was found, or is known to be missing', () => {
    const missing = [{ template: 'a.njk', line: 1, message: 'Cannot find "/a.css".' }];
    assert.doesNotMatch(linesOf({ templates: 1, missing }), /No template/);
    assert.doesNotMatch(linesOf({ templates: 1, files: 1 }), /No template/);
  });
});

describe('a configuration', () => {
  const WRONG: Readonly<Record<string, string>> = {
    "template: 'views'":
      'Unknown option "template" of the configuration. Did you mean "templates"?',
    'nunjucks: { tag: {} }':
      'Unknown option "tag" of the configuration, "nunjucks". Did you mean "tags"?',
    "nunjucks: { tags: { blokStart: '<%' } }":
      'Unknown option "blokStart" of the configuration, "nunjucks.tags". Did you mean "blockStart"?',
  };
  for (const [option, message] of Object.entries(WRONG)) {
    it(`with ${option} is refused with the closest right name`, async () => {
      const site = createSite({ '../staticfile.config.mjs': `export default { ${option} };` });
      await assert.rejects(readConfiguration({}, site.dir), {
        message: `[ERR_STATICFILE_OPTION] ${message}`,
      });
    });
  }
});
