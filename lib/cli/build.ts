// `staticfile build`: converts what templates ask for, and writes a manifest.
import * as path from 'node:path';
import { quote } from '../errors.ts';
import type { Plan, PrepareReport } from '../prepare/report.ts';
import { buildLines } from './build-report.ts';
import { type Command, type CommandContext, type ExitCode, show, withSite } from './command.ts';
import { UsageError } from './config.ts';
import { DEADLINE, type DeadlineFlags, deadlineOf } from './duration.ts';
import { createDisplay, type ProgressDisplay } from './progress.ts';
import { counted, cut, placed } from './text.ts';
import type { Configuration, Progress, Site } from './tool.ts';

interface BuildFlags extends DeadlineFlags {
  readonly templates?: readonly string[];
  readonly include?: readonly string[];
  readonly from?: readonly string[];
  readonly manifest?: string;
  readonly precompress: boolean;
  readonly strict: boolean;
  readonly blockStart?: string;
  readonly blockEnd?: string;
  readonly dryRun: boolean;
}

export const build: Command<BuildFlags> = {
  usage: 'build [templates..]',
  describe: 'make the files that templates name',
  positional: { templates: { type: 'string', array: true, describe: 'folders, files or globs' } },
  options: {
    include: { type: 'string', array: true, describe: 'paths or globs of paths' },
    from: { type: 'string', array: true, describe: 'a record of a run of the site' },
    manifest: { type: 'string', describe: 'the manifest to write' },
    deadline: DEADLINE,
    precompress: { type: 'boolean', describe: 'write .br and .gz, too' },
    strict: { type: 'boolean', describe: 'fail for warnings, missing files and unknown paths' },
    'block-start': { type: 'string', describe: 'how tags begin in the templates ("{%")' },
    'block-end': { type: 'string', describe: 'how tags end ("%}")' },
    'dry-run': { type: 'boolean', describe: 'list what would be made, write nothing' },
  },
  run: (flags, context) =>
    withSite(flags, context, flags.dryRun, (site, configuration) =>
      flags.dryRun
        ? plan(flags, context, site, configuration)
        : make(flags, context, site, configuration),
    ),
};

/** A build of nothing is a name that was forgotten. */
function refuseNothing({ templates, paths, from }: ReturnType<typeof wanted>): void {
  if (templates.length + paths.length + from.length > 0) return;
  throw new UsageError(
    'Nothing is named that could be built. Name the folder of your templates, as in ' +
      '"staticfile build views", or set "templates" in the configuration.',
  );
}

/** What is named in the configuration counts where no argument says otherwise. */
function wanted(flags: BuildFlags, { templates, paths, folder }: Configuration, typedIn: string) {
  const typed = flags.templates?.map((name) => rebased(name, typedIn, folder));
  const work = {
    templates: typed?.length ? typed : templates,
    templatesBeside: templates,
    paths: [...paths, ...(flags.include ?? [])],
    from: (flags.from ?? []).map((name) => path.resolve(typedIn, name)),
  };
  refuseNothing(work);
  return work;
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

function planLines({ paths, blocks, unknown, errors }: Plan): string[] {
  return [
    ...cut(
      paths.map((path) => `would make  ${path}`),
      'files',
    ),
    ...(blocks > 0 ? [`would make  the files of ${counted(blocks, 'body', 'bodies')}`] : []),
    ...unknown.map((notice) => `Notice: ${placed(notice)}`),
    ...errors.map(({ template, message }) => `Error: ${template}: ${message}`),
  ];
}

async function make(
  flags: BuildFlags,
  context: CommandContext,
  site: Site,
  configuration: Configuration,
): Promise<ExitCode> {
  const { terminal, signal, now } = context;
  const startMs = now();
  const display = createDisplay(context, flags.json);
  const typed = flags.manifest && path.resolve(terminal.folder, flags.manifest);
  const manifest = typed ?? configuration.manifest;
  try {
    display.say('Reading templates');
    const report = await site.build({
      ...wanted(flags, configuration, terminal.folder),
      ...(manifest !== undefined && { manifest }),
      strict: flags.strict,
      ...deadlineOf(flags),
      onProgress: progressTo(display, context),
      signal,
    });
    const compressed = flags.precompress
      ? await site.precompress(signal, progressTo(display, context))
      : undefined;
    display.end();
    const code = codeOf(report);
    const end = { durationMs: now() - startMs, outDir: site.outDir, compressed };
    const written = code === 0 ? manifest : undefined;
    show(terminal, flags.json, { ...report, ...end, compressed: compressed?.written }, () =>
      buildLines(report, { ...end, manifest: written }, terminal),
    );
    return code;
  } finally {
    display.end();
  }
}

function progressTo(display: ProgressDisplay, { doing }: CommandContext) {
  return (progress: Progress): void => {
    doing(stepOf(progress));
    display.show(progress);
  };
}

function stepOf({ phase, path: name, waitingFor = ['file proxies'] }: Progress): string {
  if (phase === 'upload') return `waiting for ${waitingFor.join(', ')}`;
  const verb = phase === 'compress' ? 'compressing' : 'converting';
  return name === undefined ? verb : `${verb} ${quote(name)}`;
}

function codeOf({ errors, failed, refused }: PrepareReport): ExitCode {
  return errors.length + failed.length > 0 || refused !== undefined ? 1 : 0;
}
