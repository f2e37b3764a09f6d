// Reads the templates of a folder, and collects what they ask for.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { tinyglobby } from '../core/packages.cjs';
import { errorText } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import { BodyFinder } from '../nunjucks/find/bodies.ts';
import type { FoundBody } from '../nunjucks/find/body-nodes.ts';
import { ForeignDelimiters } from '../nunjucks/find/delimiters.ts';
import { findReferences, type TemplateReference } from '../nunjucks/find/references.ts';
import type { ParseTemplate, TemplateSyntax } from '../nunjucks/find/template-parser.ts';
import { type ParsedTemplate, TemplateSet, type TreeNode } from '../nunjucks/find/template-set.ts';
import { leftOut, type UnparsedTemplate } from './left-out.ts';
import type { PrepareNotice } from './report.ts';

/** What the files of templates are called where only a folder is named. */
const TEMPLATE_FILES = '**/*.{njk,nunjucks,html,htm,xhtml,xml,svg,md,txt}';

/** Something that a template asks for. */
export type AskedByTemplate = TemplateReference & { readonly template: string };

/** A template that can't be read or parsed. */
export interface TemplateProblem {
  readonly template: string;
  readonly message: string;
}

export interface ReadTemplates {
  readonly count: number;
  readonly asked: readonly AskedByTemplate[];
  /** Bodies of block tags, in each of the ways that they are rendered. */
  readonly bodies: readonly FoundBody[];
  readonly problems: readonly TemplateProblem[];
  /** Templates that are left out, and what of the others only a render knows. */
  readonly notices: readonly PrepareNotice[];
}

export interface TemplateFiles {
  readonly files: readonly string[];
  /** Names of templates are looked for there. */
  readonly folders: readonly string[];
}

/**
 * Lists the files of templates.
 *
 * @param named - Folders, files or globs; relative to `folder`.
 */
export function listTemplates(named: readonly string[], folder: string, disk: Disk): TemplateFiles {
  const folders: string[] = [];
  const files = named.flatMap((name) => {
    if (tinyglobby().isDynamicPattern(name)) return filesOf(name, folder);
    const whole = path.resolve(folder, name);
    const isFolder = disk.statSync(whole, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!isFolder) return [whole];
    folders.push(whole);
    return filesOf(TEMPLATE_FILES, whole);
  });
  return { files: [...new Set(files)].sort(), folders: [...folders, folder] };
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

/** How templates are read. */
export interface TemplateReading {
  readonly folder: string;
  readonly disk: Disk;
  readonly parse: ParseTemplate;
  readonly syntax: TemplateSyntax;
}

/** Reads templates; one that is wrong is named, and the others go on. */
export function readTemplates(
  { files, folders }: TemplateFiles,
  reading: TemplateReading,
): ReadTemplates {
  const { folder, syntax } = reading;
  const problems: TemplateProblem[] = [];
  const unparsed: UnparsedTemplate[] = [];
  const delimiters = new ForeignDelimiters(syntax);
  const parsed = files.flatMap((file): ParsedTemplate[] => {
    const label = path.relative(folder, file).replaceAll(path.sep, '/');
    const text = readText(file, reading);
    if (typeof text !== 'string') {
      problems.push({ template: label, message: errorText(text) });
      return [];
    }
    try {
      delimiters.look(label, text);
      return [
        { label, file: file.replaceAll(path.sep, '/'), root: reading.parse(text) as TreeNode },
      ];
    } catch (error) {
      unparsed.push({ label, file: file.replaceAll(path.sep, '/'), message: errorText(error) });
      return [];
    }
  });
  const set = new TemplateSet(parsed, [...syntax.folders, ...folders]);
  const asked = parsed.flatMap(({ label: template, root }) =>
    findReferences(root).map((reference) => ({ ...reference, template })),
  );
  const left = leftOut(unparsed, set);
  const foreign = delimiters.found(asked.length === 0);
  return {
    count: files.length,
    asked,
    bodies: bodiesIn(set, syntax.autoescape),
    problems: [...problems, ...left.problems, ...foreign.problems],
    notices: [...left.notices, ...foreign.notices, ...set.unknownParents()],
  };
}

function readText(file: string, { disk }: TemplateReading): string | Error {
  return attempt(() => disk.readFileSync(file, 'utf8')) as string | Error;
}

/** A body that is rendered in the same way by several templates is one. */
function bodiesIn(set: TemplateSet, autoescape: boolean): FoundBody[] {
  const finder = new BodyFinder(set, autoescape);
  const bodies = new Map<string, FoundBody>();
  for (const template of set.all) {
    for (const body of finder.bodiesOf(template)) bodies.set(JSON.stringify(body), body);
  }
  return [...bodies.values()];
}
