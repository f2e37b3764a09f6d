// Answers from a manifest alone: no source is looked for, nothing is made.

import { requestOf } from '../convert/request.ts';
import { isForeignUrl, parsePath, splitSuffix } from '../core/paths.ts';
import { StaticfileError } from '../errors.ts';
import { type ManifestEntries, type ManifestEntry, manifestKey } from '../files/manifest.ts';
import type { Roots } from '../files/roots.ts';
import type { Answer, Offers } from '../proxies/offers.ts';
import type { Resolved, ServedOutput } from '../resolver.ts';
import {
  type AskedPath,
  isOwnKey,
  type Place,
  readPath,
  showPath,
  type TextOrigin,
} from './argument.ts';
import type { FallBack } from './fall-back.ts';
import { asWritten } from './finder.ts';
import { countedMembers, eachOnce, isSheet } from './members.ts';
import { PathMemory } from './memory.ts';

export interface FrozenResolverOptions {
  readonly enabled: boolean;
  /** The manifest's own name, for messages. */
  readonly manifestFile: string;
  /** The first that has a path answers. */
  readonly entries: readonly ManifestEntries[];
  /** The folders where outputs lie, if they are here. */
  readonly outputs: Roots;
  /** Says where an output lies. */
  readonly locate: (outputPath: string) => string;
  readonly offers: Offers;
  readonly fallBack: FallBack;
}

interface FrozenHit extends Resolved {
  readonly output: ServedOutput;
  readonly suffix: string;
  answer: Answer;
  url: string;
  finalSince: number | undefined;
}

export class FrozenResolver {
  readonly #options: FrozenResolverOptions;
  readonly #hits = new PathMemory<FrozenHit>();
  readonly #byPath = new Map<string, ManifestEntry>();

  constructor(options: FrozenResolverOptions) {
    this.#options = options;
    for (const entries of options.entries) {
      for (const entry of Object.values(entries)) this.#byPath.set(entry.path, entry);
    }
  }

  /** Answers the URL for a path that needs no look at anything, `undefined` for any other. */
  finalUrl(value: unknown, origin: TextOrigin): string | undefined {
    const key = isOwnKey(value, origin) ? value : readPath(value, origin)?.key;
    const hit = key === undefined ? undefined : this.#hits.get(key);
    return hit !== undefined && hit.finalSince === this.#options.offers.changes
      ? hit.url
      : undefined;
  }

  /** Resolves a path. Throws only where `missing` is `'throw'`. */
  resolve(value: unknown, place?: Place, origin: TextOrigin = 'value'): Resolved {
    const { fallBack, enabled, offers } = this.#options;
    const asked = readPath(value, origin);
    if (asked === undefined) return { url: fallBack.noPath(value, place) };
    const [first = ''] = asked.members;
    if (asked.members.length === 1 && isForeignUrl(first)) return { url: first };
    if (!enabled && asked.members.length === 1) {
      const { uri, suffix } = asWritten(asked);
      return { url: offers.toUrl(offers.askDisabled(uri), suffix, true) };
    }
    const hit = this.#hits.get(asked.key) ?? this.#find(asked);
    if (hit !== undefined) return this.#handOut(asked, hit);
    return this.#missing(asked, place);
  }

  /** Tells whether the manifest has a path. */
  has(path: string): boolean {
    return this.#entryOf(path) !== undefined;
  }

  /** Gives the entry for a path or combination. */
  entry(value: unknown): ManifestEntry | undefined {
    const asked = readPath(value, 'code');
    return asked && this.#entryFor(asked);
  }

  #find(asked: AskedPath): FrozenHit | undefined {
    const entry = this.#entryFor(asked);
    // proxies would read what is offered to them
    if (entry === undefined || this.#options.outputs.leadsOut(entry.path)) return undefined;
    const { suffix } = splitSuffix(asked.members.at(-1) ?? '');
    const output = this.#outputOf(asked, entry);
    const answer = { url: '', isFinal: false, isStale: true };
    return { output, suffix, answer, url: '', finalSince: undefined };
  }

  #handOut(asked: AskedPath, hit: FrozenHit): Resolved {
    const { offers } = this.#options;
    const answer = offers.ask(hit.output, false);
    if (answer !== hit.answer) hit.url = offers.toUrl(answer.url, hit.suffix);
    hit.answer = answer;
    hit.finalSince = answer.isFinal ? offers.changes : undefined;
    this.#hits.remember(asked.key, hit, this.#entryAt(asked.key) !== undefined);
    return hit;
  }

  #entryFor({ members }: AskedPath): ManifestEntry | undefined {
    const counted = countedMembers(members).members;
    const keys = eachOnce(
      counted.map((member) => this.#keyOf(member)),
      isSheet(members[0] ?? ''),
      (key) => key ?? '',
    );
    const known = keys.filter((key) => key !== undefined);
    if (known.length === keys.length && keys.length > 1) return this.#entryAt(known.join('; '));
    return keys.length === 1 ? this.#entryOf(members[0] ?? '') : undefined;
  }

  /** A combination is known by its members; these need no entries of their own. */
  #keyOf(member: string): string | undefined {
    const [path] = parsePath(member).candidates;
    return path === undefined ? undefined : manifestKey([path]);
  }

  #entryOf(member: string): ManifestEntry | undefined {
    for (const path of parsePath(member).candidates) {
      const entry = this.#entryAt(manifestKey([path])) ?? this.#byPath.get(path);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  #entryAt(key: string): ManifestEntry | undefined {
    const has = this.#options.entries.find((entries) => Object.hasOwn(entries, key));
    return has?.[key];
  }

  #outputOf({ members }: AskedPath, entry: ManifestEntry): ServedOutput {
    const paths = members.map((member) => parsePath(member).candidates[0] ?? member);
    return {
      request: requestOf(paths),
      key: entry.path,
      uri: entry.uri,
      version: entry.version,
      filePath: this.#options.locate(entry.path),
      sourcePaths: [],
      referenceUris: [],
      hasUnknownReferences: /\.(?:css|m?js)$/.test(entry.path),
      isCached: true,
      isChanged: false,
      sizeBytes: entry.bytes,
      originalBytes: entry.originalBytes,
      integrity: entry.integrity,
    };
  }

  /** Of a combination that is not there, the first member may be. */
  #missing(asked: AskedPath, place: Place | undefined): Resolved {
    const { fallBack, manifestFile } = this.#options;
    const reason = new StaticfileError(
      'ERR_STATICFILE_NOT_FOUND',
      `The manifest "${manifestFile}" has no "${showPath(asked)}". Build it anew.`,
    );
    const [first = ''] = asked.members;
    if (asked.members.length < 2) return { url: fallBack.url(asked, reason, place) };
    fallBack.applyMissing(asked, reason, place);
    return this.resolve(first, place);
  }
}
