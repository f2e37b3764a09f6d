// What the built package names by its place is there, though it was put together from many files.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { useCommand } from '../cli/support/command.ts';

describe('the built package', () => {
  useCommand();

  it('finds its worker modules, and all else that it names by its place', () => {
    const named = globSync('dist/**/*.js', { absolute: true }).flatMap((file) => {
      const text = fs.readFileSync(file, 'utf8');
      const names = text.matchAll(/new URL\(["'](\.[^"']+)["'],\s*import\.meta\.url\)/g);
      return [...names].map(([, name = '']) => fileURLToPath(new URL(name, pathToFileURL(file))));
    });
    assert.ok(named.some((file) => /[\\/]prepare[\\/]copy-worker\.js$/.test(file)));
    assert.deepEqual(
      named.filter((file) => !fs.existsSync(file)),
      [],
    );
  });
});
