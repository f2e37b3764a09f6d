// `staticfile build`: converts what templates ask for, and writes a manifest.
import * as path from 'node:path';
import { quote } from '../errors.ts';
import {
  type Command,
  type CommandContext,
  type CommonFlags,
  type ExitCode,
  show,
  withSite,
} from './command.ts';
import { durationMs } from './duration.ts';
import { createDisplay } from './progress.ts';
import { placed, reportLines } from './text.ts';
import type { BuildPlan, BuildReport, Configuration, Progress, Site } from './tool.ts';

interface BuildFlags extends CommonFlags {
  readonly templates?: readonly string[];
  readonly include?: readonly string[];
  readonly from?: readonly string[];
  readonly manifest?: string;
  readonly deadline?: string;
  readonly precompress: boolean;
  readonly strict: boolean;
  readonly blockStart?: string;
  readonly blockEnd?: string;
  readonly dryRun: boolean;
}

export const build: Command<BuildFlags> = {
  usage: 'build [templates..]',
  describe: 'convert what templates ask for',
  positional: { templates: { type: 'string', array: true, describe: 'folders, files or globs' } },
  options: {
    include: { type: 'string', array: true, describe: 'paths or globs of paths' },
    from: { type: 'string', array: true, describe: 'a record of a run of the site' },
    manifest: { type: 'string', describe: 'the manifest to write' },
    deadline: { type: 'string', describe: 'give up after this time: 90s, 5m (10m)' },
    precompress: { type: 'boolean', default: false, describe: 'write .br and .gz, too' },
    strict: { type: 'boolean', default: false, describe: 'fail for warnings and what is unknown' },
    'block-start': { type: 'string', describe: 'how tags begin in the templates ("{%")' },
    'block-end': { type: 'string', describe: 'how tags end ("%}")' },
    'dry-run': { type: 'boolean', default: false, describe: 'show the plan, touch nothing' },
  },
  run: (flags, context) =>
    withSite(flags, context, flags.dryRun, (site, configuration) =>
      flags.dryRun
        ? plan(flags, context, site, configuration)
        : make(flags, context, site, configuration),
    ),
};

/** What is named in the configuration counts where no argument says otherwise. */
function wanted(flags: BuildFlags, { templates, paths, folder }: Configuration, typedIn: string) {
  const typed = flags.templates?.map((name) => rebased(name, typedIn, folder));
  return {
    templates: typed?.length ? typed : templates,
    paths: [...paths, ...(flags.include ?? [])],
    from: (flags.from ?? []).map((name) => path.resolve(typedIn, name)),
  };
}

/** Writes a glob or file that is relative to one folder so that it is relative to another. */
function rebased(name: string, from: string, to: string): string {
  if (from === to || path.isAbsolute(name)) return name;
  return path.relative(to, path.resolve(from, name)).replaceAll(path.sep, '/') || '.';
}

function plan(
  flags: BuildFlags,
  { terminal }: CommandContext,
  site: Site,
  configuration: Configuration,
): ExitCode {
  const made = site.plan(wanted(flags, configuration, terminal.folder));
  show(terminal, flags.json, made, () => planLines(made));
  return made.errors.length > 0 ? 1 : 0;
}

function planLines({ paths, blocks, unknown, errors }: BuildPlan): string[] {
  return [
    ...paths.map((path) => `would make  ${path}`),
    ...(blocks > 0 ? [`would make  the files of ${blocks} bodies`] : []),
    ...unknown.map((notice) => `Notice: ${placed(notice)}`),
    ...errors.map(({ template, message }) => `Error: ${template}: ${message}`),
  ];
}

async function make(
  flags: BuildFlags,
  { terminal, signal, doing }: CommandContext,
  site: Site,
  configuration: Configuration,
): Promise<ExitCode> {
  const display = await createDisplay(terminal, flags.json);
  const onProgress = (progress: Progress) => {
    doing(stepOf(progress));
    display.show(progress);
  };
  const typed = flags.manifest && path.resolve(terminal.folder, flags.manifest);
  const manifest = typed ?? configuration.manifest;
  try {
    const report = await site.build({
      ...wanted(flags, configuration, terminal.folder),
      manifest,
      strict: flags.strict,
      deadlineSeconds: deadlineOf(flags),
      onProgress,
      signal,
    });
    display.end();
    const compressed = flags.precompress ? await site.precompress(signal) : undefined;
    show(terminal, flags.json, { ...report, compressed }, () => [
      ...reportLines(report),
      ...(compressed === undefined ? [] : [`${compressed} compressed files.`]),
    ]);
    return codeOf(report);
  } finally {
    display.end();
  }
}

function deadlineOf({ deadline }: BuildFlags): number | undefined {
  return deadline === undefined ? undefined : durationMs('deadline', deadline, 's') / 1000;
}

function stepOf({ phase, path: name, waitingFor = ['file proxies'] }: Progress): string {
  if (phase === 'upload') return `waiting for ${waitingFor.join(', ')}`;
  return name === undefined ? 'converting' : `converting ${quote(name)}`;
}

function codeOf({ errors, failed, refused }: BuildReport): ExitCode {
  return errors.length + failed.length > 0 || refused !== undefined ? 1 : 0;
}
