// Makes the parts of one instance and connects them; all state hangs on what this returns.
import { requestOf } from './convert/request.ts';
import { Roots } from './files/roots.ts';
import type { ResolvedOptions } from './options.ts';
import { type Conversion, connectConversion } from './parts/conversion.ts';
import { type Foundation, layFoundation } from './parts/foundation.ts';
import { type Frozen, readFrozen } from './parts/frozen.ts';
import type { System } from './parts/system.ts';
import type { FileProxy } from './proxies/file-proxy.ts';
import { Blocks } from './resolver/blocks.ts';
import { Combinations } from './resolver/combinations.ts';
import { Contents } from './resolver/contents.ts';
import { Describer } from './resolver/describe.ts';
import { FallBack } from './resolver/fall-back.ts';
import { Finder } from './resolver/finder.ts';
import type { FrozenResolver } from './resolver/frozen.ts';
import { Integrity } from './resolver/integrity.ts';
import { MadeOnRequest } from './resolver/made-on-request.ts';
import { isSheet } from './resolver/members.ts';
import { PlainCopies } from './resolver/plain-copies.ts';
import { ScriptGroups } from './resolver/script-groups.ts';
import { ServedFiles } from './resolver/served.ts';
import { type PathResolver, Resolver } from './resolver.ts';

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
  readonly describer: Pick<Describer, 'describe'>;
  readonly served: ServedFiles;
  readonly madeOnRequest: MadeOnRequest;
  readonly combinations: Combinations;
  readonly integrity: Integrity;
  /** Present where all comes from a manifest. */
  readonly frozen: Frozen | undefined;
  /** Present where sources are converted. */
  readonly workshop: Workshop | undefined;
}

/** What an instance that converts has besides. */
export interface Workshop {
  readonly foundation: Foundation;
  readonly conversion: Conversion;
  readonly finder: Finder;
  readonly plain: Resolver;
  readonly slim: Resolver;
}

/** Connects the parts of an instance, from the disk up to the resolver. */
export function connectParts(options: ResolvedOptions, system: System): Parts {
  const foundation = layFoundation(options, system);
  const { roots, disk, reporter, naming, records, chain } = foundation;
  const conversion = connectConversion(foundation);
  const finder = new Finder({ roots, ...conversion });
  const combinations = new Combinations(naming, records, finder, foundation.now);
  const integrity = new Integrity(disk, reporter);
  const outputs = outputRoots(foundation);
  const all = { ...options, ...foundation, ...conversion, finder, combinations, integrity };
  const served = new ServedFiles({ ...all, outputs });
  const madeOnRequest = new MadeOnRequest({ ...all, served, outputs });
  const plainCopies = new PlainCopies(all);
  const fallBack = new FallBack({
    ...all,
    copyPlain: (asked) => plainCopies.tryCopy(asked, () => finder.find(asked).request),
  });
  const frozen = readFrozen({ ...all, fallBack, outputs });
  const common = { chain, combinations, integrity, served, madeOnRequest, frozen };
  if (frozen !== undefined) {
    const formOf = (resolver: FrozenResolver): Form => {
      const runs = (paths: readonly string[]) => frozen.runs(resolver, paths);
      const blocks = connectBlocks({ ...all, resolver, served, ...frozen, runs });
      return { resolver, blocks };
    };
    const [plain, slim] = [formOf(frozen.plain), formOf(frozen.slim)];
    const contents = new Contents({ ...all, resolver: frozen.slim });
    return { ...common, plain, slim, contents, describer: frozen.describer, workshop: undefined };
  }
  const isThere = (path: string) => finder.locate(path) !== undefined;
  const isCombinable = (path: string) => {
    const found = finder.locate(path);
    return found !== undefined && !naming.isAsIs(requestOf([found.path]));
  };
  const groups = new ScriptGroups({ ...foundation, locate: (path) => finder.locate(path) });
  const runs = (paths: readonly string[]) =>
    isSheet(paths[0] ?? '') ? [paths] : groups.runs(paths);
  const formOf = (isSlim: boolean): Form<Resolver> => {
    const resolver = new Resolver({ ...all, plainCopies, fallBack, isSlim });
    const blocks = connectBlocks({ ...all, resolver, served, isThere, isCombinable, runs });
    return { resolver, blocks };
  };
  const [plain, slim] = [formOf(false), formOf(true)];
  const contents = new Contents({ ...all, resolver: slim.resolver });
  const resolvers = { plain: plain.resolver, slim: slim.resolver };
  const workshop = { foundation, conversion, finder, ...resolvers };
  return { ...common, plain, slim, contents, describer: new Describer(all), workshop };
}

interface BlockParts
  extends Pick<Parts, 'integrity' | 'served'>,
    Pick<Foundation, 'offers'>,
    Pick<ResolvedOptions, 'enabled'> {
  readonly resolver: PathResolver;
  readonly isThere: (path: string) => boolean;
  readonly isCombinable: (path: string) => boolean;
  readonly runs: (paths: readonly string[]) => readonly (readonly string[])[];
}

function connectBlocks(parts: BlockParts): Blocks {
  const { enabled, resolver, integrity, served, offers, isThere, isCombinable, runs } = parts;
  return new Blocks({
    enabled,
    resolve: (path, place) => resolver.resolve(path, place),
    finalUrl: (path) => resolver.finalUrl(path, 'value'),
    integrityOf: ({ output }) => integrity.of(output),
    localUrlOf: ({ uri }, suffix) => offers.toUrl(uri, suffix),
    isThere,
    isCombinable,
    runs,
    isOurs: (url) => served.isVersioned(url),
  });
}

/** Where outputs are looked for; links among them lead to the roots. */
function outputRoots({ options, roots, disk }: Foundation): Roots {
  if (options.outDir === undefined) return roots;
  return new Roots([{ dir: options.outDir, at: '' }, ...roots.all], disk);
}
