// `staticfile pages`: rewrites the finished pages of any generator.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { quote, StaticfileError } from '../errors.ts';
import type { PagesReport } from '../prepare/pages.ts';
import { type Command, type CommandContext, type ExitCode, show, withSite } from './command.ts';
import { DEADLINE, type DeadlineFlags, deadlineOf } from './duration.ts';
import { createDisplay } from './progress.ts';
import { counted, doneLines } from './text.ts';
import type { Configuration, Site } from './tool.ts';

interface PagesFlags extends DeadlineFlags {
  readonly folder: string;
  readonly slim: boolean;
  readonly dryRun: boolean;
}

export const pages: Command<PagesFlags> = {
  usage: 'pages <folder>',
  describe: 'version the files that finished pages name, in place',
  positional: { folder: { type: 'string', demandOption: true } },
  options: {
    slim: { type: 'boolean', describe: 'minify stylesheets and scripts, too' },
    deadline: DEADLINE,
    'dry-run': { type: 'boolean', describe: 'list what would change, write nothing' },
  },
  run: async (flags, context) => {
    if (!flags.dryRun) return rewrite(flags, context);
    // what pages would name is made to be known, and thrown away
    const outDir = fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-pages-'));
    try {
      return await rewrite(flags, context, { outDir, cacheDir: false, fileProxy: undefined });
    } finally {
      fs.rmSync(outDir, { recursive: true, force: true });
    }
  },
};

function rewrite(
  flags: PagesFlags,
  context: CommandContext,
  forced: object = {},
): Promise<ExitCode> {
  const { slim, dryRun: isDryRun, json } = flags;
  const { terminal, signal } = context;
  const display = createDisplay(context, json);
  const dir = path.resolve(terminal.folder, flags.folder);
  const isFolder = fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) throw noFolder(flags.folder);
  const run = async (site: Site): Promise<ExitCode> => {
    const onProgress = display.show;
    const asked = { dir, slim, isDryRun, ...deadlineOf(flags), onProgress, signal };
    const report = await site.pages(asked).finally(display.end);
    show(terminal, json, report, () => linesOf(report, isDryRun));
    return report.failed.length > 0 ? 1 : 0;
  };
  return withSite(flags, context, isDryRun, run, (read) => inFolder(read, dir, forced));
}

function noFolder(name: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    `${quote(name)} is not a folder. Name the folder of the finished pages, once their generator has made it.`,
  );
}

/** Files are looked for beside the pages, and outputs written there, unless the configuration says otherwise. */
function inFolder(configuration: Configuration, dir: string, forced: object): Configuration {
  const { options, folder } = configuration;
  const roots = [options['roots'] ?? dir].flat();
  const isDir = (root: unknown) => typeof root === 'string' && path.resolve(folder, root) === dir;
  const outDir = roots.every(isDir) ? false : dir;
  return { ...configuration, options: { outDir, ...options, roots, ...forced } };
}

function linesOf(
  { pages: count, changed, warnings, failed }: PagesReport,
  isDryRun: boolean,
): string[] {
  return [
    ...(isDryRun ? doneLines('would change', changed, 'pages') : []),
    `${changed.length} of ${counted(count, 'page')} ${isDryRun ? 'would change' : 'changed'}.`,
    ...[...new Set(warnings)].map((warning) => `Warning: ${warning}`),
    ...[...new Set(failed)].map((message) => `Error: ${message}`),
  ];
}
