// The files of templates: those that are named, and where those are looked for that they name themselves.
import * as path from 'node:path';
import { tinyglobby } from '../core/packages.cjs';
import type { Disk } from '../files/disk.ts';

/** What the files of templates are called where only a folder is named. */
const TEMPLATE_FILES = '**/*.{njk,nunjucks,html,htm,xhtml,xml,svg,md,txt}';

export interface TemplateFiles {
  readonly files: readonly string[];
  /** Names of templates are looked for there. */
  readonly folders: readonly string[];
}

export interface ListedTemplates extends TemplateFiles {
  /** Globs that mean nothing. */
  readonly unmatched: readonly string[];
}

/**
 * Lists the files of templates, and the folders that names are looked for in.
 *
 * @param named - Folders, files or globs; relative to `folder`.
 */
export function listTemplates(
  named: readonly string[],
  folder: string,
  disk: Disk,
): ListedTemplates {
  const unmatched: string[] = [];
  const files = named.flatMap((name) => {
    if (tinyglobby().isDynamicPattern(name)) {
      const found = filesOf(name, folder);
      if (found.length === 0) unmatched.push(name);
      return found;
    }
    const whole = path.resolve(folder, name);
    return isFolder(whole, disk) ? filesOf(TEMPLATE_FILES, whole) : [whole];
  });
  const folders = [...foldersOf(named, folder, disk), folder];
  return { files: [...new Set(files)].sort(), folders, unmatched };
}

/** Lists folders that are named, then those from named files up to the working folder. */
export function foldersOf(named: readonly string[], folder: string, disk: Disk): string[] {
  const folders: string[] = [];
  const beside: string[] = [];
  for (const name of named) {
    const isGlob = tinyglobby().isDynamicPattern(name);
    const whole = path.resolve(folder, isGlob ? stillPart(name) : name);
    if (isGlob) beside.push(...upTo(folder, whole));
    else if (isFolder(whole, disk)) folders.push(whole);
    else beside.push(...upTo(folder, path.dirname(whole)));
  }
  return [...folders, ...beside];
}

function isFolder(name: string, disk: Disk): boolean {
  return disk.statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The folders of a glob before the first sign of one. */
function stillPart(glob: string): string {
  const parts = glob.split('/');
  const at = parts.findIndex((part) => tinyglobby().isDynamicPattern(part));
  return parts.slice(0, at).join('/') || (glob.startsWith('/') ? '/' : '.');
}

function upTo(top: string, from: string): string[] {
  if (!from.startsWith(top + path.sep)) return [from];
  return [from, ...upTo(top, path.dirname(from))];
}

function filesOf(pattern: string, folder: string): string[] {
  const ignore = ['**/node_modules/**'];
  return tinyglobby().globSync(pattern, {
    cwd: folder,
    absolute: true,
    ignore,
    expandDirectories: false,
  });
}
