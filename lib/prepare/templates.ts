// Reads the templates of a folder, and collects what they ask for.
import * as path from 'node:path';
import { tinyglobby } from '../core/packages.cjs';
import { errorText } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import { findReferences, type TemplateReference } from '../nunjucks/find/references.ts';
import type { ParseTemplate } from '../nunjucks/find/template-parser.ts';

/** What the files of templates are called where only a folder is named. */
const TEMPLATE_FILES = '**/*.{njk,nunjucks,html,htm,xhtml,xml,svg,md,txt}';

/** Something that a template asks for. */
export type AskedByTemplate = TemplateReference & { readonly template: string };

/** A template that can't be parsed. */
export interface TemplateProblem {
  readonly template: string;
  readonly message: string;
}

export interface ReadTemplates {
  readonly count: number;
  readonly asked: readonly AskedByTemplate[];
  readonly problems: readonly TemplateProblem[];
}

/**
 * Lists the files of templates.
 *
 * @param named - Folders, files or globs; relative to `folder`.
 */
export function listTemplates(named: readonly string[], folder: string, disk: Disk): string[] {
  const files = named.flatMap((name) => {
    if (tinyglobby().isDynamicPattern(name)) return filesOf(name, folder);
    const whole = path.resolve(folder, name);
    const isFolder = disk.statSync(whole, { throwIfNoEntry: false })?.isDirectory() === true;
    return isFolder ? filesOf(TEMPLATE_FILES, whole) : [whole];
  });
  return [...new Set(files)].sort();
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

/** Reads templates; one that is wrong is named, and the others go on. */
export function readTemplates(
  files: readonly string[],
  folder: string,
  parse: ParseTemplate,
  disk: Disk,
): ReadTemplates {
  const asked: AskedByTemplate[] = [];
  const problems: TemplateProblem[] = [];
  for (const file of files) {
    const template = path.relative(folder, file).replaceAll(path.sep, '/');
    try {
      const references = findReferences(parse(disk.readFileSync(file, 'utf8')));
      for (const reference of references) asked.push({ ...reference, template });
    } catch (error) {
      problems.push({ template, message: errorText(error) });
    }
  }
  return { count: files.length, asked, problems };
}
