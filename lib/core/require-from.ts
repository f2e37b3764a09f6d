// Loads as a file of some folder would.
import * as nodeModule from 'node:module';
import * as path from 'node:path';

/**
 * Returns the `require` of a folder.
 *
 * `createRequire` is not imported by its name: who bundles into a module declares it in front, as
 * esbuild advises, and would have it twice.
 */
export function requireFrom(folder: string): NodeJS.Require {
  return nodeModule.createRequire(path.join(path.resolve(folder), 'package.json'));
}
