// What is to be converted: one path, or several to be combined.
import { extensionOf } from '../core/paths.ts';
import { textKindOf } from '../core/references.ts';
import { quote } from '../errors.ts';

/** How the content of a file is handled; `listing`: a web manifest, or what is like it. */
export type Kind = 'css' | 'js' | 'listing' | 'other';
/** What names other files. */
export type TextKind = Exclude<Kind, 'other'>;

/** One source, or several in their order. */
export interface Conversion {
  readonly paths: readonly string[];
  /** The same text for the same conversion. */
  readonly key: string;
  readonly kind: Kind;
  /** The output is minified. */
  readonly isSlim: boolean;
}

/** Begins the keys of slim conversions; no path begins so. */
const SLIM = 'slim';

/** What can be combined; a `.mjs` is a module, and modules have names of their own. */
const COMBINED: ReadonlySet<string> = new Set(['.css', '.js']);

/** Files that list icons; of `manifest.json` only those that do name any. */
const LISTING = /(?:\.webmanifest|(?:^|[/_-])manifest\.json|(?:^|\/)browserconfig\.xml)$/i;

export function kindOf(path: string): Kind {
  return textKindOf(path) ?? (LISTING.test(path) ? 'listing' : 'other');
}

export function isMinifiable(kind: Kind): kind is 'css' | 'js' {
  return kind === 'css' || kind === 'js';
}

/** @param wantsSlim - To minify what can be: pictures and the like are as they are. */
export function conversionOf(paths: readonly string[], wantsSlim = false): Conversion {
  const kind = kindOf(paths[0] ?? '');
  const isSlim = wantsSlim && isMinifiable(kind);
  // no path holds a NUL
  return { paths, key: (isSlim ? [SLIM, ...paths] : paths).join('\0'), kind, isSlim };
}

export function conversionOfKey(key: string): Conversion {
  const [first, ...others] = key.split('\0');
  return first === SLIM ? conversionOf(others, true) : conversionOf(key.split('\0'));
}

/** Returns the conversion for paths; `wantsSlim` counts only where the options let it. */
export type ConversionFor = (paths: readonly string[], wantsSlim: boolean) => Conversion;

/** Returns why paths can't be combined; `undefined` when they can. */
export function combineProblem(paths: readonly string[]): string | undefined {
  if (paths.length < 2) return undefined;
  const extensions = [...new Set(paths.map(extensionOf))];
  if (extensions.length > 1) {
    return `files of different types (${extensions.map((each) => quote(each)).join(', ')}) can't be combined`;
  }
  if (!COMBINED.has(extensions[0] ?? '')) {
    return `only ".css" and ".js" can be combined, not ${quote(extensions[0])}`;
  }
  return undefined;
}
