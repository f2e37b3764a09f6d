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

/**
 * Lists the files of templates. Names are looked for in folders that are named, then from the folders of named files up
 * to the working folder.
 *
 * @param named - Folders, files or globs; relative to `folder`.
 */
export function listTemplates(named: readonly string[], folder: string, disk: Disk): TemplateFiles {
  const folders: string[] = [];
  const beside: string[] = [];
  const files = named.flatMap((name) => {
    if (tinyglobby().isDynamicPattern(name)) {
      beside.push(...upTo(folder, path.resolve(folder, stillPart(name))));
      return filesOf(name, folder);
    }
    const whole = path.resolve(folder, name);
    const isFolder = disk.statSync(whole, { throwIfNoEntry: false })?.isDirectory() === true;
    if (isFolder) folders.push(whole);
    else beside.push(...upTo(folder, path.dirname(whole)));
    return isFolder ? filesOf(TEMPLATE_FILES, whole) : [whole];
  });
  return { files: [...new Set(files)].sort(), folders: [...folders, ...beside, folder] };
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
