// Prints how many bytes of heap a resolved file takes; run by the memory row in a process of its own.
import { createStaticfiles } from 'nunjucks-staticfile';
import { freshFolder, makeTree } from './tree.js';

const [, , what, count] = process.argv;
const folder = freshFolder();
const paths = makeTree(`${folder}/root`, Number(count));
const options = { roots: `${folder}/root`, outDir: `${folder}/out`, cacheDir: false, debug: false };
const urlOf = (path) => path.replace(/\.(\w+)$/, '.0123456789ab.$1');

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const held = what === 'map' ? new Map() : createStaticfiles(options);
for (const path of paths) {
  if (what === 'map') held.set(path, urlOf(path));
  else held.staticfile(path);
}
globalThis.gc();
console.log((process.memoryUsage().heapUsed - before) / paths.length);
// the instance must live until here
held.valueOf();
