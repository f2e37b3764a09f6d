// Serves a site with conversion in the background: prints the URLs of the first page, waits until all is
// settled, and prints those of the second. Arguments: the folder of the site, and the paths.
import * as path from 'node:path';
import { createStaticfiles } from '../../../lib/index.ts';
import { print, waitForGo } from './print.ts';

const [dir = '', ...paths] = process.argv.slice(2);
const root = path.join(dir, 'root');
process.chdir(root);
const staticfiles = createStaticfiles({
  roots: root,
  outDir: path.join(dir, 'out'),
  cacheDir: path.join(dir, 'cache'),
  debug: false,
  conversion: 'background',
  minify: { js: './minify.cjs#js' },
});
await waitForGo();
const page = () => paths.map((each) => staticfiles.slimfile(each)).join(' ');
print(page());
await staticfiles.settled();
print(page());
await staticfiles.close();
