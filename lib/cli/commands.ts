// The read-only commands: status, explain, doctor.
import * as path from 'node:path';
import { type Command, type CommandContext, type CommonFlags, show, withSite } from './command.ts';
import { explanationLines } from './explanation.ts';
import { findingLines } from './findings.ts';
import { counted, shownPath, size, table } from './text.ts';
import type { Configuration, Status, Terminal } from './tool.ts';

export const MANIFESTS = {
  type: 'string',
  array: true,
  describe: 'a manifest whose outputs stay; may be repeated',
} as const;

export interface ManifestFlags extends CommonFlags {
  readonly manifest?: readonly string[];
}

export const status: Command<ManifestFlags> = {
  usage: 'status',
  describe: 'show how many outputs there are, and where',
  options: { manifest: MANIFESTS },
  run: (flags, context) =>
    withSite(flags, context, true, (site, configuration) => {
      const made = site.status(manifestsOf(flags, configuration, context));
      show(context.terminal, flags.json, made, () => statusLines(made, context.terminal));
      return 0;
    }),
};

function statusLines({ outputs, bytes, stray, ...dirs }: Status, { folder }: Terminal): string[] {
  const shown = (dir: string) => (path.isAbsolute(dir) ? shownPath(dir, folder) : dir);
  return table({
    outputs: `${counted(outputs, 'file')}, ${size(bytes)}`,
    stray: stray === 0 ? '0' : `${stray}  nothing refers to them: see "staticfile clean"`,
    outDir: shown(dirs.outDir),
    cacheDir: shown(dirs.cacheDir),
  });
}

interface ExplainFlags extends CommonFlags {
  readonly path: string;
}

export const explain: Command<ExplainFlags> = {
  usage: 'explain <path>',
  describe: 'show how a path was found, named and converted, and its state',
  positional: { path: { type: 'string', demandOption: true } },
  options: {},
  run: (flags, context) =>
    withSite(flags, context, false, (site) => {
      const made = site.explain(flags.path);
      show(context.terminal, flags.json, made, () => explanationLines(made, context.terminal));
      return made['state'] === 'missing' || made['state'] === 'failed' ? 1 : 0;
    }),
};

export const doctor: Command<CommonFlags> = {
  usage: 'doctor',
  describe: 'check configuration, folders, permissions and cache',
  options: {},
  run: (flags, context) =>
    withSite(flags, context, true, (site) => {
      const findings = site.doctor();
      show(context.terminal, flags.json, findings, () => findingLines(findings, context.terminal));
      return findings.every(({ isFine }) => isFine) ? 0 : 1;
    }),
};

/** Lists the manifests that are typed and configured; absolute. */
export function manifestsOf(
  { manifest: typed = [] }: ManifestFlags,
  { manifest }: Configuration,
  { terminal }: CommandContext,
): string[] {
  const absolute = typed.map((name) => path.resolve(terminal.folder, name));
  return [...absolute, ...(manifest === undefined ? [] : [manifest])];
}
