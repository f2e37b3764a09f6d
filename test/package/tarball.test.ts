// What `npm pack` puts into the tarball: all that is needed, and nothing else.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Packed, pack } from './support/packed.ts';

/** Bytes of the tarball, and number of its files: more than that needs a reason. */
const BUDGET = { sizeBytes: 365_000, files: 120 };

const isInDist = (name: string): boolean => name.startsWith('dist/');

/** What a program or a declaration names: imports, `require`, and `#workers` by way of `imports`. */
function namedIn(file: string, imports: Readonly<Record<string, string>>): string[] {
  const text = fs.readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/(?:from|import|import\(|resolve\()\s*['"]([.#][^'"]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => {
    if (specifier.startsWith('#')) return path.posix.normalize(imports[specifier] ?? specifier);
    const named = path.posix.join(path.posix.dirname(file), specifier);
    return file.endsWith('.d.ts') ? named.replace(/(?:\.d)?\.ts$/, '.d.ts') : named;
  });
}

/** Every file in `dist` that is reached from what package.json names. */
function reachedFiles(): Set<string> {
  const { exports, bin, imports } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const named = Object.values({ ...exports, ...bin }).flatMap((each) =>
    typeof each === 'string' ? each : Object.values(each as Record<string, string>),
  );
  const reached = new Set(named.map((each) => path.posix.normalize(each)).filter(isInDist));
  // a set is also walked over what is added meanwhile
  for (const file of reached) for (const each of namedIn(file, imports)) reached.add(each);
  return reached;
}

describe('the tarball', function () {
  this.timeout(120_000);
  let packed: Packed;
  let names: string[] = [];
  before(() => {
    packed = pack('--dry-run');
    names = packed.files.map((file) => file.path).sort();
  });

  it('holds the files that an entry point reaches, and no others', () => {
    assert.deepEqual(names.filter(isInDist), [...reachedFiles()].sort());
  });

  it('holds what people read, and nothing that is only worked with', () => {
    const docs = fs.readdirSync('docs').map((name) => `docs/${name}`);
    const others = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', ...docs];
    assert.deepEqual(
      names.filter((name) => !isInDist(name)),
      others.sort(),
    );
  });

  it('stays small', () => {
    assert.ok(packed.size <= BUDGET.sizeBytes, `${packed.size} bytes`);
    assert.ok(packed.files.length <= BUDGET.files, `${packed.files.length} files`);
  });
});
