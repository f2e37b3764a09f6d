// The commands for what file proxies move files to: `staticfile cdn setup|check`, `staticfile prune`.
import { quote } from '../errors.ts';
import type { ProxyFinding as Finding, ProxyPruneReport } from '../proxies/file-proxy.ts';
import {
  type Command,
  type CommandContext,
  type CommonFlags,
  type ExitCode,
  show,
  unlessAborted,
  withSite,
} from './command.ts';
import { findingLines } from './commands.ts';
import { UsageError } from './config.ts';
import { createDisplay } from './progress.ts';
import { doneLines } from './text.ts';
import type { Site } from './tool.ts';

interface CdnFlags extends CommonFlags {
  readonly action: string;
  readonly dryRun: boolean;
}

type Action = (site: Site, dryRun: boolean) => Promise<readonly Finding[]> | undefined;

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['setup', (site, dryRun) => site.cdnSetup(dryRun)],
  ['check', (site) => site.cdnCheck()],
]);

export const cdn: Command<CdnFlags> = {
  usage: 'cdn <action>',
  describe: '"setup": make or find bucket and distribution; "check": see whether all of it works',
  positional: { action: { type: 'string', demandOption: true, choices: [...ACTIONS.keys()] } },
  options: {
    'dry-run': { type: 'boolean', describe: 'only look, make nothing' },
  },
  run: (flags, context) =>
    withMovingSite(flags, context, async (site): Promise<ExitCode> => {
      const asked = ACTIONS.get(flags.action)?.(site, flags.dryRun);
      const findings = await neededOf(asked, context, flags.json);
      show(context.terminal, flags.json, findings, () => findingLines(findings, context.terminal));
      return findings.every(({ isFine }) => isFine) ? 0 : 1;
    }),
};

interface PruneFlags extends CommonFlags {
  readonly keep?: string;
  readonly olderThan?: string;
  readonly maxDelete?: string;
  readonly yes: boolean;
}

const DAY_SECONDS = 24 * 3600;

export const prune: Command<PruneFlags> = {
  usage: 'prune',
  describe: 'list old versions on the CDN that no release uses; mark and delete them with --yes',
  options: {
    keep: {
      type: 'string',
      check: readNumber,
      describe: 'how many last releases count, of each channel (3)',
    },
    'older-than': {
      type: 'string',
      check: readNumber,
      describe: 'only what is older, in days (30)',
    },
    'max-delete': {
      type: 'string',
      check: readNumber,
      describe: 'how many to delete at most (256)',
    },
    yes: { type: 'boolean', describe: 'do it; without this flag nothing is changed' },
  },
  run: (flags, context) =>
    withMovingSite(flags, context, async (site): Promise<ExitCode> => {
      const { keep, olderThan, maxDelete } = flags;
      const report = await neededOf(
        site.prune({
          dryRun: !flags.yes,
          ...(keep && { keep: readNumber('keep', keep) }),
          ...(olderThan && { olderThanSeconds: readNumber('older-than', olderThan) * DAY_SECONDS }),
          ...(maxDelete && { maxDelete: readNumber('max-delete', maxDelete) }),
        }),
        context,
        flags.json,
      );
      show(context.terminal, flags.json, report, () => pruneLines(report, flags.yes));
      return 0;
    }),
};

/** What each of the two phases has done, or would do. */
function pruneLines(report: ProxyPruneReport, isDone: boolean): string[] {
  const { deleted, marked = [], waiting = 0, kept, left } = report;
  const [deletes, marks] = isDone ? ['deleted', 'marked'] : ['would delete', 'would mark'];
  const hints = [
    left > 0 && `${left} more can be deleted after these.`,
    waiting > 0 &&
      `${waiting === 1 ? '1 is marked already, and waits' : `${waiting} are marked already, and wait`} for two days.`,
    isDone &&
      marked.length > 0 &&
      'Run it again in two days: what is marked and still unused is deleted.',
    !isDone && deleted.length + marked.length > 0 && 'Nothing was changed. Do it with --yes.',
  ];
  const staying = kept === 1 ? '1 object stays' : `${kept} objects stay`;
  return [
    ...doneLines(deletes, deleted, 'objects'),
    ...doneLines(marks, marked, 'objects'),
    `${deletes} ${deleted.length}, ${marks} ${marked.length}; ${staying}.`,
    ...hints.filter((each) => typeof each === 'string'),
  ];
}

/** Opens the site; without a file proxy nothing else about it matters. */
function withMovingSite(
  flags: CommonFlags,
  context: CommandContext,
  action: (site: Site) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withSite(flags, context, false, action, (configuration) => {
    if (configuration.options['fileProxy'] === undefined) throw movesNothing();
    return configuration;
  });
}

async function neededOf<R>(
  answer: Promise<R> | undefined,
  context: CommandContext,
  isQuiet: boolean,
): Promise<R> {
  const { signal, doing } = context;
  doing('waiting for the CDN');
  const display = createDisplay(context, isQuiet);
  display.say('Waiting for the CDN');
  try {
    if (answer !== undefined) return await unlessAborted(answer, signal);
  } finally {
    display.end();
  }
  throw movesNothing();
}

function movesNothing(): UsageError {
  return new UsageError(
    'No file proxy of this site moves files to a CDN. Set the option "fileProxy" in ' +
      'staticfile.config.js, for example to cloudFrontProxy({ … }).',
  );
}

function readNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--${flag} must be a number, got ${quote(text)}.`);
}
