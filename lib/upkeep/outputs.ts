// The outputs on disk: which of the files there are ours, and which of those something refers to.
import * as path from 'node:path';
import type * as Tinyglobby from 'tinyglobby';
import { isProvenOutput } from '../convert/own-output.ts';
import { MAP_COMMENT } from '../convert/source-maps.ts';
import { toByteText } from '../core/byte-text.ts';
import { findCssReferences } from '../core/css-references.ts';
import { lazily } from '../core/load-package.ts';
import { findModuleReferences } from '../core/module-references.ts';
import { parsePath } from '../core/paths.ts';
import { isLocalReference, resolveReference } from '../core/urls.ts';
import { type Manifest, readManifest } from '../files/manifest.ts';
import type { Parts, Workshop } from '../parts.ts';

const tinyglobby = lazily<typeof Tinyglobby>('tinyglobby');

/** A file that is proven to be an output of ours. */
export interface OutputFile {
  /** Absolute. */
  readonly file: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly isUsed: boolean;
}

const COMPRESSED = /\.(?:br|gz)$/;

/**
 * Lists the outputs on disk. One is used when a manifest or the conversion cache names it, or another
 * one that is used refers to it.
 *
 * @throws `ERR_STATICFILE_MANIFEST` where one of the manifests is none.
 */
export function listOutputs(parts: Parts, manifests: readonly string[]): OutputFile[] {
  const { workshop } = parts;
  if (workshop === undefined) return [];
  const { disk, folder } = workshop.foundation;
  const read = manifests.map((name) => readManifest(path.resolve(folder, name), disk));
  const ours = ownFiles(workshop);
  const used = usedPaths(parts, workshop, ours, read);
  return [...ours.values()].map((each) => ({
    ...each,
    isUsed: used.has(each.path.replace(COMPRESSED, '')),
  }));
}

type OwnFile = Omit<OutputFile, 'isUsed'>;

/** Takes only what is proven: other programs name their files in this way, too. */
function ownFiles({ foundation }: Workshop): Map<string, OwnFile> {
  const { options, roots, naming, disk } = foundation;
  const { outDir } = options;
  const folders = outDir === undefined ? roots.all : [{ dir: outDir, at: '' }];
  const candidates = folders.flatMap(({ dir, at }) =>
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
    const bytes = disk.readFileSync(file);
    if (isProvenOutput(foundation, name, bytes)) {
      ours.set(name, { file, path: name, sizeBytes: bytes.length });
    }
  }
  for (const { file, path: name } of candidates) {
    const isBeside = COMPRESSED.test(name) && ours.has(name.replace(COMPRESSED, ''));
    if (isBeside) ours.set(name, { file, path: name, sizeBytes: disk.readFileSync(file).length });
  }
  return ours;
}

function usedPaths(
  parts: Parts,
  workshop: Workshop,
  ours: ReadonlyMap<string, OwnFile>,
  manifests: readonly Manifest[],
): Set<string> {
  const { disk, roots, records, naming } = workshop.foundation;
  const used = new Set<string>();
  const queue = manifests.flatMap(({ plain, slim }) =>
    [...Object.values(plain), ...Object.values(slim)].map((entry) => entry.path),
  );
  for (const { path: name } of ours.values()) {
    const plainPath = naming.scheme.parse(name)?.path.replace(/\.map$/, '');
    for (const request of plainPath === undefined ? [] : parts.served.requestsFor(plainPath)) {
      const found = request.paths.flatMap((each) => roots.findPath(each) ?? []);
      const known = records.load(request, found);
      if (known !== undefined) queue.push(known.path);
    }
  }
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    const own = ours.get(name);
    if (own !== undefined) queue.push(...namedIn(name, toByteText(disk.readFileSync(own.file))));
  }
  return used;
}

/** Lists the paths that an output refers to, and that of its source map. */
function namedIn(name: string, text: string): string[] {
  const find = name.endsWith('.css') ? findCssReferences : findModuleReferences;
  const isText = /\.(?:css|m?js)$/.test(name);
  const values = isText ? find(text).map(({ value }) => value) : [];
  const map = isText ? MAP_COMMENT.exec(text)?.groups?.['url'] : undefined;
  return [...values, ...(map === undefined ? [] : [map])]
    .filter(isLocalReference)
    .flatMap((value) => resolveReference(name, value).candidates)
    .flatMap((each) => parsePath(each).candidates);
}
