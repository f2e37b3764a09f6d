// Scripts of packages from npm as people wrote them: each content once, spread over all packages.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { contentHash } from '../../../lib/core/names.ts';
import { isMinified } from '../../../lib/minify/content-kind.ts';
import { fixture } from '../../../scripts/fixtures.js';

export interface NpmScript {
  readonly path: string;
  readonly text: string;
}

const [LEAST_BYTES, MOST_BYTES] = [500, 120_000];
const SCRIPT = /\.[cm]?js$/;

/** Returns so many scripts that lie evenly in the list of all; fewer where there are fewer. */
export function npmScripts(count: number): NpmScript[] {
  const files = ['node_modules', fixture('')].flatMap(scriptsBelow).sort();
  const step = files.length / count;
  const taken = new Set<string>();
  const found: NpmScript[] = [];
  // from a second and third place of each step on, for those that are left out
  for (const shift of [0, 1 / 3, 2 / 3]) {
    for (let at = 0; at < count && found.length < count; at += 1) {
      const file = files[Math.floor((at + shift) * step)] ?? '';
      const text = fs.readFileSync(file, 'utf8');
      const hash = contentHash(text);
      if (taken.has(hash) || isMinified(file, text)) continue;
      taken.add(hash);
      found.push({ path: file, text });
    }
  }
  return found;
}

function scriptsBelow(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && SCRIPT.test(entry.name))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => {
      const { size } = fs.statSync(file);
      return size >= LEAST_BYTES && size <= MOST_BYTES;
    });
}
