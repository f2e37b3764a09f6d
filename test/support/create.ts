// createStaticfiles for tests: nothing is remembered beyond the instance unless a test asks for it.
import {
  createStaticfiles as create,
  type Staticfiles,
  type StaticfilesOptions,
} from '../../lib/index.ts';

export function createStaticfiles(
  options: StaticfilesOptions,
  system?: Parameters<typeof create>[1],
): Staticfiles {
  return create({ cacheDir: false, ...options }, system);
}
