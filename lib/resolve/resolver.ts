// From a path to the one best URL for it, right now: find, convert, publish, offer.
import type { Conversion } from '../convert/conversion.ts';
import { encodeMarkup, isForeignUrl } from '../core/paths.ts';
import { isStaticfileError, type StaticfileError } from '../errors.ts';
import type { FoundSource } from '../files/roots.ts';
import { DISABLED } from '../proxies/file-info.ts';
import { type AskedPath, isOwnKey, type Place, readPath, type TextOrigin } from './argument.ts';
import { TOO_MANY_COMBINATIONS } from './combinations.ts';
import type { FoundPath } from './finder.ts';
import { KnownUrls, type KnownUrlsOptions } from './known-urls.ts';
import { isConversionFailure, type MissingFiles, notThere, unexpected } from './missing-files.ts';
import type { OwnUrls } from './own-urls.ts';
import type { PlainCopies } from './plain-copies.ts';
import { type Hit, MISS_MS, ResolvedPaths } from './resolved-paths.ts';
import type { ServedOutput } from './served-output.ts';

export interface ResolverOptions<O extends ServedOutput> extends KnownUrlsOptions<O> {
  /** The resolver of the tags that minify. */
  readonly isSlim: boolean;
  /** Absent where no source is here. */
  readonly plainCopies: PlainCopies | undefined;
  readonly missingFiles: MissingFiles;
  readonly ownUrls: OwnUrls;
}

/** What a path resolves to; without an output the URL leads to no file of ours. */
export interface Resolved {
  readonly url: string;
  readonly output?: ServedOutput;
  /** Why there is no output, or another than was asked for. */
  readonly reason?: StaticfileError;
}

/** Resolves paths: from sources, or from a manifest. */
export interface PathResolver extends Pick<Resolver, 'atOnce' | 'resolve'> {
  readonly known: Omit<KnownUrls<ServedOutput>, 'handOut' | 'now'>;
}

export class Resolver<O extends ServedOutput = ServedOutput> {
  readonly #options: ResolverOptions<O>;
  readonly #memory = new ResolvedPaths<O>();
  readonly known: KnownUrls<O>;

  constructor(options: ResolverOptions<O>) {
    this.#options = options;
    this.known = new KnownUrls(options, this.#memory);
  }

  /**
   * Returns what a path resolves to that needs no look at anything, `undefined` for any other. The chain is asked,
   * where its answer is not final.
   */
  atOnce(value: unknown, origin: TextOrigin): Resolved | undefined {
    const key = isOwnKey(value, origin) ? value : readPath(value, origin)?.key;
    const hit = key === undefined ? undefined : this.#memory.hit(key);
    return hit && this.known.now(hit);
  }

  hits(): Iterable<Hit<O>> {
    return this.#memory.hits();
  }

  /** Resolves a path. Throws only where `missing` is `'throw'`. */
  resolve(value: unknown, place?: Place, origin: TextOrigin = 'value'): Resolved {
    const textHit = isOwnKey(value, origin) ? this.#memory.hit(value) : undefined;
    const asked = textHit?.asked ?? readPath(value, origin);
    if (asked === undefined) return { url: this.#options.missingFiles.noPath(value, place) };
    const hit = textHit ?? this.#memory.hit(asked.key);
    const now = hit && this.known.now(hit);
    if (now !== undefined) return now;
    const [first = ''] = asked.members;
    if (asked.members.length === 1 && isForeignUrl(first)) return { url: encodeMarkup(first) };
    return this.#resolveAnew(asked, hit, place);
  }

  /** Resolves a path whose source was found, and whose output was made, just now. */
  takeOver(path: string, source: FoundSource, output: O): void {
    const asked = readPath(path, 'value');
    if (asked === undefined) return;
    const { conversion } = output;
    const found = { conversion, sources: [source], suffix: '', problems: [] };
    this.known.handOut(asked, found, output, undefined);
  }

  #resolveAnew(asked: AskedPath, hit: Hit<O> | undefined, place: Place | undefined): Resolved {
    const miss = this.#memory.miss(asked.key);
    const isMiss = miss !== undefined && !this.#options.debug && this.#options.now() < miss.untilMs;
    if (isMiss) return this.#missingFiles(asked, miss.error, place);
    try {
      const isDisabled = !this.#options.enabled && asked.members.length === 1;
      if (isDisabled) return this.#leaveAsIs(asked, place);
      const found = this.#find(asked, hit, place);
      const output = this.#options.catalog.outputOf(found, {
        isJustFound: hit?.found !== found,
        ask: true,
      });
      if (output.isUnversioned) this.#copyPlain(asked, () => found.conversion);
      else this.#options.plainCopies?.copyBelow(found.conversion);
      return this.known.handOut(asked, found, output, hit);
    } catch (error) {
      const reason = isStaticfileError(error) ? error : unexpected(asked, error);
      const untilMs = this.#options.now() + MISS_MS;
      this.#memory.rememberMiss(asked.key, { error: reason, untilMs });
      return this.#missingFiles(asked, reason, place);
    }
  }

  #find(asked: AskedPath, hit: Hit<O> | undefined, place: Place | undefined): FoundPath {
    const { debug, catalog, missingFiles, now, isSlim } = this.#options;
    const isLasting = hit?.untilMs === Number.POSITIVE_INFINITY;
    if (hit !== undefined && !debug && (isLasting || now() < hit.untilMs)) return hit.found;
    const found = catalog.find(asked, isSlim);
    for (const problem of found.problems) {
      const isWrong = problem.code === 'ERR_STATICFILE_ARGUMENT';
      if (isWrong) missingFiles.applyMissing(asked, problem, place);
      else missingFiles.warn(asked, problem, place);
    }
    return found;
  }

  /** With `enabled: false` a path comes back as it is. */
  #leaveAsIs(asked: AskedPath, place: Place | undefined): Resolved {
    this.#copyPlain(asked, () => this.#find(asked, undefined, place).conversion);
    return { url: this.#options.missingFiles.written(asked, DISABLED) };
  }

  /** What keeps its name names other files by theirs: a server that has nothing but `outDir` has them, too. */
  #copyPlain(asked: AskedPath, find: () => Conversion): void {
    const { plainCopies, debug } = this.#options;
    if (plainCopies === undefined || (!debug && plainCopies.has(asked.key))) return;
    plainCopies.copy(asked.key, find());
  }

  /** A combination that can't be made gives its first member, which may be there alone. */
  #missingFiles(asked: AskedPath, reason: StaticfileError, place: Place | undefined): Resolved {
    const { missingFiles, ownUrls } = this.#options;
    const [first] = asked.members;
    if (asked.members.length === 1 && first && ownUrls.isOwn(first)) {
      return { url: encodeMarkup(first), reason };
    }
    const isRefused = reason === TOO_MANY_COMBINATIONS;
    const isFirstThere = isRefused || isConversionFailure(reason) || isForeignUrl(first ?? '');
    if (asked.members.length < 2 || first === undefined || !isFirstThere) {
      return { url: missingFiles.url(asked, reason, place), reason };
    }
    if (isRefused) missingFiles.applyMissing(asked, reason, place, notThere(asked));
    else missingFiles.warn(asked, reason, place, notThere(asked));
    return { ...this.resolve(first, place), reason };
  }
}
