// Starts on a site, asks for the URLs that a file lists, and prints each with what the chain was told.
// Arguments: the folder of the site, with its roots in "root" and the list in "paths.txt", and the
// number of the path to begin with.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createStaticfiles, type FileInfo } from '../../../lib/index.ts';
import { print, waitForGo } from './print.ts';

const [dir = '', first = '0'] = process.argv.slice(2);
const all = fs.readFileSync(path.join(dir, 'paths.txt'), 'utf8').split('\n');
const paths = [...all.slice(Number(first)), ...all.slice(0, Number(first))];
const told = new Map<string, FileInfo>();
const staticfiles = createStaticfiles({
  roots: path.join(dir, 'root'),
  outDir: path.join(dir, 'out'),
  cacheDir: path.join(dir, 'cache'),
  debug: false,
  fileProxy: (uri, info) => {
    if (!told.has(uri)) told.set(uri, info);
    return uri;
  },
});
await waitForGo();
const lines = paths.map((each) => {
  const url = staticfiles.staticfile(each);
  const info = told.get(url);
  const flags = [info?.new && 'new', info?.changed && 'changed', info?.cached && 'cached'];
  return `${each} ${url} ${flags.filter(Boolean).join('+')}`;
});
print(lines.join('\n'));
