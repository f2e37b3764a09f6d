// Looks at what a site needs: folders, rights, space, options that fit together.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { errorCode, errorText, quote } from '../errors.ts';
import type { Instance } from '../instance.ts';
import type { ProxyFinding as Finding } from '../proxies/file-proxy.ts';

/** Less than this is said to be little. */
const LEAST_FREE_BYTES = 100_000_000;

/** Looks at everything; nothing is written. */
export function examineSite(instance: Instance): Finding[] {
  const { roots, options } = instance;
  const { outDir, cacheDir, publish, debug } = options;
  const written = outDir === undefined ? roots.all.map(({ dir }) => dir) : [outDir];
  return [
    ...roots.all.map(({ dir, at }) => rootFinding(dir, at)),
    ...(outDir === undefined ? [] : nestingFindings(outDir, roots.all)),
    ...written.map((dir) => writeFinding('The folder for outputs', dir)),
    ...written.map(spaceFinding),
    ...(cacheDir === false ? [] : [writeFinding('The cache', cacheDir)]),
    linkFinding(publish, debug),
  ];
}

function rootFinding(dir: string, at: string): Finding {
  const what = `The root ${quote(dir)}${at === '' ? '' : ` at ${quote(at)}`}`;
  try {
    const count = fs.readdirSync(dir).length;
    const entries = count === 1 ? '1 entry' : `${count} entries`;
    return { isFine: true, what: `${what} can be read, and has ${entries}.` };
  } catch (error) {
    if (errorCode(error) === 'ENOENT')
      return {
        isFine: false,
        what: `${what} is missing.`,
        advice: 'Create it, or correct "roots".',
      };
    const why = `${what} can't be read: ${errorText(error)}.`;
    return { isFine: false, what: why, advice: 'Let this user read it.' };
  }
}

function nestingFindings(outDir: string, roots: readonly { readonly dir: string }[]): Finding[] {
  return roots
    .filter(({ dir }) => isInside(outDir, dir))
    .map(({ dir }) => ({
      isFine: false,
      what: `The folder for outputs ${quote(outDir)} lies in the root ${quote(dir)}.`,
      advice: 'Outputs could be taken for sources: put it beside the root.',
    }));
}

function isInside(folder: string, other: string): boolean {
  const way = path.relative(other, folder);
  return way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
}

/** A folder that is not there yet is made in the first one above that is. */
function writeFinding(name: string, dir: string): Finding {
  const there = firstThere(dir);
  try {
    fs.accessSync(there, fs.constants.W_OK);
    return { isFine: true, what: `${name} ${quote(dir)} can be written.` };
  } catch {
    const what = `${name} ${quote(dir)} can't be written by this user.`;
    return { isFine: false, what, advice: `Let this user write to ${quote(there)}.` };
  }
}

function spaceFinding(dir: string): Finding {
  const { bavail, bsize } = fs.statfsSync(firstThere(dir));
  const freeBytes = bavail * bsize;
  const free =
    freeBytes < 1e9 ? `${Math.round(freeBytes / 1e6)} MB` : `${Math.round(freeBytes / 1e9)} GB`;
  const what = `The disk of ${quote(dir)} has ${free} left.`;
  if (freeBytes >= LEAST_FREE_BYTES) return { isFine: true, what };
  return { isFine: false, what, advice: 'Free some, or set "outDir" to a folder on another disk.' };
}

function firstThere(dir: string): string {
  let there = dir;
  while (!fs.existsSync(there) && path.dirname(there) !== there) there = path.dirname(there);
  return there;
}

function linkFinding(publish: string, debug: boolean): Finding {
  const isCopied = publish !== 'copy' && debug;
  return {
    isFine: !isCopied,
    what: `Files that need no conversion are published by ${isCopied ? 'copy' : publish}.`,
    ...(isCopied && { advice: `"publish: '${publish}'" counts only without "debug".` }),
  };
}
