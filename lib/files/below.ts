// Where the file of a URL path lies below a folder.
import * as path from 'node:path';

/** Does what `path.join` does for an absolute folder and a path like `/img/x.gif`, several times as fast. */
export function below(folder: string, urlPath: string): string {
  const isShort = path.sep === '/' && folder !== '/' && urlPath.startsWith('/');
  return isShort ? folder + urlPath : path.join(folder, urlPath);
}
