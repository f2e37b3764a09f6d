// The outputs on disk: which of the files there are ours, and which of those something refers to.
import * as path from 'node:path';
import { isMinifiable, kindOf } from '../convert/conversion.ts';
import { isOwnOutput } from '../convert/own-output.ts';
import { findReferences } from '../convert/text-references.ts';
import { toByteText } from '../core/byte-text.ts';
import { mapCommentOf } from '../core/map-comment.ts';
import { tinyglobby } from '../core/packages.cjs';
import { parsePath } from '../core/paths.ts';
import { isLocalReference, resolveReference } from '../core/urls.ts';
import { COMPRESSED } from '../files/compressed.ts';
import type { Disk } from '../files/disk.ts';
import { filesIn, readManifest } from '../files/manifest.ts';
import type { Instance } from '../instance.ts';

/** A file that is proven to be an output of ours. */
export interface OutputFile {
  /** Absolute. */
  readonly file: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** When it was written, or linked; milliseconds since 1970. */
  readonly writtenMs: number;
  readonly use: Use;
}

/** What is neither used nor known to have given way to another version may be in use elsewhere. */
export type Use = 'used' | 'retired' | 'unknown';

export interface KnownOutputs {
  /** Lists all files of ours, which needs a look at each file that is there. */
  readonly files: () => readonly OutputFile[];
  /** Of what a manifest or the conversion cache knows nothing is there: then nothing says what is in use. */
  readonly isUnknown: boolean;
}

/**
 * Lists the outputs on disk. One is used when a manifest or the conversion cache names it, or another
 * one that is used refers to it. The cache counts whatever the options were that its records were
 * made with: a server may write its folders otherwise than whoever asks.
 *
 * @throws `ERR_STATICFILE_MANIFEST` where one of the manifests is none.
 */
export function listOutputs(instance: Instance, manifests: readonly string[]): KnownOutputs {
  if (instance.sources === undefined) return { files: () => [], isUnknown: true };
  const { disk, folder, records } = instance;
  const read = manifests.map((name) => readManifest(path.resolve(folder, name), disk));
  const named = read.flatMap(filesIn).map(([{ path }]) => path);
  const known = [...named, ...records.allPaths()];
  const files = () => {
    const ours = ownFiles(instance);
    const used = usedPaths(known, instance, ours);
    const retired = new Set(records.retiredPaths());
    const useOf = (name: string): Use =>
      used.has(name) ? 'used' : retired.has(name) ? 'retired' : 'unknown';
    return [...ours.values()].map((each) => ({
      ...each,
      use: useOf(each.path.replace(COMPRESSED, '')),
    }));
  };
  return { files, isUnknown: isUnknown(known, instance) };
}

/** Where none of ours is, the folder may be anybody's, and as large as a disk. */
function isUnknown(known: readonly string[], instance: Instance): boolean {
  const { disk } = instance;
  if (known.length === 0) return true;
  const folders = foldersOf(instance).map(({ dir }) => dir);
  const isAt = (file: string) => disk.statSync(file, { throwIfNoEntry: false }) !== undefined;
  const isThere = (name: string) => folders.some((dir) => isAt(path.join(dir, name)));
  const isEmpty = (dir: string) => !isAt(dir) || disk.readdirSync(dir).length === 0;
  return !known.some(isThere) && !folders.every(isEmpty);
}

function foldersOf(instance: Instance): readonly { dir: string; at: string }[] {
  const { options, roots } = instance;
  const { outDir } = options;
  return outDir === undefined ? roots.all : [{ dir: outDir, at: '' }];
}

type OwnFile = Omit<OutputFile, 'use'>;

/** Takes only what is proven: other programs name their files in this way, too. */
function ownFiles(instance: Instance): Map<string, OwnFile> {
  const { naming, disk } = instance;
  const candidates = foldersOf(instance).flatMap(({ dir, at }) =>
    tinyglobby()
      .globSync('**/*', { cwd: dir, dot: false, ignore: ['**/node_modules/**'] })
      .map((name) => ({
        file: path.join(dir, name),
        path: `${at}/${name}`,
      })),
  );
  const ours = new Map<string, OwnFile>();
  for (const { file, path: name } of candidates) {
    if (naming.scheme.parse(name) === undefined) continue;
    if (isOwnOutput(instance, name, file)) ours.set(name, ownFile(disk, file, name));
  }
  for (const { file, path: name } of candidates) {
    const output = COMPRESSED.test(name) ? ours.get(name.replace(COMPRESSED, '')) : undefined;
    const isBeside = output !== undefined && instance.proof.isCompressed(name, file, output.file);
    if (isBeside) ours.set(name, ownFile(disk, file, name));
  }
  return ours;
}

/** A link has the time of its source: then the disk's own time says when it was made. */
function ownFile(disk: Disk, file: string, name: string): OwnFile {
  const { mtimeMs, ctimeMs, nlink } = disk.lstatSync(file);
  const { size } = disk.statSync(file);
  return { file, path: name, sizeBytes: size, writtenMs: nlink > 1 ? ctimeMs : mtimeMs };
}

function usedPaths(
  known: readonly string[],
  { disk, naming }: Instance,
  ours: ReadonlyMap<string, OwnFile>,
): ReadonlySet<string> {
  const used = new Set(known);
  // a set gives what is added meanwhile, too
  for (const name of used) {
    const own = ours.get(name);
    if (own === undefined) continue;
    const { path: plainName } = naming.scheme.parse(name) ?? { path: name };
    const text = toByteText(disk.readFileSync(own.file));
    for (const each of namedIn(name, plainName, text)) used.add(each);
  }
  return used;
}

/** Lists the paths that an output refers to, and that of its source map. */
function namedIn(name: string, plainName: string, text: string): string[] {
  const kind = kindOf(plainName);
  const values = kind === 'other' ? [] : findReferences({ kind, text }).map(({ value }) => value);
  const map = isMinifiable(kind) ? mapCommentOf(text)?.url : undefined;
  return [...values, ...(map === undefined ? [] : [map])]
    .filter(isLocalReference)
    .flatMap((value) => resolveReference(name, value).candidates)
    .flatMap((each) => parsePath(each).candidates);
}
