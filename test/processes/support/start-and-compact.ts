// Starts again and again on a shared cache that it fills with what is outdated; prints a fact for
// each start, and how often a start has put another file in place.
// Arguments: the folder of the cache, a name, how many starts.
import * as fs from 'node:fs';
import { cacheFile, expectedFact, openCache } from './cache.ts';
import { print, waitForGo } from './print.ts';

const [dir = '', name = '', starts = '0'] = process.argv.slice(2);
await waitForGo();
let compactions = 0;
for (let start = 0; start < Number(starts); start += 1) {
  const inode = fs.statSync(cacheFile(dir)).ino;
  const { cache } = openCache(dir);
  if (fs.statSync(cacheFile(dir)).ino !== inode) compactions += 1;
  const key = `${name}/${start}`;
  cache.set(key, expectedFact(key));
  print(key);
  for (let at = 0; at < 30; at += 1) cache.set(`bulk of ${name}`, 'x'.repeat(40_000));
}
print(`compactions ${compactions}`);
