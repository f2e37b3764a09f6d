// The parts of an instance that answers from a manifest alone.
import * as path from 'node:path';
import { parsePath } from '../core/paths.ts';
import { type Manifest, readManifest } from '../files/manifest.ts';
import type { Roots } from '../files/roots.ts';
import type { FallBack } from '../resolver/fall-back.ts';
import { FrozenResolver } from '../resolver/frozen.ts';
import { FrozenDescriber } from '../resolver/frozen-describe.ts';
import { MOST_MEMBERS } from '../resolver/members.ts';
import type { Foundation } from './foundation.ts';

export interface Frozen {
  readonly plain: FrozenResolver;
  readonly slim: FrozenResolver;
  readonly describer: FrozenDescriber;
  /** Tells whether the manifest names a file, alone. */
  readonly isThere: (path: string) => boolean;
  /** What is combined is known by its combination only. */
  readonly isCombinable: (path: string) => boolean;
  /** Splits neighbouring paths into the longest combinations that the manifest has, or single files. */
  readonly runs: (
    resolver: FrozenResolver,
    paths: readonly string[],
  ) => readonly (readonly string[])[];
  /** Tells whether a URL path is that of an output of the manifest. */
  readonly hasUri: (urlPath: string) => boolean;
}

/**
 * Reads the manifest that the options name, `undefined` where they name none.
 *
 * @throws `ERR_STATICFILE_MANIFEST` where it is none.
 */
export function readFrozen(
  foundation: Foundation & { readonly fallBack: FallBack; readonly outputs: Roots },
): Frozen | undefined {
  const { options, disk, folder, offers, fallBack, outputs } = foundation;
  const { manifest: manifestFile, outDir = folder } = options;
  if (manifestFile === undefined) return undefined;
  const manifest = readManifest(manifestFile, disk);
  const locate = (outputPath: string) => path.join(outDir, outputPath);
  const common = { enabled: options.enabled, manifestFile, locate, outputs, offers, fallBack };
  const plain = new FrozenResolver({ ...common, entries: [manifest.plain] });
  const slim = new FrozenResolver({ ...common, entries: [manifest.slim, manifest.plain] });
  const describer = new FrozenDescriber({ plain, slim, offers, locate });
  const uris = new Set(urisOf(manifest));
  const members = membersOf(manifest);
  return {
    plain,
    slim,
    describer,
    isThere: (each) => plain.has(each) || slim.has(each) || isMember(each, members),
    isCombinable: (each) => isMember(each, members),
    runs: knownRuns,
    hasUri: (urlPath) => parsePath(urlPath).candidates.some((each) => uris.has(each)),
  };
}

function* urisOf({ plain, slim }: Manifest): Generator<string> {
  for (const { uri } of [...Object.values(plain), ...Object.values(slim)]) {
    yield* parsePath(uri).candidates;
  }
}

/** Lists the paths that are part of a combination, as the keys of the manifest write them. */
function membersOf({ plain, slim }: Manifest): ReadonlySet<string> {
  const keys = [...Object.keys(plain), ...Object.keys(slim)];
  return new Set(keys.filter((key) => key.includes('; ')).flatMap((key) => key.split('; ')));
}

function isMember(each: string, members: ReadonlySet<string>): boolean {
  return parsePath(each).candidates.some((candidate) => members.has(candidate));
}

function knownRuns(resolver: FrozenResolver, paths: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (let at = 0; at < paths.length; ) {
    let end = Math.min(paths.length, at + MOST_MEMBERS);
    while (end > at + 1 && resolver.entry(paths.slice(at, end)) === undefined) end -= 1;
    runs.push(paths.slice(at, end));
    at = end;
  }
  return runs;
}
