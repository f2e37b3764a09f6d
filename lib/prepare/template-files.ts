// The files of templates: those that are named, and where those are looked for that they name themselves.
import * as path from 'node:path';
import { tinyglobby } from '../core/packages.cjs';
import type { Disk } from '../files/disk.ts';

/** How the names of templates end where only a folder is named. */
const ENDINGS = 'njk,nunjucks,html,htm,xhtml,xml,svg,md,txt';

export interface TemplateFiles {
  readonly files: readonly string[];
  /** Names of templates are looked for there. */
  readonly folders: readonly string[];
}

export interface ListedTemplates extends TemplateFiles {
  /** Globs, folders and files that name nothing. */
  readonly problems: readonly { readonly template: string; readonly message: string }[];
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
  const problems: { template: string; message: string }[] = [];
  const files = named.flatMap((template) => {
    const whole = path.resolve(folder, template);
    const isGlob = tinyglobby().isDynamicPattern(template);
    if (!isGlob && !isFolder(whole, disk)) {
      if (disk.statSync(whole, { throwIfNoEntry: false })) return [whole];
      problems.push({ template, message: 'There is no such template.' });
      return [];
    }
    const found = isGlob ? filesOf(template, folder) : filesOf(`**/*.{${ENDINGS}}`, whole);
    if (found.length === 0) problems.push({ template, message: isGlob ? NO_MATCH : NO_TEMPLATE });
    return found;
  });
  const folders = [...foldersOf(named, folder, disk), folder];
  return { files: [...new Set(files)].sort(), folders, problems };
}

const NO_MATCH = 'It matches no template.';
const NO_TEMPLATE =
  `It holds no template: no name ends with ${ENDINGS.replaceAll(',', ', ')}. ` +
  'Name templates that are called otherwise by a glob, like "views/**/*.j2".';

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
