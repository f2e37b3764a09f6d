// The parts of one instance: each is made when it is first needed, and all state hangs on them.
import * as path from 'node:path';
import { lazy } from './core/lazy.ts';
import { isForeignUrl, splitSuffix } from './core/paths.ts';
import { readManifest } from './files/manifest.ts';
import { Converting } from './instance/converting.ts';
import {
  connectManifest,
  connectSources,
  type Form,
  type Forms,
  type PageParts,
  type SourceForms,
} from './instance/forms.ts';
import type { System } from './instance/system.ts';
import { ALL_VERSIONED, type ResolvedOptions } from './options/options.ts';
import { absoluteUrl } from './resolve/absolute-url.ts';
import type { Place } from './resolve/argument.ts';
import { Combinations } from './resolve/combinations.ts';
import type { Contents } from './resolve/contents.ts';
import type { Describer } from './resolve/describe.ts';
import { Finder } from './resolve/finder.ts';
import type { InlineFiles } from './resolve/inline-files.ts';
import { Integrity } from './resolve/integrity.ts';
import { ManifestCatalog } from './resolve/manifest-catalog.ts';
import { MissingFiles } from './resolve/missing-files.ts';
import { OtherForms } from './resolve/other-forms.ts';
import { OwnUrls } from './resolve/own-urls.ts';
import { PlainCopies } from './resolve/plain-copies.ts';
import type { ServedOutput } from './resolve/served-output.ts';
import { UrlLookup } from './resolve/url-lookup.ts';

export class Instance extends Converting {
  /** Checks whether a URL path is a name that this instance made or would make. */
  readonly isVersioned = (uri: string): boolean =>
    this.manifest?.fileOfUri(uri) !== undefined || this.urlLookup.isVersioned(uri);

  constructor(options: ResolvedOptions, system: System) {
    super(options, system);
    this.checkAtOnce();
    this.attachProxies();
    const { manifest } = this;
    if (manifest !== undefined) this.precompressor.addLater(() => manifest.compressible());
  }

  /** What can't work is an error when the instance is made. */
  protected checkAtOnce(): unknown {
    return [this.naming, this.chosen, this.chain, this.manifest];
  }

  /** Present where all comes from a manifest. */
  @lazy get manifest(): ManifestCatalog | undefined {
    const { options, disk, folder, outputs } = this;
    const { manifest: manifestFile, outDir = folder } = options;
    if (manifestFile === undefined) return undefined;
    const manifest = readManifest(manifestFile, disk);
    const locate = (outputPath: string) => path.join(outDir, outputPath);
    const ownPaths = this.#ownPaths;
    return new ManifestCatalog({ manifest, manifestFile, outputs, locate, ownPaths });
  }

  @lazy get finder(): Finder {
    const { roots, names, conversionFor, known } = this;
    const isOwnUrl = (url: string) => this.ownUrls.isOwn(url);
    return new Finder({ roots, names, conversionFor, known, ownPaths: this.#ownPaths, isOwnUrl });
  }

  @lazy get combinations(): Combinations {
    return new Combinations(this.naming, this.records, this.finder, this.now);
  }

  @lazy get integrity(): Integrity {
    return new Integrity(this.disk, this.reporter);
  }

  @lazy get urlLookup(): UrlLookup {
    return new UrlLookup(this, this.options.namePrefix);
  }

  @lazy get ownUrls(): OwnUrls {
    const { isVersioned, publicUrls } = this;
    const { mediaUrl, namePrefix } = this.options;
    return new OwnUrls({ mediaUrl, namePrefix, answered: publicUrls.answered, isVersioned });
  }

  /** What is made for a request: what is in use here, then what another server may have named. */
  @lazy get requestedFiles(): OtherForms {
    return new OtherForms(this);
  }

  @lazy get plainCopies(): PlainCopies {
    return new PlainCopies(this, this.options.versioned !== ALL_VERSIONED);
  }

  @lazy get missingFiles(): MissingFiles {
    const { enabled, publicUrls, ownUrls, reporter, options } = this;
    const { missing } = options;
    return new MissingFiles({
      ...{ enabled, missing, publicUrls, ownUrls, reporter },
      copyPlain: (asked) =>
        this.plainCopies.tryCopy(asked, () => this.finder.find(asked).conversion),
    });
  }

  /** What pages are made of where sources are here. */
  @lazy get sources(): SourceForms | undefined {
    if (this.manifest !== undefined) return undefined;
    const { debug, finder, currents, combinations, naming, roots, scripts, queue } = this;
    const finding = { debug, finder, currents, combinations, naming, roots };
    const texts = { scripts, queue, disk: this.disk, plainCopies: this.plainCopies };
    return connectSources({ ...this.#pageParts(), ...finding, ...texts });
  }

  @lazy get pageForms(): Forms | SourceForms {
    return this.sources ?? connectManifest(this.manifest as ManifestCatalog, this.#pageParts());
  }

  get plain(): Form {
    return this.pageForms.plain;
  }

  get slim(): Form {
    return this.pageForms.slim;
  }

  get contents(): Contents {
    return this.pageForms.contents;
  }

  get inline(): InlineFiles {
    return this.pageForms.inline;
  }

  get describer(): Describer {
    return this.pageForms.describer;
  }

  /** Returns the URL that a page gets for an answer, as its tag wants it. */
  urlFor(
    url: string,
    output: ServedOutput | undefined,
    { integrity, isAbsolute }: { readonly integrity?: boolean; readonly isAbsolute?: boolean },
    place: Place | undefined,
  ): string {
    const { publicUrls, reporter } = this;
    // where CORS is not proven, browsers would block what is compared with its `integrity`
    const isHere = !integrity || output === undefined || !isForeignUrl(url) || publicUrls.hasCors();
    const readable = isHere ? url : publicUrls.toUrl(output.uri, splitSuffix(url).suffix);
    return isAbsolute ? absoluteUrl(readable, this.options.siteUrl, reporter, place) : readable;
  }

  readonly #ownPaths = (url: string): readonly string[] => this.ownUrls.pathsOf(url);

  #pageParts(): PageParts {
    const { enabled, options, publicUrls, ownUrls, now, missingFiles, chain } = this;
    const { integrity, reporter, seenTexts, minifier, queue, conversionMode } = this;
    const { missing, mediaUrl } = options;
    const asked = { enabled, missing, mediaUrl, now, missingFiles, reporter };
    const texts = { seenTexts, minifier, queue, conversionMode };
    return { ...asked, ...texts, publicUrls, ownUrls, chain, integrity };
  }
}

/** Returns what pages are made of where sources are here; whoever asks has made sure of that. */
export function sourcesOf({ sources }: Instance): SourceForms {
  if (sources === undefined) throw new TypeError('All comes from a manifest.');
  return sources;
}
