// What was resolved so far, as a manifest.
import type { Output } from '../convert/output.ts';
import { type Manifest, manifestKey } from '../files/manifest.ts';
import type { ManifestEntry } from '../files/manifest-checks.ts';
import type { FoundGroups } from './found-groups.ts';
import type { InlineFiles } from './inline-files.ts';
import type { InlineText } from './inline-kind.ts';
import type { Integrity } from './integrity.ts';
import type { Resolver } from './resolver.ts';
import type { SourceHashes } from './source-hashes.ts';

/** Collects what the two resolvers have found, and all that it refers to. */
export function manifestOf(
  plain: Resolver<Output>,
  slim: Resolver<Output>,
  integrity: Integrity,
  current: (key: string) => Output | undefined,
  uriOf: (path: string) => string,
  {
    inline,
    groups,
    sourceHashes,
  }: {
    readonly inline: InlineFiles;
    readonly groups: FoundGroups;
    readonly sourceHashes: SourceHashes;
  },
): Manifest {
  const mapOf = (output: Output): Pick<ManifestEntry, 'map'> => {
    const [, map] = output.files;
    const proof = map === undefined ? '' : integrity.ofFile(map);
    // one that is not there is not asked for by whoever reads the page
    if (map === undefined || proof === '') return {};
    const { path, sizeBytes: bytes } = map;
    return { map: { uri: uriOf(path), path, bytes, integrity: proof } };
  };
  const entryOf = (output: Output): ManifestEntry => ({
    uri: output.uri,
    path: output.path,
    version: output.version,
    bytes: output.sizeBytes,
    originalBytes: output.originalBytes,
    integrity: integrity.of(output),
    ...mapOf(output),
  });
  const manifest = {
    plain: new Map<string, ManifestEntry>(),
    slim: new Map<string, ManifestEntry>(),
  };
  const found = { plain: outputsOf(plain), slim: outputsOf(slim) };
  for (const output of withReferences([...found.plain, ...found.slim], current)) {
    const entries = output.conversion.isSlim ? manifest.slim : manifest.plain;
    entries.set(manifestKey(output.conversion.paths), entryOf(output));
  }
  // what is asked for minified, and stays as it is, is found among the slim ones first
  for (const output of found.slim) {
    const key = manifestKey(output.conversion.paths);
    if (!manifest.slim.has(key)) manifest.slim.set(key, entryOf(output));
  }
  const texts = { plain: textsOf(inline.texts('plain')), slim: textsOf(inline.texts('slim')) };
  const hasTexts = Object.keys({ ...texts.plain, ...texts.slim }).length > 0;
  const hashes = sourceHashes.all();
  return {
    plain: Object.fromEntries(manifest.plain),
    slim: Object.fromEntries(manifest.slim),
    ...(hasTexts && { inline: texts }),
    groups: groups.lengths(),
    ...(Object.keys(hashes).length > 0 && { hashes }),
  };
}

function textsOf(texts: Iterable<InlineText>): Record<string, string> {
  return Object.fromEntries(Array.from(texts, ({ path, text }) => [path, text]));
}

function outputsOf(resolver: Resolver<Output>): Output[] {
  return [...resolver.hits()].map(({ output }) => output);
}

/** Lists outputs, and those that they refer to, each once. */
function withReferences(
  outputs: readonly Output[],
  current: (key: string) => Output | undefined,
): Iterable<Output> {
  const seen = new Set(outputs);
  // what is added meanwhile is visited, too
  for (const { references } of seen) {
    for (const { key } of references) {
      const target = current(key);
      if (target !== undefined) seen.add(target);
    }
  }
  return seen;
}
