// The instance of a run of 11ty; one that writes no pages leaves all folders as they are.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { atExit } from '../core/process-exit.ts';
import type { StaticfilesOptions } from '../options/options.ts';
import { createWithInstance } from '../staticfiles.ts';

/** Creates it; `argv` are the arguments of the command, which tells plugins of them in no other way. */
export function createBuildSite(
  given: StaticfilesOptions,
  argv: readonly string[],
): ReturnType<typeof createWithInstance> {
  // builds wait
  const options: StaticfilesOptions = { ...given, conversion: 'inline' };
  const isDryRun = argv.includes('--dryrun');
  const to = argv.find((each, at) => each.startsWith('--to=') || argv[at - 1] === '--to');
  const isPrinted = to !== undefined && /json$/.test(to);
  return createWithInstance(isDryRun || isPrinted ? withoutWrites(options, isDryRun) : options);
}

/** Outputs go to a folder that ends with the process; a dry run moves nothing to a CDN, either. */
function withoutWrites(options: StaticfilesOptions, isDryRun: boolean): StaticfilesOptions {
  const { fileProxy, ...others } = options;
  const outDir = fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-'));
  atExit(() => fs.rmSync(outDir, { recursive: true, force: true }));
  const moves = isDryRun || fileProxy === undefined ? {} : { fileProxy };
  return { ...others, ...moves, outDir, cacheDir: false };
}
