// Sets facts in a shared cache, one after the other, and prints each when it is set.
// Arguments: the folder of the cache, a name, how many facts.
import { expectedFact, openCache } from './cache.ts';
import { print, waitForGo } from './print.ts';

const [dir = '', name = '', count = '0'] = process.argv.slice(2);
const { cache, log } = openCache(dir);
await waitForGo();
for (let at = 0; at < Number(count); at += 1) {
  const key = `${name}/${at}`;
  cache.set(key, expectedFact(key));
  print(key);
}
for (const warning of log.warnings) process.stderr.write(`${warning}\n`);
