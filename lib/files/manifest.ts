// The manifest: what each path became, so that a server without sources can answer.

import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { contentHash } from '../core/names.ts';
import { checkPath, encodePath, parsePath } from '../core/paths.ts';
import { errorText, quote, StaticfileError } from '../errors.ts';
import type { Disk } from './disk.ts';
import { makeFolder } from './make-folder.ts';
import { removeAbandoned } from './temporary.ts';

/** Changes whenever older versions of this package would read a manifest wrongly. */
const FORMAT = 1;

/** A file of an output, as a manifest knows it. */
export interface ManifestFile {
  readonly uri: string;
  /** Below `outDir`. */
  readonly path: string;
  readonly bytes: number;
  /** `sha384-…` of the bytes. */
  readonly integrity: string;
}

/** An output, as a manifest knows it. */
export interface ManifestEntry extends ManifestFile {
  readonly version: string;
  readonly originalBytes: number;
  /** The source map beside it. */
  readonly map?: ManifestFile;
}

/** Entries by path; the members of a combination are joined by `; `. */
export type ManifestEntries = Readonly<Record<string, ManifestEntry>>;

export interface Manifest {
  readonly plain: ManifestEntries;
  /** Minified outputs, where they are others. */
  readonly slim: ManifestEntries;
  /** Texts of files that become part of pages; earlier manifests have none. */
  readonly inline?: ManifestInline;
}

/** Texts by the path of their file: as they are, and minified. */
export interface ManifestInline {
  readonly plain: Readonly<Record<string, string>>;
  readonly slim: Readonly<Record<string, string>>;
}

/** Names the entry of one path, or of a combination. */
export function manifestKey(paths: readonly string[]): string {
  return paths.map((each) => each.replaceAll('%', '%25').replaceAll(';', '%3B')).join('; ');
}

/** What writing a manifest needs of the surroundings. */
export interface ManifestDisk {
  readonly disk: Disk;
  readonly random: () => string;
  readonly now: () => number;
}

/**
 * Writes a manifest, whole or not at all.
 *
 * @throws `ERR_STATICFILE_PUBLISH` when the disk refuses.
 */
export function writeManifest(
  file: string,
  manifest: Manifest,
  { disk, random, now }: ManifestDisk,
): void {
  const temporary = `${file}.${random()}.tmp`;
  const folder = path.dirname(path.resolve(file));
  try {
    makeFolder(disk, folder);
    checkTarget(file, disk);
    removeAbandoned(folder, disk, now);
    disk.writeFileSync(temporary, `${JSON.stringify(sorted(manifest), null, 1)}\n`);
    disk.renameSync(temporary, file);
  } catch (cause) {
    // where even that fails, nothing was written
    attempt(() => disk.rmSync(temporary, { force: true }));
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
    'there is another file that is no manifest. Name another one, or remove it first',
  );
}

/** The same outputs give the same bytes. */
function sorted({ plain, slim, inline }: Manifest): object {
  const parts = { format: FORMAT, plain: inOrder(plain), slim: inOrder(slim) };
  if (inline === undefined) return parts;
  return { ...parts, inline: { plain: inOrder(inline.plain), slim: inOrder(inline.slim) } };
}

function inOrder<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Reads a manifest.
 *
 * @throws `ERR_STATICFILE_MANIFEST` where it can't be read, is of another format, or holds what no
 *   build writes.
 */
export function readManifest(file: string, disk: Disk): Manifest {
  const manifest = parseManifest(file, disk);
  const { format, plain, slim, inline } = manifest;
  if (format !== FORMAT) {
    throw manifestError(
      file,
      `is of format ${JSON.stringify(format)}, and this version reads format ${FORMAT}. ` +
        'Build it with the version that runs.',
    );
  }
  for (const entries of [plain, slim]) checkEntries(file, entries);
  if (inline !== undefined) checkInline(file, inline);
  return { plain, slim, ...(inline !== undefined && { inline }) } as Manifest;
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
  throw manifestError(file, 'is no manifest.');
}

function checkEntries(file: string, entries: unknown): void {
  if (typeof entries !== 'object' || entries === null) throw manifestError(file, 'is no manifest.');
  for (const [key, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) throw manifestError(file, `holds for ${quote(key)} what no build writes.`);
  }
}

function checkInline(file: string, inline: unknown): void {
  const { plain, slim } = (inline ?? {}) as Partial<Record<string, unknown>>;
  for (const texts of [plain, slim]) {
    if (typeof texts !== 'object' || texts === null) throw manifestError(file, 'is no manifest.');
    for (const [path, text] of Object.entries(texts)) {
      const isText = typeof text === 'string' && checkPath(path).candidates.length > 0;
      if (!isText) throw manifestError(file, `holds for ${quote(path)} what no build writes.`);
    }
  }
}

/** Lists the files that a manifest names, with the outputs that they belong to. */
export function filesIn({ plain, slim }: Manifest): (readonly [ManifestFile, ManifestEntry])[] {
  return [...Object.values(plain), ...Object.values(slim)].flatMap((entry) =>
    [entry, ...(entry.map ? [entry.map] : [])].map((file) => [file, entry] as const),
  );
}

function isEntry(entry: unknown): entry is ManifestEntry {
  const { version, originalBytes, map } = (entry ?? {}) as Partial<ManifestEntry>;
  if (!isFile(entry) || typeof version !== 'string' || !isSize(originalBytes)) return false;
  return map === undefined || isFile(map);
}

/** A manifest may have been changed by others: nothing in it may lead out of a folder or site. */
function isFile(file: unknown): file is ManifestFile {
  const { uri, path, bytes, integrity } = (file ?? {}) as Partial<ManifestFile>;
  const isContained = typeof path === 'string' && checkPath(path).candidates.length > 0;
  const isProven = /^sha384-[A-Za-z0-9+/]{64}$/.test(integrity ?? '');
  return isContained && isUri(uri) && isProven && isSize(bytes);
}

function isSize(size: unknown): boolean {
  return Number.isSafeInteger(size) && Number(size) >= 0;
}

/** A uri is the encoded form of a path that may be looked for. */
function isUri(uri: unknown): boolean {
  if (typeof uri !== 'string' || !uri.startsWith('/')) return false;
  return parsePath(uri).candidates.some((candidate) => encodePath(candidate) === uri);
}

function manifestError(file: string, why: string, cause?: unknown): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_MANIFEST', `The manifest ${quote(file)} ${why}`, {
    cause,
  });
}
