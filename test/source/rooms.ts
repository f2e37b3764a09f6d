// The rooms of `lib/`, from the top down, and who imports what: read off the source.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesIn } from './regular-expressions.ts';

/** Each imports from rooms below it only. Several in one line may import from each other. */
export const ROOMS: readonly (readonly string[])[] = [
  ['lib/bin.ts', 'lib/index.ts', 'lib/cloudfront.ts', 'lib/eleventy.ts'],
  ['lib/eleventy', 'lib/cli'],
  ['lib/staticfiles.ts'],
  ['lib/prepare', 'lib/upkeep'],
  ['lib/instance.ts', 'lib/instance'],
  ['lib/options'],
  ['lib/nunjucks'],
  ['lib/serve'],
  ['lib/resolve'],
  ['lib/convert'],
  ['lib/minify'],
  ['lib/workers'],
  ['lib/files'],
  ['lib/proxies/cloudfront'],
  ['lib/proxies/cdn'],
  ['lib/proxies'],
  ['lib/core'],
  ['lib/errors.ts', 'lib/types'],
];

/** Rooms that touch no disk. */
export const PURE_ROOMS: readonly string[] = ['lib/core', 'lib/errors.ts'];

/** One import of a file: of another file of ours, or of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Returns what the files below a folder import, types included; our own files by their path. */
export function importsOf(folder: string): readonly Import[] {
  const files = filesIn(folder).map((file) => file.replaceAll('\\', '/'));
  return files.flatMap((file) => importsIn(file, fs.readFileSync(file, 'utf8')));
}

/** Returns what the text of one file imports. */
export function importsIn(file: string, text: string): readonly Import[] {
  const specifiers = text.matchAll(/(?:\bfrom|\bimport|\bimport\() ?'([^'\n]+)'/g);
  return Array.from(specifiers, ([, specifier = '']) => ({
    from: file,
    to: specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier)
      : specifier,
  }));
}

/** Returns the place of a file's room in {@link ROOMS}, the deepest folder first; -1 where it has none. */
export function roomOf(file: string): number {
  const inRoom = (room: string) => file === room || file.startsWith(`${room}/`);
  const sizes = ROOMS.map((rooms) =>
    Math.max(...rooms.map((room) => (inRoom(room) ? room.length : 0))),
  );
  const deepest = Math.max(...sizes);
  return deepest === 0 ? -1 : sizes.indexOf(deepest);
}

/** Checks whether an import leads up the list, or from a pure room to the disk. */
export function isRefused({ from, to }: Import): boolean {
  if (!to.startsWith('lib/')) {
    const isDisk = /^(?:node:)?fs(?:\/|$)/.test(to);
    return isDisk && PURE_ROOMS.some((room) => from === room || from.startsWith(`${room}/`));
  }
  return roomOf(to) < roomOf(from);
}

/** Returns a circle of files that import each other, types included; none where there is none. */
export function circleIn(imports: readonly Import[]): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const target of targets.get(file) ?? []) {
      const circle = walk(target, [...way, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of targets.keys()) {
    const circle = walk(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
