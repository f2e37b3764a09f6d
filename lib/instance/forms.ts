// The two forms of an instance, plain and slim, connected with what they find paths in.
import { conversionOf } from '../convert/conversion.ts';
import type { Output } from '../convert/output.ts';
import { isForeignUrl } from '../core/paths.ts';
import type { ResolvedOptions } from '../options/options.ts';
import type { FileProxy } from '../proxies/file-proxy.ts';
import type { BlockCacheOptions } from '../resolve/block-cache.ts';
import { Blocks, type BlocksOptions } from '../resolve/blocks.ts';
import { SourceCatalog, type SourceCatalogOptions } from '../resolve/catalog.ts';
import { Contents } from '../resolve/contents.ts';
import { Describer } from '../resolve/describe.ts';
import type { EarlierScripts } from '../resolve/earlier-scripts.ts';
import { FoundGroups } from '../resolve/found-groups.ts';
import { InlineFiles } from '../resolve/inline-files.ts';
import type { InlineTexts } from '../resolve/inline-kind.ts';
import { SourceInlineTexts } from '../resolve/inline-texts.ts';
import type { Integrity } from '../resolve/integrity.ts';
import type { ManifestCatalog } from '../resolve/manifest-catalog.ts';
import { isSheet } from '../resolve/members.ts';
import { manifestModules, SourceModules } from '../resolve/module-graph.ts';
import type { OwnUrls } from '../resolve/own-urls.ts';
import type { PlainCopies } from '../resolve/plain-copies.ts';
import {
  type PathResolver,
  type Resolved,
  Resolver,
  type ResolverOptions,
} from '../resolve/resolver.ts';
import { ScriptGroups } from '../resolve/script-groups.ts';
import type { ServedOutput } from '../resolve/served-output.ts';
import { SourceHashes } from '../resolve/source-hashes.ts';
import type { Converting } from './converting.ts';

/** What the tags of one form are made of: those that minify, or those that do not. */
export interface Form<R extends PathResolver = PathResolver> {
  readonly resolver: R;
  readonly blocks: Blocks;
  /** Returns blocks that find files otherwise. */
  readonly blocksWith: (change: (options: BlocksOptions) => Partial<BlocksOptions>) => Blocks;
}

/** The parts of a page. */
export interface Forms<O extends ServedOutput = ServedOutput> {
  readonly plain: Form<Resolver<O>>;
  readonly slim: Form<Resolver<O>>;
  readonly contents: Contents;
  readonly inline: InlineFiles;
  readonly describer: Describer;
}

/** The forms of an instance that has sources, and how neighbours in pages became one. */
export interface SourceForms extends Forms<Output> {
  readonly groups: FoundGroups;
  readonly sourceHashes: SourceHashes;
}

export type PageParts = Omit<
  FormParts<never>,
  | 'catalog'
  | 'debug'
  | 'plainCopies'
  | 'texts'
  | 'isThere'
  | 'isCombinable'
  | 'modules'
  | 'sourceHash'
  | 'runs'
>;

export function connectManifest(manifest: ManifestCatalog, parts: PageParts): Forms {
  return connectForms({
    ...parts,
    catalog: manifest,
    // what a manifest lists is not looked at again
    debug: false,
    plainCopies: undefined,
    texts: manifest.inlineTexts,
    modules: manifestModules(manifest),
    sourceHash: (path, algorithm) => manifest.sourceHash(path, algorithm),
    isThere: (each) => manifest.has(each),
    isCombinable: (each) => manifest.isCombinable(each),
    runs: (paths, isSlim) => manifest.runs(paths, isSlim),
  });
}

type SourceParts = PageParts &
  SourceCatalogOptions &
  Pick<
    Converting,
    'naming' | 'disk' | 'roots' | 'scripts' | 'now' | 'minifier' | 'queue' | 'conversionMode'
  > & {
    readonly plainCopies: PlainCopies;
  };

export function connectSources(parts: SourceParts): SourceForms {
  const { finder, naming } = parts;
  const locate = (path: string) => finder.locate(path);
  const scripts = new ScriptGroups({ ...parts, locate });
  const groups = new FoundGroups((paths, onLater, earlier) =>
    isSheet(paths[0] ?? '') ? [paths] : scripts.runs(paths, onLater, earlier),
  );
  const sourceHashes = new SourceHashes({ ...parts, locate });
  const forms = connectForms({
    ...parts,
    catalog: new SourceCatalog(parts),
    texts: new SourceInlineTexts({ ...parts, locate }),
    modules: new SourceModules({ ...parts, locate }),
    sourceHash: (path, algorithm) => sourceHashes.of(path, algorithm),
    isThere: (each) => locate(each) !== undefined,
    isCombinable: (each) => {
      const found = locate(each);
      return found !== undefined && !naming.isAsIs(conversionOf([found.path]));
    },
    runs: (paths, _isSlim, onLater, earlier) => groups.runs(paths, onLater, earlier),
  });
  return { ...forms, groups, sourceHashes };
}

type FormRuns = (
  paths: readonly string[],
  isSlim: boolean,
  onLater: () => void,
  earlier: EarlierScripts,
) => readonly (readonly string[])[];

type FormParts<O extends ServedOutput> = Omit<ResolverOptions<O>, 'isSlim'> &
  Omit<BlockParts, 'resolver' | 'runs'> & {
    readonly runs: FormRuns;
    readonly chain: FileProxy;
    readonly texts: InlineTexts;
    readonly queue: { readonly isClosed: boolean };
  } & Omit<ConstructorParameters<typeof Contents>[0], 'resolver'>;

/** Connects what resolves paths by one catalog. */
function connectForms<O extends ServedOutput>(parts: FormParts<O>): Forms<O> {
  const formOf = (isSlim: boolean): Form<Resolver<O>> => {
    const resolver = new Resolver({ ...parts, isSlim });
    const runs: BlockParts['runs'] = (paths, ...rest) => parts.runs(paths, isSlim, ...rest);
    const options = blocksOptions({ ...parts, resolver, runs });
    return {
      resolver,
      blocks: new Blocks(options),
      blocksWith: (change) => new Blocks({ ...options, ...change(options) }),
    };
  };
  const [plain, slim] = [formOf(false), formOf(true)];
  const { resolver } = slim;
  const contents = new Contents({ ...parts, resolver });
  const inline = connectInline(parts, plain, slim);
  return { plain, slim, contents, inline, describer: new Describer(parts) };
}

type InlineParts = Pick<FormParts<never>, 'texts' | 'missingFiles' | 'chain' | 'publicUrls'>;

function connectInline(parts: InlineParts, plain: Form, slim: Form): InlineFiles {
  const { texts, missingFiles, chain, publicUrls } = parts;
  // browsers use some files only where the CDN lets other origins have them
  const localUrlOf = ({ url, output }: Resolved, suffix: string) => {
    const isHere = output === undefined || !isForeignUrl(url) || chain.mover?.hasCors?.() === true;
    return isHere ? url : publicUrls.toSiteUrl(output.uri, suffix);
  };
  const resolvers = { plain: plain.resolver, slim: slim.resolver };
  return new InlineFiles({ texts, missingFiles, localUrlOf, ...resolvers });
}

interface BlockParts extends BlockCacheOptions, Pick<ResolvedOptions, 'enabled' | 'mediaUrl'> {
  readonly integrity: Integrity;
  readonly ownUrls: OwnUrls;
  readonly isThere: (path: string) => boolean;
  readonly isCombinable: (path: string) => boolean;
  readonly modules: BlocksOptions['modules'];
  readonly sourceHash: BlocksOptions['sourceHash'];
  readonly runs: BlocksOptions['runs'];
}

function blocksOptions(parts: BlockParts): BlocksOptions {
  const { resolver, integrity, ownUrls, publicUrls } = parts;
  return {
    ...parts,
    resolve: (path, place) => resolver.resolve(path, place),
    integrityOf: ({ output }, algorithm) => integrity.of(output, algorithm),
    hasCors: () => publicUrls.hasCors(),
    localUrlOf: ({ uri }, suffix) => publicUrls.toSiteUrl(uri, suffix),
    isOurs: (url) => ownUrls.isOwn(url),
  };
}
