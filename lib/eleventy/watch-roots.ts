// Roots that 11ty does not watch: what lies in its output folder, and names that it would take for globs.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { contentHash } from '../core/names.ts';
import type { EleventyConfig } from './config.ts';

/** 11ty lets a file come to rest for as long. */
const REST_MS = 150;
const GLOB = /[*?[\]{}()!@+\\]/;

/** Lets 11ty render all pages again after an edit in a root. */
export function watchRoots(
  config: EleventyConfig,
  roots: readonly string[],
  outputFolder: string,
  isOurs: (filePath: string) => boolean,
): void {
  const isWithin = (root: string) => {
    const below = path.relative(path.resolve(outputFolder), path.resolve(root));
    return below === '' || !(below.startsWith('..') || path.isAbsolute(below));
  };
  const hidden = roots.filter((root) => isWithin(root) || GLOB.test(root));
  for (const root of roots) {
    if (!hidden.includes(root)) config.addWatchTarget(`${root.replace(/[/\\]$/, '')}/**/*`);
  }
  if (hidden.length > 0) watchHidden(config, hidden, isOurs);
}

/** A file that 11ty watches is written whenever the bytes of one in these folders change. */
function watchHidden(
  config: EleventyConfig,
  roots: readonly string[],
  isOurs: (filePath: string) => boolean,
): void {
  let trigger: string | undefined;
  let watchers: fs.FSWatcher[] = [];
  const hashes = new Map<string, string>();
  const look = (file: string): void => {
    const bytes = isOurs(file) ? undefined : attempt(() => fs.readFileSync(file));
    if (!(bytes instanceof Uint8Array) || trigger === undefined) return;
    const hash = contentHash(bytes);
    // 11ty itself may write the same bytes again in each build
    if (hashes.get(file) !== hash) fs.writeFileSync(trigger, hash);
    hashes.set(file, hash);
  };
  const open = (): void => {
    for (const root of roots) for (const file of filesBelow(root)) if (!isOurs(file)) note(file);
    watchers = roots.flatMap((root) => watchFolder(root, look));
  };
  const note = (file: string): void => {
    const bytes = attempt(() => fs.readFileSync(file));
    if (bytes instanceof Uint8Array) hashes.set(file, contentHash(bytes));
  };
  if ((process.env['ELEVENTY_RUN_MODE'] ?? 'build') === 'build') return;
  trigger = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-')), 'edited');
  fs.writeFileSync(trigger, '');
  config.addWatchTarget(trigger);
  config.on('eleventy.after', async () => {
    // a tool may have made the folder meanwhile
    for (const watcher of watchers) watcher.close();
    open();
  });
}

function watchFolder(root: string, look: (file: string) => void): fs.FSWatcher[] {
  const waiting = new Map<string, NodeJS.Timeout>();
  const watcher = attempt(() =>
    fs.watch(root, { recursive: true, persistent: false }, (_event, name) => {
      const file = path.join(root, `${name ?? ''}`);
      clearTimeout(waiting.get(file));
      waiting.set(file, setTimeout(() => look(file), REST_MS).unref());
    }),
  );
  if (watcher instanceof Error) return [];
  watcher.on('error', () => watcher.close());
  return [watcher];
}

/** Lists what lies below a folder; nothing where that can't be read. */
export function filesBelow(folder: string): string[] {
  const names = attempt(() => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  return names instanceof Error ? [] : names.map((name) => path.join(folder, name));
}
