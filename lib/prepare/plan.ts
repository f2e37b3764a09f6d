// What is to be prepared: templates are read, globs looked up; nothing is converted or written.
import { isOutputBeside } from '../convert/own-output.ts';
import { optionError } from '../core/option-shapes.ts';
import type { Instance } from '../instance.ts';
import { parserOf, syntaxOf } from '../nunjucks/find/template-parser.ts';
import { environmentOf } from '../nunjucks/install.ts';
import type { NunjucksEnvironment } from '../nunjucks/types.ts';
import type { WorkList } from './ask.ts';
import type { PrepareRequest } from './options.ts';
import { asksOfRecords } from './record-asks.ts';
import type { Plan } from './report.ts';
import { SourcePaths } from './source-paths.ts';
import { foldersOf, listTemplates } from './template-files.ts';
import { type ReadTemplates, readTemplates } from './templates.ts';
import { collectAsks } from './work-list.ts';

/** Returns the work that `prepare` would do; nothing is converted or written. */
export function planOf(
  instance: Instance,
  options: PrepareRequest,
  createEnvironment: () => NunjucksEnvironment,
): Plan {
  if (instance.sources === undefined)
    throw optionError('With a manifest there is nothing to prepare.');
  const templates = readAll(instance, options, createEnvironment);
  const { asks, unknown, missing } = collect(instance, options, templates);
  const paths = asks.flatMap((ask) => ('path' in ask ? [[ask.path].flat().join('; ')] : []));
  return {
    paths,
    blocks: asks.length - paths.length,
    unknown: [...unknown, ...missing],
    errors: templates.problems,
  };
}

const NO_TEMPLATES: ReadTemplates = {
  count: 0,
  asked: [],
  bodies: [],
  problems: [],
  notices: [],
};

/** Reads the templates that the options name. */
export function readAll(
  instance: Instance,
  options: PrepareRequest,
  createEnvironment: () => NunjucksEnvironment,
): ReadTemplates {
  const named = [options.templates ?? []].flat();
  if (named.length === 0) return NO_TEMPLATES;
  const { disk, folder } = instance;
  const { files, folders, problems } = listTemplates(named, folder, disk);
  const beside = foldersOf(options.templatesBeside ?? [], folder, disk);
  const { env } = options;
  const environment = env === undefined ? createEnvironment() : environmentOf(env);
  const [parse, syntax] = [parserOf(environment), syntaxOf(environment)];
  const reading = { folder, disk, parse, syntax };
  const read = readTemplates({ files, folders: [...folders, ...beside] }, reading);
  return { ...read, problems: [...read.problems, ...problems] };
}

export function collect(
  instance: Instance,
  options: PrepareRequest,
  templates: ReadTemplates,
): WorkList {
  const { roots, disk, publisher } = instance;
  const { outDir } = publisher;
  const isOutput = (path: string) => isOutputBeside(instance, path);
  const sources = new SourcePaths({ roots, disk, outDir, isOutput });
  const recorded = asksOfRecords([options.from ?? []].flat(), instance);
  return collectAsks(templates, [options.paths ?? []].flat(), sources, recorded);
}
