// What tags, the filter and the globals call: the functions of the package.
import { attempt } from '../core/attempt.ts';
import type { Place, TextOrigin } from '../resolve/argument.ts';
import type { StaticfileUrl } from '../resolve/integrity.ts';
import type { LiteralUrls } from './literal-run.ts';

/** What the tags are made of: the functions of the package. */
export interface TagFunctions {
  /** Returns a string, or with `integrity` a String object. */
  readonly file: (path: unknown, options: TagOptions, place?: Place) => string | StaticfileUrl;
  /** Rewrites the HTML of a body. */
  readonly all: (html: string, isSlim: boolean, place: Place) => string;
  readonly slimcontent: (text: string, kind: unknown, place: Place) => string;
  /** Returns the content of a file, for the page itself. */
  readonly inline: (path: unknown, options: InlineTagOptions, place: Place) => string;
  /** Returns the URL of a path where nothing has to be looked at for it. */
  readonly urlAtOnce: (path: unknown, isSlim: boolean, origin: TextOrigin) => string | undefined;
  /** The URLs of paths that stand in tags. */
  readonly literals: LiteralUrls;
  /** Notes the combination that a tag names, when its template is compiled: it may be asked for before any render. */
  readonly announce: (path: string, isSlim: boolean) => void;
  /** Warns, unless the same was said before. */
  readonly warnOnce: (message: string) => void;
}

export interface TagOptions {
  readonly integrity: boolean;
  readonly isSlim: boolean;
  /** With scheme and host. */
  readonly isAbsolute?: boolean;
  /** Who gave the path. */
  readonly origin: TextOrigin;
}

const FILE_KEYWORDS = ['integrity', 'absolute'];

/** The keywords of each tag; of `integrity` the page needs a name for the answer. */
export const KEYWORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ staticfile: FILE_KEYWORDS, slimfile: FILE_KEYWORDS, inlinefile: ['slim'] }),
);

/** Keywords of all tags; they are nothing without a value. */
export const KEYWORD_NAMES: ReadonlySet<string> = new Set([...KEYWORDS.values()].flat());

/** Returns what keywords of a file ask for, in whatever language; values of others may throw when they are looked at. */
export function fileOptions(
  keywords: FilterKeywords | undefined,
): Pick<TagOptions, 'integrity' | 'isAbsolute'> {
  const isGiven = (name: keyof FilterKeywords): boolean => {
    const value = attempt(() => keywords?.[name]);
    return Boolean(value) && !(value instanceof Error);
  };
  return { integrity: isGiven('integrity'), isAbsolute: isGiven('absolute') };
}

/** How a file becomes part of a page, and who gave its path. */
export type InlineTagOptions = Pick<TagOptions, 'isSlim' | 'origin'>;

/** The arguments that a compiled template passes to the filter after the path. */
export interface FilterKeywords {
  readonly integrity?: unknown;
  readonly slim?: unknown;
  readonly absolute?: unknown;
  /** The content is wanted, not the URL. */
  readonly inline?: unknown;
  /** The path stands in the tag. */
  readonly literal?: unknown;
}
