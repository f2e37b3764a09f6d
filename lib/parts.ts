// Makes the parts of one instance and connects them; all state hangs on what this returns.
import * as path from 'node:path';
import type { ConversionMode } from './convert/conversion-mode.ts';
import type { Output } from './convert/output.ts';
import { requestOf } from './convert/request.ts';
import { readManifest } from './files/manifest.ts';
import type { MinifyQueue } from './minify/minify-queue.ts';
import type { ResolvedOptions } from './options.ts';
import { type Conversion, connectConversion } from './parts/conversion.ts';
import { type Foundation, layFoundation } from './parts/foundation.ts';
import type { System } from './parts/system.ts';
import type { FileProxy } from './proxies/file-proxy.ts';
import type { UrlsNow } from './resolver/block-cache.ts';
import { Blocks } from './resolver/blocks.ts';
import { type ServedOutput, SourceCatalog } from './resolver/catalog.ts';
import { Combinations } from './resolver/combinations.ts';
import { Contents } from './resolver/contents.ts';
import { Describer } from './resolver/describe.ts';
import { FallBack } from './resolver/fall-back.ts';
import { Finder } from './resolver/finder.ts';
import { Integrity } from './resolver/integrity.ts';
import { MadeOnRequest } from './resolver/made-on-request.ts';
import { ManifestCatalog } from './resolver/manifest-catalog.ts';
import { isSheet } from './resolver/members.ts';
import { OtherForms } from './resolver/other-forms.ts';
import { PlainCopies } from './resolver/plain-copies.ts';
import { ScriptGroups } from './resolver/script-groups.ts';
import { ServedFiles } from './resolver/served.ts';
import { type PathResolver, Resolver, type ResolverOptions } from './resolver.ts';
import type { WorkerPool } from './workers/pool.ts';

/** What the tags of one form are made of: those that minify, or those that do not. */
export interface Form<R extends PathResolver = PathResolver> {
  readonly resolver: R;
  readonly blocks: Blocks;
}

/** What every instance has. */
export interface Parts {
  readonly chain: FileProxy;
  readonly plain: Form;
  readonly slim: Form;
  readonly contents: Contents;
  readonly describer: Describer;
  readonly served: ServedFiles;
  readonly madeOnRequest: OtherForms;
  readonly combinations: Combinations;
  readonly integrity: Integrity;
  /** Hashes for whoever serves, too. */
  readonly pool: WorkerPool;
  readonly queue: MinifyQueue;
  readonly conversionMode: ConversionMode;
  /** Present where all comes from a manifest. */
  readonly manifest: ManifestCatalog | undefined;
  /** Present where sources are converted. */
  readonly workshop: Workshop | undefined;
}

/** What an instance that converts has besides. */
export interface Workshop {
  readonly foundation: Foundation;
  readonly conversion: Conversion;
  readonly finder: Finder;
  readonly plain: Resolver<Output>;
  readonly slim: Resolver<Output>;
}

/** Connects the parts of an instance, from the disk up to the resolver. */
export function connectParts(options: ResolvedOptions, system: System): Parts {
  const foundation = layFoundation(options, system);
  const { roots, disk, reporter, naming, records, chain, pool, queue } = foundation;
  const conversion = connectConversion(foundation);
  const finder = new Finder({ roots, ...conversion });
  const combinations = new Combinations(naming, records, finder, foundation.now);
  const integrity = new Integrity(disk, reporter);
  const manifest = manifestCatalog(foundation);
  const all = { ...options, ...foundation, ...conversion, finder, combinations, integrity };
  const served = new ServedFiles({ ...all, manifest });
  const madeOnRequest = requested({ ...all, served });
  const plainCopies = new PlainCopies(all);
  const fallBack = new FallBack({
    ...all,
    copyPlain: (asked) => plainCopies.tryCopy(asked, () => finder.find(asked).request),
  });
  const parts = { ...all, served, fallBack };
  const { conversionMode } = foundation;
  const running = { pool, queue, conversionMode };
  const common = { chain, combinations, integrity, ...running, served, madeOnRequest, manifest };
  if (manifest !== undefined) {
    const isThere = (each: string) => manifest.has(each);
    const isCombinable = (each: string) => manifest.isMember(each);
    const runs = (paths: readonly string[], isSlim: boolean) => manifest.runs(paths, isSlim);
    const isIn = { isThere, isCombinable, runs };
    // what a manifest lists is not looked at again
    const catalog = { catalog: manifest, debug: false, plainCopies: undefined };
    return { ...common, ...connectForms({ ...parts, ...catalog, ...isIn }), workshop: undefined };
  }
  const isThere = (each: string) => finder.locate(each) !== undefined;
  const isCombinable = (each: string) => {
    const found = finder.locate(each);
    return found !== undefined && !naming.isAsIs(requestOf([found.path]));
  };
  const groups = new ScriptGroups({ ...foundation, locate: (path) => finder.locate(path) });
  const runs = (paths: readonly string[]) =>
    isSheet(paths[0] ?? '') ? [paths] : groups.runs(paths);
  const catalog = new SourceCatalog(all);
  const forms = connectForms({ ...parts, catalog, plainCopies, isThere, isCombinable, runs });
  const resolvers = { plain: forms.plain.resolver, slim: forms.slim.resolver };
  return { ...common, ...forms, workshop: { foundation, conversion, finder, ...resolvers } };
}

type FormParts<O extends ServedOutput> = Omit<ResolverOptions<O>, 'isSlim'> &
  Omit<BlockParts, 'resolver' | 'runs' | 'urlNow' | 'changes'> & {
    readonly runs: (paths: readonly string[], isSlim: boolean) => readonly (readonly string[])[];
  } & Omit<ConstructorParameters<typeof Contents>[0], 'resolver' | 'urlNow' | 'changes'>;

/** Connects what resolves paths by one catalog. */
function connectForms<O extends ServedOutput>(parts: FormParts<O>) {
  const formOf = (isSlim: boolean): Form<Resolver<O>> => {
    const resolver = new Resolver({ ...parts, isSlim });
    const runs = (paths: readonly string[]) => parts.runs(paths, isSlim);
    const urls = urlsNow(resolver, parts);
    return { resolver, blocks: connectBlocks({ ...parts, ...urls, resolver, runs }) };
  };
  const [plain, slim] = [formOf(false), formOf(true)];
  const { resolver } = slim;
  const contents = new Contents({ ...parts, ...urlsNow(resolver, parts), resolver });
  return { plain, slim, contents, describer: new Describer(parts) };
}

/** What cached bodies ask for, as tags do. */
function urlsNow(
  resolver: PathResolver,
  { offers }: Pick<Foundation, 'offers'>,
): Pick<UrlsNow, 'urlNow' | 'changes'> {
  return {
    changes: () => offers.changes,
    urlNow: (path) => {
      const resolved = resolver.atOnce(path, 'value') ?? resolver.resolve(path);
      return { url: resolved.url, isFinal: resolver.isFinal(resolved) };
    },
  };
}

/**
 * Reads the manifest that the options name, `undefined` where they name none.
 *
 * @throws `ERR_STATICFILE_MANIFEST` where it is none.
 */
function manifestCatalog(foundation: Foundation): ManifestCatalog | undefined {
  const { options, disk, folder, outputs } = foundation;
  const { manifest: manifestFile, outDir = folder } = options;
  if (manifestFile === undefined) return undefined;
  const manifest = readManifest(manifestFile, disk);
  const locate = (outputPath: string) => path.join(outDir, outputPath);
  return new ManifestCatalog({ manifest, manifestFile, outputs, locate });
}

/** What is made for a request: what is in use here, then what another server may have named. */
function requested(all: ConstructorParameters<typeof MadeOnRequest>[0] & Conversion): OtherForms {
  return new OtherForms({ ...all, made: new MadeOnRequest(all) });
}

interface BlockParts
  extends UrlsNow,
    Pick<Parts, 'integrity' | 'served'>,
    Pick<Foundation, 'offers'>,
    Pick<ResolvedOptions, 'enabled'> {
  readonly resolver: PathResolver;
  readonly isThere: (path: string) => boolean;
  readonly isCombinable: (path: string) => boolean;
  readonly runs: (paths: readonly string[]) => readonly (readonly string[])[];
}

function connectBlocks(parts: BlockParts): Blocks {
  const { resolver, integrity, served, offers } = parts;
  return new Blocks({
    ...parts,
    resolve: (path, place) => resolver.resolve(path, place),
    integrityOf: ({ output }) => integrity.of(output),
    localUrlOf: ({ uri }, suffix) => offers.toUrl(uri, suffix),
    isOurs: (url) => served.isVersioned(url),
  });
}
