// `staticfile clean`: removes outputs that nothing refers to any more.
import { StaticfileError } from '../errors.ts';
import { type Command, type CommandContext, type ExitCode, show, withSite } from './command.ts';
import { MANIFESTS, type ManifestFlags, manifestsOf } from './commands.ts';
import { durationMs } from './duration.ts';
import { counted, doneLines, size } from './text.ts';
import type { Configuration, Site, StrayFile } from './tool.ts';

interface CleanFlags extends ManifestFlags {
  readonly olderThan?: string;
  readonly yes: boolean;
}

/** Pages that are open, and servers of the release before, may still name what is young. */
const OLDER_THAN = '7d';

const readAge = (flag: string, text: string): number => durationMs(flag, text, 'd');

export const clean: Command<CleanFlags> = {
  usage: 'clean',
  describe: 'list outputs that no manifest or cache refers to; remove them with --yes',
  options: {
    manifest: MANIFESTS,
    'older-than': {
      type: 'string',
      check: readAge,
      describe: `only what is older: 30m, 12h, 7d, 2w (${OLDER_THAN})`,
    },
    yes: { type: 'boolean', describe: 'remove them' },
  },
  run: (flags, context) =>
    withSite(flags, context, true, (site, configuration) =>
      cleanUp(flags, context, site, configuration),
    ),
};

function cleanUp(
  flags: CleanFlags,
  context: CommandContext,
  site: Site,
  configuration: Configuration,
): ExitCode {
  const { olderThan = OLDER_THAN, yes } = flags;
  const untilMs = context.now() - readAge('older-than', olderThan);
  const unused = site.stray(manifestsOf(flags, configuration, context));
  if (unused === undefined) throw nothingKnown();
  const stray = unused.filter(({ use }) => use === 'retired');
  const old = stray.filter(({ writtenMs }) => writtenMs <= untilMs);
  const files = old.map(({ file }) => file);
  if (yes) site.remove(files);
  const young = stray.length - files.length;
  const unknown = unused.length - stray.length;
  show(context.terminal, flags.json, { isRemoved: yes, files, young, unknown }, () => [
    ...doneLines(yes ? 'removed' : 'would remove', files, 'files'),
    sumOf(old, yes) + youngText(young, olderThan, old.length === 0) + unknownText(unknown),
  ]);
  return 0;
}

function sumOf(old: readonly StrayFile[], isRemoved: boolean): string {
  if (old.length === 0) return 'Nothing to remove.';
  const bytes = old.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sum = `${counted(old.length, 'file')}, ${size(bytes)}.`;
  return isRemoved ? sum : `${sum} Remove them with --yes.`;
}

function youngText(young: number, olderThan: string, isAll: boolean): string {
  if (young === 0) return '';
  const [stay, are] = young === 1 ? ['stays', 'it is'] : ['stay', 'they are'];
  const what = isAll ? counted(young, 'file') : `${young} more`;
  return ` ${what} ${stay}, because ${are} not older than ${olderThan}.`;
}

function unknownText(unknown: number): string {
  if (unknown === 0) return '';
  const what = unknown === 1 ? '1 output is known' : `${unknown} outputs are known`;
  return ` ${what} to no manifest and not to this cache, and may be in use by another server or site: nothing of that is removed.`;
}

function nothingKnown(): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_MANIFEST',
    'Nothing was removed: neither the conversion cache nor a manifest knows of any output that is there, so that ' +
      'nothing says which of them are in use. If "outDir" is another folder, say --out-dir. Else name the manifest of each build that is live with --manifest, or let ' +
      'the cache be filled by a build first.',
  );
}
