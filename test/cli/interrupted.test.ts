// Builds that are stopped, killed, or run at the same time.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { seeded } from '../support/random.ts';
import { fewer } from '../support/sampled.ts';
import { createFolder, type Folder } from './support/command.ts';

/** How often a build is killed; `STATICFILE_TEST_KILLS=100` for the whole experiment. */
const KILLS = Number(
  process.env['STATICFILE_TEST_KILLS'] ?? fewer('builds that are killed', 12, 1),
);

const FEW = 60;

function manyFiles(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  let template = '';
  for (let at = 0; at < count; at += 1) {
    files[`img/${at}.gif`] = `GIF89a ${at}`;
    files[`css/${at}.css`] = `a { background: url(../img/${at}.gif) } /* ${at} */`;
    template += `{% slimfile "/css/${at}.css" %}{% staticfile "/img/${at}.gif" %}\n`;
  }
  return { ...files, '../views/all.njk': template };
}

function contents({ site }: Folder): Record<string, string> {
  const names = site.list('out').filter((name) => !name.endsWith('.tmp'));
  return Object.fromEntries(names.map((name) => [name, site.read(`out/${name}`)]));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

interface Undisturbed {
  readonly expected: Record<string, string>;
  readonly wholeMs: number;
}

const made = new Map<number, Undisturbed>();

/** What a build of so many files makes that nothing disturbs, and how long that takes. */
function undisturbed(count: number): Undisturbed {
  const known = made.get(count);
  if (known !== undefined) return known;
  const folder = createFolder(manyFiles(count));
  const startedMs = performance.now();
  assert.equal(folder.runAlone('build').code, 0);
  const answer = { expected: contents(folder), wholeMs: performance.now() - startedMs };
  made.set(count, answer);
  return answer;
}

describe('a build', function () {
  this.timeout(120_000);

  it(`that is killed leaves a tree from which the next one finishes, ${KILLS} times`, async () => {
    const files = manyFiles(FEW);
    const { expected, wholeMs } = undisturbed(FEW);
    const random = seeded(1);
    for (let round = 0; round < KILLS; round += 1) {
      const folder = createFolder(files);
      const child = folder.start('build');
      const timer = setTimeout(() => child.kill('SIGKILL'), random() * wholeMs);
      await ended(child);
      clearTimeout(timer);
      for (const [name, text] of Object.entries(contents(folder)))
        assert.equal(text, expected[name]);
      const report = folder.runAlone('build');
      assert.equal(report.code, 0, report.error);
      assert.deepEqual(contents(folder), expected);
      assert.ok(fs.existsSync(`${folder.site.dir}/manifest.json`));
    }
  });

  it('beside another one into the same tree finishes, and so does the other', async () => {
    const files = manyFiles(FEW);
    const { expected } = undisturbed(FEW);
    const folder = createFolder(files);
    const children = [folder.start('build'), folder.start('build')];
    await Promise.all(children.map(ended));
    assert.deepEqual(
      children.map(({ exitCode }) => exitCode),
      [0, 0],
    );
    assert.deepEqual(contents(folder), expected);
  });

  it('stops at Ctrl-C without anything half-written, and the next one finishes', async () => {
    const count = fewer('sheets of a build that is stopped', 400, FEW);
    const files = manyFiles(count);
    const folder = createFolder(files);
    const child = folder.start('build');
    while (folder.site.list('out').length < 20 && child.exitCode === null) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.kill('SIGINT');
    await ended(child);
    assert.equal(child.exitCode, 130);
    assert.ok(!folder.site.list('out').some((name) => name.endsWith('.tmp')));
    assert.ok(!fs.existsSync(`${folder.site.dir}/manifest.json`));
    assert.equal(folder.runAlone('build').code, 0);
    assert.deepEqual(contents(folder), undisturbed(count).expected);
  });
});
