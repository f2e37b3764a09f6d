// The commands that look: status, explain, doctor; and the one that tidies up: clean.
import * as path from 'node:path';
import { type Command, type CommandContext, type CommonFlags, show, withSite } from './command.ts';
import { findingLines, size, table } from './text.ts';
import type { Configuration } from './tool.ts';

const MANIFESTS = {
  type: 'string',
  array: true,
  describe: 'a manifest whose outputs stay; may be repeated',
} as const;

interface ManifestFlags extends CommonFlags {
  readonly manifest?: readonly string[];
}

export const status: Command<ManifestFlags> = {
  usage: 'status',
  describe: 'how many outputs there are, and where',
  options: { manifest: MANIFESTS },
  run: (flags, context) =>
    withSite(flags, context, true, (site, configuration) => {
      const made = site.status(manifestsOf(flags, configuration, context));
      show(context.terminal, flags.json, made, () => table({ ...made, bytes: size(made.bytes) }));
      return 0;
    }),
};

interface ExplainFlags extends CommonFlags {
  readonly path: string;
}

export const explain: Command<ExplainFlags> = {
  usage: 'explain <path>',
  describe: 'how a path was found, named and converted, and where it stands',
  positional: { path: { type: 'string', demandOption: true } },
  options: {},
  run: (flags, context) =>
    withSite(flags, context, false, (site) => {
      const made = site.explain(flags.path);
      show(context.terminal, flags.json, made, () => table(made));
      return made['state'] === 'missing' || made['state'] === 'failed' ? 1 : 0;
    }),
};

interface CleanFlags extends ManifestFlags {
  readonly yes: boolean;
}

export const clean: Command<CleanFlags> = {
  usage: 'clean',
  describe: 'list outputs that no manifest or cache refers to; remove them with --yes',
  options: {
    manifest: MANIFESTS,
    yes: { type: 'boolean', default: false, describe: 'remove them' },
  },
  run: (flags, context) =>
    withSite(flags, context, true, (site, configuration) => {
      const manifests = manifestsOf(flags, configuration, context);
      const files = flags.yes ? site.removeStray(manifests) : site.stray(manifests);
      const word = flags.yes ? 'removed' : 'would remove';
      show(context.terminal, flags.json, { isRemoved: flags.yes, files }, () => [
        ...files.map((file) => `${word}  ${file}`),
        `${files.length} files.${flags.yes || files.length === 0 ? '' : ' Remove them with --yes.'}`,
      ]);
      return 0;
    }),
};

export const doctor: Command<CommonFlags> = {
  usage: 'doctor',
  describe: 'look at configuration, folders, rights and cache',
  options: {},
  run: (flags, context) =>
    withSite(flags, context, true, (site) => {
      const findings = site.doctor();
      show(context.terminal, flags.json, findings, () => findingLines(findings));
      return findings.every(({ isFine }) => isFine) ? 0 : 1;
    }),
};

function manifestsOf(
  { manifest: typed = [] }: ManifestFlags,
  { manifest }: Configuration,
  { terminal }: CommandContext,
): string[] {
  const absolute = typed.map((name) => path.resolve(terminal.folder, name));
  return [...absolute, ...(manifest === undefined ? [] : [manifest])];
}
