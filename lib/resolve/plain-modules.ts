// The modules that stay under their plain URL: something in the page names them in a way that can't be versioned.
import { encodeByteText } from '../core/byte-text.ts';
import { type ImportMap, isFolder, isUrlLike, readImportMap } from '../core/js/import-map.ts';
import { findModuleReferences, moduleProblem } from '../core/js/module-references.ts';
import { splitSuffix } from '../core/paths.ts';
import { isLocalReference } from '../core/urls.ts';
import type { InlineScript } from './inline-scripts.ts';
import type { PagePlace } from './page-place.ts';

/** Under two URLs a module runs twice; where one of them is plain, all are. */
export class PlainModules {
  /** Folders of import maps: each module in them has a URL that is made at run time. */
  readonly folders: readonly string[];
  /** A key of an import map that may be the URL of any module, as it is written. */
  readonly wide: string | undefined;
  /** What relative names end with, since a page may stand anywhere. */
  readonly #ends: readonly string[];

  /** @param page - Where the page stands, if that is known. */
  constructor(scripts: readonly InlineScript[], page: PagePlace | undefined) {
    const maps = scripts.flatMap(({ kind, text }) =>
      kind === 'importmap' ? (readImportMap(text) ?? []) : [],
    );
    const others = scripts.filter(({ kind }) => kind !== 'importmap');
    const names = [
      ...maps.flatMap(namesIn),
      ...others.flatMap(({ text }) => importedIn(text)),
    ].flatMap((name) => page?.pathsOf(name) ?? name);
    const heads = names.map((name) => splitSuffix(name).head);
    this.folders = heads.filter((name) => name.endsWith('/'));
    this.wide = maps.flatMap((map) => wideKeys(map, page !== undefined))[0];
    const relative = heads.filter((name) => !name.startsWith('/'));
    const unread = others.flatMap(({ text }) => unreadIn(text));
    this.#ends = [...relative, ...unread].map((name) => name.replace(/^(?:\.{0,2}\/)*/, '/'));
  }

  /** Checks whether a path is that of a module which stays plain. */
  has(path: string): boolean {
    const { head } = splitSuffix(path);
    if (this.wide !== undefined && /\.[cm]?js$/.test(head)) return true;
    if (this.folders.some((folder) => head.startsWith(folder))) return true;
    return this.#ends.some((end) => (end.endsWith('/') ? head.includes(end) : head.endsWith(end)));
  }
}

/** What a map names and for what; folders of scopes hold the modules under both of their URLs. */
function namesIn({ imports, scopes }: ImportMap): string[] {
  const values = imports.flat().flatMap(({ key, value }) => {
    return value === undefined || (isFolder(value) && !isFolder(key)) ? [] : [value];
  });
  const named = [...values, ...scopes.filter((scope) => !isFolder(scope))];
  return named.map(({ value }) => value).filter(isLocalReference);
}

/** Keys for URLs that begin so, or that are relative to an unknown place. */
function wideKeys({ imports }: ImportMap, isPlaced: boolean): string[] {
  const keys = imports.flat().map(({ key }) => key);
  return keys
    .filter((key) => isUrlLike(key) && isLocalReference(key.value))
    .filter((key) => isFolder(key) || !(isPlaced || key.value.startsWith('/')))
    .map(({ value }) => value);
}

function importedIn(text: string): string[] {
  return findModuleReferences(encodeByteText(text)).map(({ value }) => value);
}

const QUOTED = /["'`]((?:\.{1,2})?\/[^"'`\s]*)["'`]/g;

/** What a script may name that the lexer refuses: browsers may know newer syntax. */
function unreadIn(text: string): string[] {
  if (moduleProblem(encodeByteText(text)) === undefined) return [];
  return Array.from(text.matchAll(QUOTED), ([, name = '']) => name);
}
