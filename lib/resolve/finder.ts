// From a path as it was asked for to the conversion for its output.
import { type Conversion, type ConversionFor, combineProblem } from '../convert/conversion.ts';
import { findSource, type OwnNames } from '../convert/find.ts';
import {
  isForeignUrl,
  type ParsedPath,
  parsePath,
  splitCombination,
  splitSuffix,
} from '../core/paths.ts';
import { isStaticfileError, quote, StaticfileError } from '../errors.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import { type AskedPath, showPath } from './argument.ts';
import { countedMembers, eachOnce, isSheet, MOST_MEMBERS } from './members.ts';

export interface FoundPath {
  readonly conversion: Conversion;
  readonly sources: readonly FoundSource[];
  /** The `?query` and `#fragment`, as written. */
  readonly suffix: string;
  /** Why members were left out of a combination. */
  readonly problems: readonly StaticfileError[];
}

export interface FinderOptions {
  readonly roots: Roots;
  readonly names: OwnNames;
  readonly conversionFor: ConversionFor;
  /** Returns the source of an output that stays in use though its source is gone. */
  readonly known: (path: string) => FoundSource | undefined;
  /** Lists the paths that a URL may have been handed out for. */
  readonly ownPaths: (url: string) => readonly string[];
  /** Checks whether a URL is what a page gets for an output. */
  readonly isOwnUrl: (url: string) => boolean;
}

export class Finder {
  readonly #options: FinderOptions;

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  /**
   * Finds the sources of a path, or of the members of a combination.
   *
   * `wantsSlim`: the output is to be minified where that can be.
   *
   * A member that is not there is left out, with a problem; files that can't be combined give the
   * first of them, with a problem.
   *
   * An output that lies in a root is no source by itself, which would version it twice.
   *
   * @throws `StaticfileError` when nothing is there.
   */
  find(asked: AskedPath, wantsSlim = false): FoundPath {
    const counted = countedMembers(asked.members);
    const found = counted.members.map((member) =>
      this.#findMember(member, counted.members.length > 1),
    );
    const there = found.filter((each): each is FoundSource => !isStaticfileError(each));
    const sources = eachOnce(there, isSheet(there[0]?.path ?? ''), ({ path }) => path);
    const problems = [...found.filter(isStaticfileError), ...counted.problems];
    const [first] = sources;
    if (first !== undefined && this.#isOwn(asked, first)) throw ownOutput(asked);
    if (first === undefined) throw problems[0] ?? emptyPath();
    const suffix = splitSuffix(asked.members.at(-1) ?? '').suffix;
    const paths = sources.map(({ path }) => path);
    const problem = combineProblem(paths);
    const { conversionFor } = this.#options;
    if (problem === undefined) {
      return { conversion: conversionFor(paths, wantsSlim), sources, suffix, problems };
    }
    const conversion = conversionFor([first.path], wantsSlim);
    return { conversion, sources: [first], suffix, problems: [...problems, mixed(asked, problem)] };
  }

  /** Finds the file that a path names, if a root has it. */
  locate(path: string): FoundSource | undefined {
    const found = this.#findMember(path);
    return isStaticfileError(found) ? undefined : found;
  }

  /** A source that is named like an output, without what URLs of ours begin with, is one. */
  #isOwn({ members: [url = '', ...others] }: AskedPath, found: FoundSource): boolean {
    const { names, isOwnUrl } = this.#options;
    return others.length === 0 && names.isOutput(found) && isOwnUrl(url);
  }

  #findMember(member: string, isCombined = false): FoundSource | StaticfileError {
    if (isForeignUrl(member)) return foreignMember(member, isCombined);
    const { roots, ownPaths } = this.#options;
    const parsed = parsePath(member);
    const found = this.#findSource(parsed) ?? this.#unsplit(member);
    if (found !== undefined) return found;
    for (const path of ownPaths(member)) {
      const original = this.#findSource(parsePath(path));
      if (original !== undefined) return original;
    }
    return roots.explain(member, parsed);
  }

  #findSource(parsed: ParsedPath): FoundSource | undefined {
    const { roots, names, known } = this.#options;
    const found = findSource(roots, parsed, names);
    return found ?? parsed.candidates.map(known).find((each) => each !== undefined);
  }

  /** Somebody may have meant several files where a `;` is part of the one. */
  #unsplit(member: string): StaticfileError | undefined {
    const parts = splitCombination(member);
    if (parts.length < 2 || parts.length > MOST_MEMBERS) return undefined;
    const areThere = parts.every((part) => !part.includes(';') && this.locate(part) !== undefined);
    return areThere ? unsplit(member) : undefined;
  }
}

/** A path that names no file, from the root. */
export function asWritten({ members }: AskedPath): { path: string; suffix: string } {
  const { head, suffix } = splitSuffix(members.join(';'));
  return { path: head === '' || head.startsWith('/') ? head : `/${head}`, suffix };
}

function emptyPath(): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_ARGUMENT', 'The path is empty. Name a file.');
}

function foreignMember(member: string, isCombined: boolean): StaticfileError {
  const message = isCombined
    ? `${quote(member)} is a file of another place: it can't be combined with others.`
    : `${quote(member)} is a URL of another host: it is left as it is.`;
  return new StaticfileError('ERR_STATICFILE_ARGUMENT', message);
}

function ownOutput(asked: AskedPath): StaticfileError {
  const message = `${quote(showPath(asked))} is an output already: it stays as it is.`;
  return new StaticfileError('ERR_STATICFILE_NOT_FOUND', message);
}

function unsplit(member: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_NOT_FOUND',
    `Cannot find ${quote(member)}: a value is one path, whatever it holds. ` +
      'To combine these files give an array of their paths.',
  );
}

function mixed(asked: AskedPath, problem: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    `In ${quote(showPath(asked))} ${problem}. The page gets the first file only.`,
  );
}
