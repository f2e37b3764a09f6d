// Source maps of large texts are made in a worker where a request waits, and are those that are made at once.
import assert from 'node:assert/strict';
import { LaterMaps } from '../../lib/convert/later-maps.ts';
import { type MapTask, makeSourceMap } from '../../lib/convert/source-map.ts';
import { type EditedPart, type MapMaker, SourceMaps } from '../../lib/convert/source-maps.ts';
import { applyEdits, type Edit } from '../../lib/core/edits.ts';
import { joinPieces } from '../../lib/core/joined.ts';
import { nodeDisk } from '../../lib/files/disk.ts';
import { Roots } from '../../lib/files/roots.ts';
import { WorkerFailure } from '../../lib/workers/job.ts';
import type { Job } from '../../lib/workers/pool.ts';
import { createSite } from '../support/site.ts';

const LARGE = `a { background: url("x.png") }\n${'b { color: red }\n'.repeat(20_000)}`;
const EDITS: Edit[] = [{ start: 20, end: 25, text: 'x.0123456789ab.png' }];

/** Does jobs at once, with copies of what is sent, and notes them. */
function working(fail?: Error) {
  const jobs: Job[] = [];
  const run = async <Value>(job: Job): Promise<Value> => {
    jobs.push(job);
    if (fail !== undefined) throw fail;
    const made = makeSourceMap(structuredClone(job.input as MapTask));
    return structuredClone(made) as Value;
  };
  const site = createSite({
    'a.css.map': JSON.stringify({ version: 3, sources: ['a.scss'], names: [], mappings: 'AAAA' }),
  });
  const maps = new SourceMaps(new Roots([{ dir: site.root, at: '' }], nodeDisk));
  return { maps, later: new LaterMaps(maps, { run }), jobs };
}

function convert(parts: readonly EditedPart[], uri: string) {
  const texts = parts.map(({ part, edits }) => applyEdits(part.text, edits));
  const joined = joinPieces(
    '',
    texts.map((text) => ({ text, from: 0 })),
    '\n',
  );
  return (maps: MapMaker) => maps.mapOf(joined, parts, uri);
}

const part = (path: string, text: string, edits: readonly Edit[] = []): EditedPart => ({
  part: { path, text, references: [] },
  edits,
});

describe('source maps of large texts', () => {
  for (const [what, parts] of [
    ['a single text', [part('/css/a.css', LARGE)]],
    ['an edited text', [part('/css/a.css', LARGE, EDITS)]],
    ['a combination', [part('/a.css', LARGE, EDITS), part('/b/b.css', 'c { d: e }')]],
    ['a text with a map', [part('/a.css', `${LARGE}/*# sourceMappingURL=a.css.map */`)]],
    [
      'a minified text',
      [
        {
          part: {
            path: '/a.css',
            text: 'b{}',
            references: [],
            source: LARGE,
            minified: { by: 'engine', map: { mappings: 'AACA', names: [] } },
          },
          edits: [],
        },
      ],
    ],
  ] as const) {
    it(`are made in a worker and are the same: ${what}`, async () => {
      const { maps, later, jobs } = working();
      const made = await later.converted(convert(parts, '/css/x.css.map'));
      assert.deepEqual(made, convert(parts, '/css/x.css.map')(maps));
      assert.ok(Buffer.isBuffer(made.bytes));
      assert.deepEqual(
        jobs.map(({ name }) => name),
        ['map'],
      );
    });
  }

  it('are made one by one where a conversion needs several', async () => {
    const { later, jobs } = working();
    const both = await later.converted((maps) => [
      convert([part('/a.css', LARGE)], '/a.css.map')(maps),
      convert([part('/b.css', LARGE)], '/b.css.map')(maps),
    ]);
    assert.equal(new Set(both.map(({ hash }) => hash)).size, 2);
    assert.equal(jobs.length, 2);
  });

  it('are made at once for up to 256 kB', async () => {
    const { later, jobs } = working();
    await later.converted(convert([part('/a.css', 'a { b: c }')], '/a.css.map'));
    assert.deepEqual(jobs, []);
  });

  it('are made here where there is no worker', async () => {
    const { later } = working(new WorkerFailure('absent', 'none'));
    const made = await later.converted(convert([part('/a.css', LARGE)], '/a.css.map'));
    assert.deepEqual(JSON.parse(String(made.bytes)).sourcesContent, [LARGE]);
  });

  it('are an error where the worker ends', async () => {
    const { later } = working(new WorkerFailure('lost', 'out of memory'));
    const made = later.converted(convert([part('/a.css', LARGE)], '/a.css.map'));
    await assert.rejects(made, /out of memory/);
  });
});
