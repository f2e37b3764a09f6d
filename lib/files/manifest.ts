// The manifest: what each path became, so that a server without sources can answer.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { contentHash } from '../core/names.ts';
import { errorText, quote, StaticfileError } from '../errors.ts';
import type { Disk, DiskTools } from './disk.ts';
import { makeFolder } from './make-folder.ts';
import {
  checkManifest,
  type ManifestEntry,
  type ManifestFile,
  manifestError,
} from './manifest-checks.ts';
import { removeAbandoned, writeWhole } from './temporary.ts';

/** Changes whenever older versions of this package would read a manifest wrongly. */
const FORMAT = 1;

/** Entries by path; the members of a combination are joined by `; `. */
export type ManifestEntries = Readonly<Record<string, ManifestEntry>>;

export interface Manifest {
  readonly plain: ManifestEntries;
  /** Minified outputs, where they are others. */
  readonly slim: ManifestEntries;
  /** Texts of files that become part of pages; earlier manifests have none. */
  readonly inline?: ManifestInline;
  /** Neighbours in pages, and the lengths of what became one of them; earlier manifests have none. */
  readonly groups?: ManifestGroups;
  /** Hashes of sources that pages give an `integrity`, by path; earlier manifests have none. */
  readonly hashes?: Readonly<Record<string, readonly string[]>>;
}

/** Lengths of runs by the key of all neighbours. */
export type ManifestGroups = Readonly<Record<string, readonly number[]>>;

/** Texts by the path of their file: as they are, and minified. */
export interface ManifestInline {
  readonly plain: Readonly<Record<string, string>>;
  readonly slim: Readonly<Record<string, string>>;
}

/** Names the entry of one path, or of a combination. */
export function manifestKey(paths: readonly string[]): string {
  return paths.map((each) => each.replaceAll('%', '%25').replaceAll(';', '%3B')).join('; ');
}

/**
 * Writes a manifest, whole or not at all.
 *
 * @throws `ERR_STATICFILE_PUBLISH` when the disk refuses.
 */
export function writeManifest(
  file: string,
  manifest: Manifest,
  { disk, random, now }: DiskTools,
): void {
  const folder = path.dirname(path.resolve(file));
  try {
    makeFolder(disk, folder);
    checkTarget(file, disk);
    removeAbandoned(folder, disk, now);
    writeWhole(disk, file, `${JSON.stringify(sorted(manifest), null, 1)}\n`, random());
  } catch (cause) {
    const message = `Cannot write the manifest ${quote(file)}: ${errorText(cause)}.`;
    throw new StaticfileError('ERR_STATICFILE_PUBLISH', message, { cause });
  }
}

/** A wrong `--manifest` must cost nobody a source: only a manifest is written over. */
function checkTarget(file: string, disk: Disk): void {
  const stat = disk.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const text = stat.isFile() ? disk.readFileSync(file, 'utf8') : '';
  const manifest = attempt(() => JSON.parse(text) as Partial<Record<string, unknown>>);
  const isOurs = !(manifest instanceof Error) && typeof manifest?.['format'] === 'number';
  if (isOurs && 'plain' in manifest && 'slim' in manifest) return;
  throw new Error(
    "another file is there that isn't a manifest. Name another one, or remove it first",
  );
}

/** The same outputs give the same bytes. */
function sorted({ plain, slim, inline, groups, hashes }: Manifest): object {
  return {
    format: FORMAT,
    plain: inOrder(plain),
    slim: inOrder(slim),
    ...(inline && { inline: { plain: inOrder(inline.plain), slim: inOrder(inline.slim) } }),
    ...(groups && { groups: inOrder(groups) }),
    ...(hashes && { hashes: inOrder(hashes) }),
  };
}

function inOrder<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * @throws `ERR_STATICFILE_MANIFEST` where it can't be read, is of another format, or holds what no
 *   build writes.
 */
export function readManifest(file: string, disk: Disk): Manifest {
  const manifest = parseManifest(file, disk);
  const { format, plain, slim, inline, groups, hashes } = manifest;
  if (format !== FORMAT) {
    throw manifestError(
      file,
      `is of format ${JSON.stringify(format)}, and this version reads format ${FORMAT}. ` +
        'Build it with the version that runs.',
    );
  }
  checkManifest(file, manifest);
  const optional = {
    ...(inline !== undefined && { inline }),
    ...(groups !== undefined && { groups }),
    ...(hashes !== undefined && { hashes }),
  };
  return { plain, slim, ...optional } as Manifest;
}

/** Returns what tells a manifest from others; `undefined` where it can't be read. */
export function manifestHash(file: string, disk: Disk): string | undefined {
  const bytes = attempt(() => disk.readFileSync(file));
  return bytes instanceof Error ? undefined : contentHash(bytes).slice(0, 12);
}

function parseManifest(file: string, disk: Disk): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(disk.readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    const why = `can't be read: ${errorText(cause)}. Make it by "staticfile build --manifest FILE".`;
    throw manifestError(file, why, cause);
  }
  throw manifestError(file, 'is not a manifest.');
}

/** Lists the files that a manifest names, with the outputs that they belong to. */
export function filesIn({ plain, slim }: Manifest): (readonly [ManifestFile, ManifestEntry])[] {
  return [...Object.values(plain), ...Object.values(slim)].flatMap((entry) =>
    [entry, ...(entry.map ? [entry.map] : [])].map((file) => [file, entry] as const),
  );
}
