// From the text of a path to the request for its output.
import { findSource, type OwnNames } from '../convert/find.ts';
import { combineProblem, type Request, requestOf } from '../convert/request.ts';
import {
  encodeUnsafe,
  isForeignUrl,
  type ParsedPath,
  parsePath,
  splitSuffix,
} from '../core/paths.ts';
import { isStaticfileError, StaticfileError } from '../errors.ts';
import type { Roots } from '../files/roots.ts';
import type { FoundSource } from '../files/source.ts';
import { membersOf } from './argument.ts';

/** A path whose sources were found. */
export interface FoundPath {
  readonly request: Request;
  readonly sources: readonly FoundSource[];
  /** The `?query` and `#fragment`, as written. */
  readonly suffix: string;
  /** Why members were left out of a combination. */
  readonly problems: readonly StaticfileError[];
}

export interface FinderOptions {
  readonly roots: Roots;
  readonly names: OwnNames;
}

export class Finder {
  readonly #options: FinderOptions;

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  /**
   * Finds the sources of a path, or of the members of a combination.
   *
   * A member that is not there is left out, with a problem; files that can't be combined give the
   * first of them, with a problem.
   *
   * @throws `StaticfileError` when nothing is there.
   */
  find(text: string): FoundPath {
    const members = membersOf(text).map((member) => ({ member, parsed: parsePath(member) }));
    const found = members.map(({ member, parsed }) => this.#findMember(member, parsed));
    const sources = found.filter((each): each is FoundSource => !isStaticfileError(each));
    const problems = found.filter(isStaticfileError);
    const [first] = sources;
    if (first === undefined) throw problems[0] ?? emptyPath();
    const suffix = members.at(-1)?.parsed.suffix ?? '';
    const paths = sources.map(({ path }) => path);
    const problem = combineProblem(paths);
    if (problem === undefined) return { request: requestOf(paths), sources, suffix, problems };
    const request = requestOf([first.path]);
    return { request, sources: [first], suffix, problems: [...problems, mixed(text, problem)] };
  }

  #findMember(member: string, parsed: ParsedPath): FoundSource | StaticfileError {
    const { roots, names } = this.#options;
    return findSource(roots, parsed, names) ?? roots.explain(member, parsed);
  }
}

/** A text that names no file, as the harmless URL that comes nearest to it. */
export function asWritten(text: string): { uri: string; suffix: string } {
  const { head, suffix } = splitSuffix(membersOf(text).join(';'));
  const uri = encodeUnsafe(head);
  const isRooted = uri === '' || uri.startsWith('/');
  return { uri: isRooted ? uri : `/${uri}`, suffix: encodeUnsafe(suffix) };
}

/** Tells whether a text is a URL of another place, which is none of our business. */
export function isForeignPath(text: string): boolean {
  return isForeignUrl(text.trim());
}

function emptyPath(): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_ARGUMENT', 'The path is empty.');
}

function mixed(text: string, problem: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    `In "${text.replaceAll('\0', '; ')}" ${problem}. The page gets the first file only.`,
  );
}
