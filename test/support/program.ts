// Programs that tests run in processes or worker threads of their own, each bundled with what it
// imports: to load the many files of lib/ one by one took them five times as long.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** Below the package's folder, so that packages and the workers of `dist` are found from there. */
const folder = fileURLToPath(new URL('../../temp/programs/', import.meta.url));
const bundled = new Map<string, string>();

/** CommonJS files within a bundle look for `require`. */
const REQUIRE =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/** Bundles a program beside the module that asks, once in each process. Returns the file to run. */
export function programFile(name: string, askedBy: string): string {
  const source = fileURLToPath(new URL(name, askedBy));
  const file = bundled.get(source) ?? bundle(source);
  bundled.set(source, file);
  return file;
}

function bundle(source: string): string {
  const name = path.relative(process.cwd(), source).replaceAll(/[^\w-]+/g, '_');
  const file = path.join(folder, `${name}.mjs`);
  const fresh = path.join(folder, `${name}-${process.pid}.tmp`);
  buildSync({
    entryPoints: [source],
    outfile: fresh,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  // test files that run at once share it
  fs.renameSync(fresh, file);
  return file;
}
