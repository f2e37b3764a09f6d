// createStaticfiles for tests: nothing is remembered beyond the instance, and no output ends with the
// name of its source map, unless a test asks for it.
import {
  createStaticfiles as create,
  type Staticfiles,
  type StaticfilesOptions,
} from '../../lib/index.ts';

export function createStaticfiles(
  options: StaticfilesOptions,
  system?: Parameters<typeof create>[1],
): Staticfiles {
  return create({ cacheDir: false, sourceMap: false, ...options }, system);
}
