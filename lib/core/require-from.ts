// Loads as a file of some folder would.
import * as path from 'node:path';

/**
 * Returns the `require` of a folder.
 *
 * `createRequire` is not imported: most processes never need it, and who bundles into a module declares it
 * in front, as esbuild advises, and would have it twice.
 */
export function requireFrom(folder: string): NodeJS.Require {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(path.join(path.resolve(folder), 'package.json'));
}
