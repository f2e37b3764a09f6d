// The content of a file as a part of a page: minified, escaped, its references as the page needs them.
import { InlineProblem } from '../core/inline/problem.ts';
import { quote, StaticfileError } from '../errors.ts';
import { type AskedPath, type Place, readPath, type TextOrigin } from './argument.ts';
import { type InlineText, type InlineTexts, inlineKindOf, inlineProblem } from './inline-kind.ts';
import { inlineReferences } from './inline-references.ts';
import type { MissingFiles } from './missing-files.ts';
import type { PathResolver, Resolved } from './resolver.ts';

export interface InlineFilesOptions {
  readonly texts: InlineTexts;
  readonly plain: PathResolver;
  readonly slim: PathResolver;
  readonly missingFiles: MissingFiles;
  /** Returns the URL on this site of what must not come from another, whatever file proxies answer. */
  readonly localUrlOf: (resolved: Resolved, suffix: string) => string;
}

interface Made {
  readonly source: InlineText;
  readonly content: string;
  /** What was asked for, each with the URL that it got. */
  readonly uses: ReadonlyMap<string, string>;
}

export class InlineFiles {
  readonly #options: InlineFilesOptions;
  /** As many as the site has files. */
  readonly #made = new Map<InlineText, Made>();
  readonly #latest = { plain: new Map<string, InlineText>(), slim: new Map<string, InlineText>() };

  constructor(options: InlineFilesOptions) {
    this.#options = options;
  }

  /**
   * @throws `ERR_STATICFILE_ARGUMENT` where it can't be written into a page; what `missing` says where
   *   there is no such file.
   */
  content(value: unknown, isSlim: boolean, origin: TextOrigin, place: Place | undefined): string {
    const { missingFiles, texts } = this.#options;
    const asked = readPath(value, origin);
    if (asked === undefined) {
      missingFiles.noPath(value, place);
      return '';
    }
    try {
      return this.#contentOf(texts.textOf(pathOf(asked), isSlim), isSlim, place);
    } catch (error) {
      if (error instanceof InlineProblem) throw cannot(asked, error);
      if (!(error instanceof StaticfileError)) throw error;
      missingFiles.applyMissing(asked, error, place);
      return '';
    }
  }

  /** Lists what was asked for so far. */
  texts(form: 'plain' | 'slim'): Iterable<InlineText> {
    return this.#latest[form].values();
  }

  #contentOf(source: InlineText, isSlim: boolean, place: Place | undefined): string {
    const { plain, slim, localUrlOf } = this.#options;
    const known = this.#made.get(source);
    const resolver = isSlim ? slim : plain;
    if (known !== undefined && holds(known, resolver)) return known.content;
    const uses = new Map<string, string>();
    const content = inlineReferences(source, (path, { suffix, isLocal }) => {
      const resolved = resolver.resolve(path + suffix, place);
      uses.set(path + suffix, resolved.url);
      return isLocal ? localUrlOf(resolved, suffix) : resolved.url;
    });
    this.#remember({ source, content, uses }, isSlim);
    return content;
  }

  #remember(made: Made, isSlim: boolean): void {
    const latest = isSlim ? this.#latest.slim : this.#latest.plain;
    const { source } = made;
    const last = latest.get(source.path);
    if (last !== undefined && last !== source) this.#made.delete(last);
    latest.set(source.path, source);
    this.#made.set(source, made);
  }
}

function holds({ uses }: Made, resolver: PathResolver): boolean {
  for (const [path, url] of uses) {
    const now = resolver.atOnce(path, 'value') ?? resolver.resolve(path);
    if (now.url !== url) return false;
  }
  return true;
}

function pathOf({ members }: AskedPath): string {
  const problem = inlineProblem(members);
  const [path] = members;
  if (problem === undefined && path !== undefined) return path;
  const message =
    path === undefined ? 'The path is empty. Name a file.' : `"inlinefile" ${problem}.`;
  throw new StaticfileError('ERR_STATICFILE_ARGUMENT', message);
}

function cannot({ members }: AskedPath, { message }: InlineProblem): StaticfileError {
  const [path = ''] = members;
  const isSheet = inlineKindOf(path) === 'css';
  const text =
    `Cannot write ${quote(path)} into a page: ${message}. ` +
    `Change it there, or name the file by ${isSheet ? '<link>' : '<script src>'} and "staticfile".`;
  return new StaticfileError('ERR_STATICFILE_ARGUMENT', text);
}
