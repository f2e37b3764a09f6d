// What a cold and a warm start cost, against the least that any program has to do.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createStaticfiles } from 'nunjucks-staticfile';
import { compare } from '../compare.js';
import { freshFolder, makeTree } from '../tree.js';

/** Files that changed less than two seconds ago are read again; ours have just been written. */
const now = () => Date.now() + 10_000;

function resolveAll(folder, outDir, paths) {
  const options = { roots: `${folder}/root`, outDir, cacheDir: `${outDir}-cache`, debug: false };
  const staticfiles = createStaticfiles(options, { now });
  for (const path of paths) staticfiles.staticfile(path);
}

/** Reads, hashes and copies every file. */
function floor(folder, outDir, paths) {
  for (const path of paths) {
    createHash('sha256')
      .update(readFileSync(`${folder}/root${path}`))
      .digest('hex');
    mkdirSync(dirname(outDir + path), { recursive: true });
    copyFileSync(`${folder}/root${path}`, outDir + path);
  }
}

function cold(count) {
  return {
    name: `cold resolve of ${count} files / read, hash and copy in Node`,
    measure: () => {
      const folder = freshFolder();
      const paths = makeTree(`${folder}/root`, count);
      return compare({
        subject: (round) => resolveAll(folder, `${folder}/out${round}`, paths),
        baseline: (round) => floor(folder, `${folder}/floor${round}`, paths),
        rounds: count > 5000 ? 3 : 9,
      });
    },
  };
}

function warm(count) {
  return {
    name: `second start with ${count} files in the cache / statSync of each`,
    measure: () => {
      const folder = freshFolder();
      const paths = makeTree(`${folder}/root`, count);
      resolveAll(folder, `${folder}/out`, paths);
      return compare({
        subject: () => resolveAll(folder, `${folder}/out`, paths),
        baseline: () => {
          for (const path of paths) statSync(`${folder}/root${path}`);
        },
        rounds: 7,
      });
    },
  };
}

export const rows = [cold(1000), cold(10_000), warm(1000), warm(10_000)];
