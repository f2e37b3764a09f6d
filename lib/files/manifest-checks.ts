// What a manifest must hold: it may have been changed by others.
import { checkPath, encodePath, parsePath } from '../core/paths.ts';
import { quote, StaticfileError } from '../errors.ts';

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

/** @throws `ERR_STATICFILE_MANIFEST` where it holds what no build writes. */
export function checkManifest(file: string, manifest: Partial<Record<string, unknown>>): void {
  const { plain, slim, inline, groups, hashes } = manifest;
  for (const entries of [plain, slim]) checkEach(file, entries, isEntry);
  if (inline !== undefined) checkInline(file, inline);
  if (groups !== undefined) checkEach(file, groups, isLengths);
  if (hashes !== undefined) checkEach(file, hashes, isHashes);
}

function checkInline(file: string, inline: unknown): void {
  const { plain, slim } = (inline ?? {}) as Partial<Record<string, unknown>>;
  const isText = (text: unknown, path: string) =>
    typeof text === 'string' && checkPath(path).candidates.length > 0;
  for (const texts of [plain, slim]) checkEach(file, texts, isText);
}

function checkEach(
  file: string,
  entries: unknown,
  isRight: (value: unknown, key: string) => boolean,
): void {
  if (typeof entries !== 'object' || entries === null)
    throw manifestError(file, 'is not a manifest.');
  for (const [key, value] of Object.entries(entries)) {
    if (!isRight(value, key))
      throw manifestError(file, `holds for ${quote(key)} what no build writes.`);
  }
}

function isLengths(lengths: unknown): boolean {
  return Array.isArray(lengths) && lengths.every((each) => isSize(each) && each > 0);
}

function isHashes(hashes: unknown): boolean {
  return Array.isArray(hashes) && hashes.every((each) => typeof each === 'string');
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

export function manifestError(file: string, why: string, cause?: unknown): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_MANIFEST', `The manifest ${quote(file)} ${why}`, {
    cause,
  });
}
