// Makes the parts of one instance and connects them; all state hangs on what this returns.
import * as path from 'node:path';
import type { ConversionMode } from './convert/conversion-mode.ts';
import type { Output } from './convert/output.ts';
import type { BackgroundWork } from './core/background-work.ts';
import { isForeignUrl, splitSuffix } from './core/paths.ts';
import { readManifest } from './files/manifest.ts';
import { type Converting, connectConverting } from './instance/conversion.ts';
import { connectManifest, connectSources, type Form } from './instance/forms.ts';
import { type Foundation, layFoundation } from './instance/foundation.ts';
import type { System } from './instance/system.ts';
import type { MinifyQueue } from './minify/minify-queue.ts';
import { ALL_VERSIONED, type ResolvedOptions } from './options/options.ts';
import type { FileProxy } from './proxies/file-proxy.ts';
import { AbsoluteUrls } from './resolve/absolute-urls.ts';
import type { Place } from './resolve/argument.ts';
import { Combinations } from './resolve/combinations.ts';
import type { Contents } from './resolve/contents.ts';
import type { Describer } from './resolve/describe.ts';
import { Finder } from './resolve/finder.ts';
import type { FoundGroups } from './resolve/found-groups.ts';
import type { InlineFiles } from './resolve/inline-files.ts';
import { Integrity } from './resolve/integrity.ts';
import { MadeOnRequest } from './resolve/made-on-request.ts';
import { ManifestCatalog } from './resolve/manifest-catalog.ts';
import { MissingFiles } from './resolve/missing-files.ts';
import { OtherForms } from './resolve/other-forms.ts';
import { OwnUrls } from './resolve/own-urls.ts';
import { PlainCopies } from './resolve/plain-copies.ts';
import type { Resolver } from './resolve/resolver.ts';
import type { ServedOutput } from './resolve/served-output.ts';
import { UrlLookup } from './resolve/url-lookup.ts';
import type { WorkerPool } from './workers/pool.ts';

/** What every instance has. */
export interface Parts {
  readonly chain: FileProxy;
  readonly publicUrls: Foundation['publicUrls'];
  readonly reporter: Foundation['reporter'];
  readonly plain: Form;
  readonly slim: Form;
  readonly contents: Contents;
  readonly inline: InlineFiles;
  readonly absolute: AbsoluteUrls;
  readonly describer: Describer;
  readonly served: UrlLookup;
  /** Tells whether a URL path is a name that this instance made or would make. */
  readonly isVersioned: (urlPath: string) => boolean;
  readonly madeOnRequest: OtherForms;
  readonly combinations: Combinations;
  readonly integrity: Integrity;
  /** Returns the URL that a page gets for an answer, as its tag wants it. */
  readonly urlFor: (
    url: string,
    output: ServedOutput | undefined,
    wants: { readonly integrity?: boolean; readonly isAbsolute?: boolean },
    place: Place | undefined,
  ) => string;
  /** Hashes for whoever serves, too. */
  readonly pool: WorkerPool;
  readonly queue: MinifyQueue;
  readonly work: BackgroundWork;
  readonly conversionMode: ConversionMode;
  /** Present where all comes from a manifest. */
  readonly manifest: ManifestCatalog | undefined;
  /** Present where sources are converted. */
  readonly workshop: Workshop | undefined;
}

/** What an instance that converts has besides. */
export interface Workshop {
  readonly foundation: Foundation;
  readonly converting: Converting;
  readonly finder: Finder;
  readonly plain: Resolver<Output>;
  readonly slim: Resolver<Output>;
  readonly groups: FoundGroups;
}

/** Connects the parts of an instance, from the disk up to the resolver. */
export function connectParts(options: ResolvedOptions, system: System): Parts {
  const foundation = layFoundation(options, system);
  const { roots, disk, reporter, naming, records, chain, pool, queue, work } = foundation;
  const converting = connectConverting(foundation);
  const ownPaths = (url: string) => ownUrls.pathsOf(url);
  const finder = new Finder({ roots, ...converting, ownPaths });
  const combinations = new Combinations(naming, records, finder, foundation.now);
  const integrity = new Integrity(disk, reporter);
  const manifest = manifestCatalog(foundation, ownPaths);
  const all = { ...options, ...foundation, ...converting, finder, combinations, integrity };
  const served = new UrlLookup({ ...all, manifest });
  const isVersioned = (uri: string) =>
    manifest?.fileOfUri(uri) !== undefined || served.isVersioned(uri);
  const { answered } = foundation.publicUrls;
  const ownUrls = new OwnUrls({ ...options, answered, isVersioned });
  const madeOnRequest = requested({ ...all, served });
  const keepsNames = options.versioned !== ALL_VERSIONED;
  const plainCopies = new PlainCopies({ ...all, keepsNames });
  const missingFiles = new MissingFiles({
    ...all,
    ownUrls,
    copyPlain: (asked) => plainCopies.tryCopy(asked, () => finder.find(asked).conversion),
  });
  const parts = { ...all, ownUrls, missingFiles };
  const { conversionMode, publicUrls } = foundation;
  const running = { publicUrls, reporter, pool, queue, work, conversionMode };
  const shared = { chain, combinations, integrity, ...running, manifest };
  const absolute = new AbsoluteUrls({ ...options, reporter });
  const urlFor = urlsFor(foundation, absolute);
  const common = { ...shared, served, madeOnRequest, absolute, urlFor, isVersioned };
  if (manifest !== undefined) {
    return { ...common, ...connectManifest(manifest, parts), workshop: undefined };
  }
  const { groups, ...forms } = connectSources({ ...parts, plainCopies });
  const resolvers = { plain: forms.plain.resolver, slim: forms.slim.resolver };
  return {
    ...common,
    ...forms,
    workshop: { foundation, converting, finder, groups, ...resolvers },
  };
}

/** Where CORS is not proven, browsers would block what is compared with its `integrity`. */
function urlsFor({ publicUrls }: Foundation, absolute: AbsoluteUrls): Parts['urlFor'] {
  return (url, output, { integrity, isAbsolute }, place) => {
    const isHere = !integrity || output === undefined || !isForeignUrl(url) || publicUrls.hasCors();
    const readable = isHere ? url : publicUrls.toUrl(output.uri, splitSuffix(url).suffix);
    return isAbsolute ? absolute.of(readable, place) : readable;
  };
}

/**
 * Reads the manifest that the options name, `undefined` where they name none.
 *
 * @throws `ERR_STATICFILE_MANIFEST` where it is none.
 */
function manifestCatalog(
  foundation: Foundation,
  ownPaths: (url: string) => readonly string[],
): ManifestCatalog | undefined {
  const { options, disk, folder, outputs } = foundation;
  const { manifest: manifestFile, outDir = folder } = options;
  if (manifestFile === undefined) return undefined;
  const manifest = readManifest(manifestFile, disk);
  const locate = (outputPath: string) => path.join(outDir, outputPath);
  return new ManifestCatalog({ manifest, manifestFile, outputs, locate, ownPaths });
}

/** What is made for a request: what is in use here, then what another server may have named. */
function requested(all: ConstructorParameters<typeof MadeOnRequest>[0] & Converting): OtherForms {
  return new OtherForms({ ...all, made: new MadeOnRequest(all) });
}
