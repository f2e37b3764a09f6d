// What users install with the package: each dependency has its reason, and all of them are few.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';

/** Packages that an installation without development has, this one apart. */
const MOST_PACKAGES = 50;

const readJson = (name: string) => JSON.parse(fs.readFileSync(name, 'utf8'));

describe('the dependencies', () => {
  it('each have a reason in CONTRIBUTING.md, and nothing else has one', () => {
    const [, section = ''] = fs
      .readFileSync('CONTRIBUTING.md', 'utf8')
      .split('\n## Dependencies\n');
    const rows = section.split('\n## ')[0]?.match(/^\| `.*?\|/gm) ?? [];
    const named = rows.flatMap((row) => row.match(/[^`|, ]+/g) ?? []);
    assert.deepEqual(named.sort(), Object.keys(readJson('package.json').dependencies).sort());
  });

  it(`are at most ${MOST_PACKAGES} packages with all that they need`, () => {
    const { packages } = readJson('package-lock.json') as {
      packages: Record<string, { dev?: true; optional?: true; peer?: true; devOptional?: true }>;
    };
    const installed = Object.entries(packages)
      .filter(([name, { dev, optional, peer, devOptional }]) => {
        return name !== '' && !dev && !optional && !peer && !devOptional;
      })
      .map(([name]) => name);
    assert.ok(installed.includes('node_modules/send'));
    assert.ok(installed.length <= MOST_PACKAGES, `${installed.length}: ${installed.join(', ')}`);
  });
});
