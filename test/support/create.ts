// createStaticfiles for tests: nothing is remembered beyond the instance, and no output ends with the
// name of its source map, unless a test asks for it.
import { fileURLToPath } from 'node:url';
import {
  createStaticfiles as create,
  type Staticfiles,
  type StaticfilesOptions,
} from '../../lib/index.ts';

const workerFile = fileURLToPath(new URL('./minify-worker.mjs', import.meta.url));

export function createStaticfiles(
  options: StaticfilesOptions,
  system?: Parameters<typeof create>[1],
): Staticfiles {
  return create({ cacheDir: false, sourceMap: false, ...options }, { workerFile, ...system });
}
