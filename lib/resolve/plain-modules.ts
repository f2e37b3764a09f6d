// The modules that stay under their plain URL: something in the page names them in a way that can't be versioned.
import { attempt } from '../core/attempt.ts';
import { encodeByteText } from '../core/byte-text.ts';
import { type ImportMap, isFolder, isUrlLike, readImportMap } from '../core/js/import-map.ts';
import { moduleProblem } from '../core/js/module-references.ts';
import { encodePath, splitSuffix } from '../core/paths.ts';
import { isLocalReference } from '../core/urls.ts';
import { quote } from '../errors.ts';
import { type InlineScript, modulesNamedIn } from './inline-scripts.ts';
import { keptPlain } from './kept-plain.ts';
import { isModulePath, type ModuleGraph } from './module-graph.ts';
import type { PagePlace } from './page-place.ts';

export interface PlainModulesOptions {
  /** Where the page stands, if that is known. */
  readonly page: PagePlace | undefined;
  /** Paths of the files that modules of the page have, preloaded ones included. */
  readonly files: readonly string[];
  /** Paths of the files that classic scripts have. */
  readonly classics: readonly string[];
  /** Other names of modules that stay as they are written. */
  readonly unchanged: readonly string[];
  readonly modules: ModuleGraph;
  /** Returns the URL that a module gets where it is versioned. */
  readonly urlOf: (path: string) => string;
}

const UNKNOWN_IMPORTS =
  "A module keeps its plain URL, and what it or another one imports can't be known: " +
  'all modules of the page keep their plain URLs, so that none runs twice.';

const NONE: ReadonlySet<string> = new Set();

/** Under two URLs a module runs twice; where one of them is plain, all are. */
export class PlainModules {
  /** Folders of import maps: each module in them has a URL that is made at run time. */
  readonly #folders: readonly string[];
  /** A key of an import map that may be the URL of any module, as it is written. */
  readonly #wide: string | undefined;
  /** What relative names end with, since a page may stand anywhere. */
  readonly #ends: readonly string[];
  readonly #modules: ModuleGraph;
  /** Those that load plain because of others; `undefined`: any may. */
  readonly #kept: ReadonlySet<string> | undefined;
  /** Classic scripts that import nothing, as far as is known. */
  readonly #free: ReadonlySet<string>;

  constructor(
    scripts: readonly InlineScript[],
    { page, files, classics, unchanged, modules, urlOf }: PlainModulesOptions,
  ) {
    this.#modules = modules;
    const maps = scripts.flatMap(({ kind, text }) =>
      kind === 'importmap' ? (readImportMap(text) ?? []) : [],
    );
    const others = scripts.filter(({ kind }) => kind !== 'importmap');
    const names = [
      ...maps.flatMap(namesIn),
      ...others.flatMap(({ text }) => modulesNamedIn(text)),
    ].flatMap((name) => page?.pathsOf(name) ?? name);
    const heads = names.map((name) => splitSuffix(name).head);
    this.#folders = heads.filter((name) => name.endsWith('/'));
    const relative = heads.filter((name) => !name.startsWith('/'));
    const unread = others.flatMap(({ text }) => unreadIn(text));
    this.#ends = [...relative, ...unread, ...unchanged].flatMap(fromAnywhere);
    const entries = [...files, ...classics, ...heads.filter((name) => /^\/.*[^/]$/.test(name))];
    const isMoved = (): boolean => entries.some((path) => hasOtherFolder(path, urlOf(path)));
    this.#wide =
      maps.flatMap((map) => wideKeys(map, page !== undefined))[0] ??
      maps.flatMap(folderScopes).find(isMoved);
    const folders = this.#folders.filter((name) => name.startsWith('/'));
    this.#kept = this.#keptOf([...folders, ...this.#ends], entries);
    const isAny = this.#kept === undefined;
    this.#free = new Set(isAny ? classics.filter((path) => !this.#imports(path)) : []);
  }

  /** Checks whether a file is known to import something. */
  #imports(path: string): boolean {
    const file = this.#modules.pathOf(path);
    return file !== undefined && (this.#modules.importsOf(file)?.length ?? 0) > 0;
  }

  /** Sources were looked at. */
  get hasLooked(): boolean {
    return this.#kept !== NONE;
  }

  /** Warns of what stays plain though it could have been meant to be versioned. */
  notices(): string[] {
    const folders = this.#folders.map(
      (folder) => `the folder ${quote(folder)}: the modules in it keep their plain URLs.`,
    );
    const wide =
      this.#wide &&
      `URLs by ${quote(this.#wide)}: all modules of the page keep their plain URLs, because any may be meant.`;
    const named = [...folders, ...(wide ? [wide] : [])].map(
      (what) =>
        `An import map names ${what} Name each module by a key of its own to have it versioned.`,
    );
    return this.#kept !== undefined || wide ? named : [...named, UNKNOWN_IMPORTS];
  }

  #keptOf(named: readonly string[], entries: readonly string[]): ReadonlySet<string> | undefined {
    const isNothing = entries.length === 0 || named.length === 0;
    if (isNothing || this.#wide !== undefined) return NONE;
    const modules = this.#modules;
    const plain = named.map((name) => this.#filesOf(name));
    if (plain.includes(undefined)) return undefined;
    return keptPlain({
      plain: plain.flatMap((each) => each ?? []),
      entries: entries.flatMap((each) => modules.pathOf(each) ?? []),
      isNamed: (path) => this.#isNamed(path),
      modules,
    });
  }

  /** Checks whether a path is that of a module which stays plain. */
  has(path: string): boolean {
    const { head } = splitSuffix(path);
    const mayShare = this.#kept === undefined && !this.#free.has(path);
    if ((this.#wide !== undefined || mayShare) && /\.[cm]?js$/.test(head)) return true;
    return this.#isNamed(head) || this.keeps(path);
  }

  /** Checks whether a path is that of a file that loads plain because of others. */
  keeps(path: string): boolean {
    if (this.#kept === undefined || this.#kept === NONE) return false;
    return this.#kept.has(this.#modules.pathOf(path) ?? '');
  }

  #isNamed(head: string): boolean {
    if (this.#folders.some((folder) => head.startsWith(folder))) return true;
    return this.#ends.some((end) => isAtEnd(head, end));
  }

  /** The modules that a name may mean: one that is relative to an unknown place, any that ends so. */
  #filesOf(name: string): readonly string[] | undefined {
    const modules = this.#modules;
    const isFolder = name.endsWith('/');
    if (!isFolder && !isModulePath(name)) return [];
    return isFolder && !this.#ends.includes(name)
      ? modules.modulesIn(name)
      : modules.modulesIn('/', (path) => isAtEnd(path, name));
  }
}

function isAtEnd(path: string, end: string): boolean {
  return end.endsWith('/') ? path.includes(end) : path.endsWith(end);
}

/** What a relative name ends with, wherever it starts, as it is written and as files are named. */
function fromAnywhere(name: string): string[] {
  const end = splitSuffix(name).head.replace(/^(?:\.{0,2}\/)*/, '/');
  const decoded = attempt(() => decodeURIComponent(end));
  return [...new Set([end, decoded instanceof Error ? end : decoded])];
}

/** What a map names and for what; folders of scopes hold the modules under both of their URLs, or all are plain. */
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

/** What holds for a folder is not found from another one: behind a prefix, or on a CDN. */
function folderScopes({ scopes }: ImportMap): string[] {
  return scopes
    .filter((scope) => isFolder(scope) && isLocalReference(scope.value))
    .map(({ value }) => value);
}

function hasOtherFolder(path: string, url: string): boolean {
  return !url.startsWith(encodePath(path.slice(0, path.lastIndexOf('/') + 1)));
}

const QUOTED = /["'`]((?:\.{1,2})?\/[^"'`\s]*)["'`]/g;

/** What a script may name that the lexer refuses: browsers may know newer syntax. */
function unreadIn(text: string): string[] {
  if (moduleProblem(encodeByteText(text)) === undefined) return [];
  return Array.from(text.matchAll(QUOTED), ([, name = '']) => name);
}
