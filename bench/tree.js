// A tree of mixed files as a site has them, made anew in memory where the machine allows it.
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const KINDS = [
  { extension: '.png', bytes: 24_000 },
  { extension: '.jpg', bytes: 40_000 },
  { extension: '.svg', bytes: 2_000 },
  { extension: '.js', bytes: 12_000 },
  { extension: '.woff2', bytes: 20_000 },
];
const SHEET_EVERY = 10;

/** A new folder that nothing has been deleted from: on ext4 that alone makes writing slow. */
export function freshFolder() {
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtempSync(join(base, 'staticfile-bench-'));
}

/** Writes `count` files and answers their paths; every tenth is a sheet with three references. */
export function makeTree(root, count) {
  const paths = [];
  for (let at = 0; at < count; at += 1) {
    const folder = `/f${at % 50}`;
    const isSheet = at % SHEET_EVERY === SHEET_EVERY - 1;
    const { extension, bytes } = KINDS[at % KINDS.length];
    const path = isSheet ? `${folder}/s${at}.css` : `${folder}/x${at}${extension}`;
    const content = isSheet ? sheet(paths.slice(-3)) : filled(at, bytes);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    paths.push(path);
  }
  return paths;
}

function sheet(references) {
  const rules = references.map((path, at) => `.r${at} { background: url("..${path}") }\n`);
  return rules.join('') + '.a { color: red; margin: 0 auto }\n'.repeat(100);
}

function filled(seed, bytes) {
  return `${seed} `.repeat(Math.ceil(bytes / `${seed} `.length)).slice(0, bytes);
}
