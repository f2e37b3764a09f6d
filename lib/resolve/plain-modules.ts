// The modules that stay under their plain URL: something in the page names them in a way that can't be versioned.
import { encodeByteText } from '../core/byte-text.ts';
import { readImportMap } from '../core/js/import-map.ts';
import { findModuleReferences, moduleProblem } from '../core/js/module-references.ts';
import { splitSuffix } from '../core/paths.ts';
import type { InlineScript } from './inline-scripts.ts';

/** Under two URLs a module runs twice; where one of them is plain, all are. */
export class PlainModules {
  /** Folders of import maps: each module in them has a URL that is made at run time. */
  readonly folders: readonly string[];
  /** What relative names end with, since a page may stand anywhere. */
  readonly #ends: readonly string[];

  /** @param isPlaced - It is known where the page stands. */
  constructor(scripts: readonly InlineScript[], isPlaced: boolean) {
    const named = scripts.flatMap(({ kind, text }) =>
      kind === 'importmap' ? mappedIn(text) : importedIn(text),
    );
    const names = named.map((name) => splitSuffix(name).head);
    this.folders = names.filter((name) => name.startsWith('/') && name.endsWith('/'));
    const relative = isPlaced ? [] : names.filter((name) => name.startsWith('.'));
    const unread = scripts.flatMap(({ kind, text }) =>
      kind === 'importmap' ? [] : unreadIn(text),
    );
    this.#ends = [...relative, ...unread].map((name) => name.replace(/^(?:\.{0,2}\/)*/, '/'));
  }

  /** Checks whether a path is that of a module which stays plain. */
  has(path: string): boolean {
    const { head } = splitSuffix(path);
    if (this.folders.some((folder) => head.startsWith(folder))) return true;
    return this.#ends.some((end) => (end.endsWith('/') ? head.includes(end) : head.endsWith(end)));
  }
}

function mappedIn(text: string): string[] {
  return (
    readImportMap(text)
      ?.imports.map(({ value }) => value.value)
      .filter(isUrl) ?? []
  );
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

function isUrl(name: string): boolean {
  return /^(?:\.{1,2})?\/(?!\/)/.test(name);
}
