// The strings of an import map that name modules, each with its place (HTML, 8.1.6.2).
import {
  entriesOf,
  isObject,
  type JsonText,
  jsonTree,
  keyOf,
  memberOf,
  textAt,
} from '../json/tree.ts';

/** A key, and what it stands for. */
export interface MapEntry {
  readonly key: JsonText;
  /** `undefined` where browsers load nothing for the key: `null`, a bare name, or no text at all. */
  readonly value: JsonText | undefined;
}

export interface ImportMap {
  /** Names of modules and where they lie: those for all modules, then those of each scope. */
  readonly imports: readonly (readonly MapEntry[])[];
  /** The modules, or folders of them, that a part of the map is for. */
  readonly scopes: readonly JsonText[];
  /** Modules and their hashes. */
  readonly integrity: readonly MapEntry[];
}

/** Reads an import map; `undefined` where browsers ignore it. */
export function readImportMap(json: string): ImportMap | undefined {
  const root = jsonTree(json);
  if (!isObject(root)) return undefined;
  const [imports, scopes, integrity] = ['imports', 'scopes', 'integrity'].map((name) =>
    memberOf(root, name),
  );
  const all = [imports, scopes, integrity, ...entriesOf(scopes).map(({ value }) => value)];
  if (all.some((each) => each !== undefined && !isObject(each))) return undefined;
  const maps = [imports, ...entriesOf(scopes).map(({ value }) => value)];
  return {
    imports: maps.map(addressesIn),
    scopes: entriesOf(scopes).map(({ key }) => keyOf(key)),
    integrity: entriesOf(integrity).flatMap(({ key, value }) => {
      const [name, text] = [keyOf(key), textAt(value)];
      return text !== undefined && isUrlLike(name) ? [{ key: name, value: text }] : [];
    }),
  };
}

/** Checks whether a text names a module by its URL; any other that is no whole URL is a bare name. */
export function isUrlLike({ value }: JsonText): boolean {
  return /^\.{0,2}\//.test(value) || URL.canParse(value);
}

/** Checks whether a text is the beginning of names, or of URLs. */
export function isFolder({ value }: JsonText): boolean {
  return value.endsWith('/');
}

function addressesIn(object: unknown): MapEntry[] {
  return entriesOf(object).map((entry) => {
    const [key, value] = [keyOf(entry.key), textAt(entry.value)];
    if (value === undefined || !isUrlLike(value)) return { key, value: undefined };
    return { key, value: isFolder(key) && !isFolder(value) ? undefined : value };
  });
}
