// createStaticfiles for tests: outputs lie beside their sources, nothing is remembered beyond the
// instance, and no output ends with the name of its source map, unless a test asks for it.
import {
  createStaticfiles as create,
  type Staticfiles,
  type StaticfilesOptions,
} from '../../lib/index.ts';

export function createStaticfiles(
  options: StaticfilesOptions,
  system?: Parameters<typeof create>[1],
): Staticfiles {
  return create({ outDir: false, cacheDir: false, sourceMap: false, ...options }, system);
}
