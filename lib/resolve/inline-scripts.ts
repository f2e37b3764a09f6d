// The modules that the scripts of a page name where they stand: imports, and import maps.
import { encodeByteText } from '../core/byte-text.ts';
import { applyEdits, type Edit } from '../core/edits.ts';
import { relationsOf } from '../core/html/references.ts';
import { type ScriptKind, scriptKind } from '../core/html/scripts.ts';
import { attributeOf, type HtmlToken, rawTexts } from '../core/html/tokens.ts';
import { isFolder, isUrlLike, type MapEntry, readImportMap } from '../core/js/import-map.ts';
import { findModuleReferences } from '../core/js/module-references.ts';
import type { JsonText } from '../core/json/tree.ts';
import { replaceFound } from '../core/references.ts';

/** A script whose text stands between its tags. */
export interface InlineScript {
  readonly kind: ScriptKind;
  readonly text: string;
  readonly start: number;
}

/** The exports of the modules that are named. */
export interface ModuleUrls {
  /** Returns the URL of a module; `undefined` where it stays as it is written. */
  urlOf(module: string): string | undefined;
  /** Returns the hash of what the URL leads to, or the written one that does not fit; empty for none. */
  integrityOf(module: string, written: string): string;
}

export function inlineScripts(html: string, tokens: readonly HtmlToken[]): InlineScript[] {
  return rawTexts(tokens).flatMap(({ tag, start, end }) => {
    const kind = scriptKind(tag);
    if (kind === undefined || filesOf(tag).length > 0) return [];
    return [{ kind, text: html.slice(start, end), start }];
  });
}

export function scriptFiles(tokens: readonly HtmlToken[], kind: ScriptKind): string[] {
  const tags = tokens.filter((tag) => tag.kind === 'start' && scriptKind(tag) === kind);
  return tags.flatMap(filesOf);
}

/** Lists what a page names as modules by tags, whether it runs them or will need them. */
export function namedModules(tokens: readonly HtmlToken[]): string[] {
  const links = tokens.filter((tag) => tag.kind === 'start' && tag.name === 'link');
  const preloads = links.filter((tag) => relationsOf(tag).includes('modulepreload'));
  const hrefs = preloads.flatMap((tag) => attributeOf(tag, 'href')?.value ?? []);
  return [...scriptFiles(tokens, 'module'), ...hrefs];
}

/** Lists what attributes like `onclick` import: they stay as they are. */
export function calledModules(tokens: readonly HtmlToken[]): string[] {
  const attributes = tokens.flatMap((tag) => (tag.kind === 'start' ? tag.attributes : []));
  return attributes
    .filter(({ name }) => name.startsWith('on'))
    .flatMap(({ value }) => modulesNamedIn(value));
}

/** Lists the modules that a script names, as far as they are written out. */
export function modulesNamedIn(text: string): string[] {
  return findModuleReferences(encodeByteText(text)).map(({ value }) => value);
}

function filesOf(tag: HtmlToken): string[] {
  return ['src', 'href', 'xlink:href'].flatMap((name) => attributeOf(tag, name)?.value ?? []);
}

/** Returns what is to be written so that the modules of a script have their URLs. */
export function inlineEdits({ kind, text, start }: InlineScript, urls: ModuleUrls): Edit[] {
  const made = kind === 'importmap' ? withMappedUrls(text, urls) : withImportedUrls(text, urls);
  return made === text ? [] : [{ start, end: start + text.length, text: made }];
}

function withImportedUrls(text: string, urls: ModuleUrls): string {
  // half a character would not come back
  if (!text.isWellFormed()) return text;
  return replaceFound(text, findModuleReferences, ({ value }) => urls.urlOf(value));
}

function withMappedUrls(text: string, urls: ModuleUrls): string {
  const map = readImportMap(text);
  if (map === undefined) return text;
  const edits = [
    ...map.imports.flat().flatMap(({ value }) => valueEdit(value, urls)),
    ...map.scopes.flatMap((scope) => valueEdit(scope, urls)),
    ...map.imports.flatMap((each) => {
      return twins(each, urls, ({ value }) => value && (urlOf(value, urls) ?? value.value));
    }),
    ...twins(map.integrity, urls, ({ key, value }) =>
      urls.integrityOf(key.value, value?.value ?? ''),
    ),
  ];
  return applyEdits(text, edits);
}

/** What begins the names of others is the URL of none. */
function urlOf(module: JsonText, urls: ModuleUrls): string | undefined {
  return isFolder(module) ? undefined : urls.urlOf(module.value);
}

/**
 * A key that is a URL stands for the module under its new URL, too; what is there stays for the plain one.
 *
 * @param standsFor - Answers `undefined` where the module is blocked, and `''` where nothing is known.
 */
function twins(
  entries: readonly MapEntry[],
  urls: ModuleUrls,
  standsFor: (entry: MapEntry) => string | undefined,
): Edit[] {
  const keys = new Set(entries.map(({ key }) => key.value));
  return entries.flatMap((entry) => {
    const url = isUrlLike(entry.key) ? urlOf(entry.key, urls) : undefined;
    const value = url === undefined || keys.has(url) ? '' : standsFor(entry);
    if (url === undefined || value === '') return [];
    const { start } = entry.key;
    return [{ start, end: start, text: `${jsonText(url)}: ${jsonText(value ?? null)}, ` }];
  });
}

function valueEdit(module: JsonText | undefined, urls: ModuleUrls): Edit[] {
  const url = module && urlOf(module, urls);
  if (module === undefined || url === undefined || url === module.value) return [];
  return [{ start: module.start, end: module.end, text: jsonText(url) }];
}

/** Nothing in it may end the script. */
function jsonText(text: string | null): string {
  return JSON.stringify(text).replaceAll('<', '\\u003c');
}
