// The read-only commands: status, explain, doctor.
import * as path from 'node:path';
import type { MinifiedCounts } from '../convert/minified.ts';
import type { ProxyFinding as Finding } from '../proxies/file-proxy.ts';
import { type Command, type CommandContext, type CommonFlags, show, withSite } from './command.ts';
import { counted, painter, shownPath, size, table } from './text.ts';
import type { Configuration, Explanation, Status, Terminal } from './tool.ts';

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

/** What was wrong is told last, where it is seen, with what to do about it. */
export function findingLines(findings: readonly Finding[], { hasColors }: Terminal): string[] {
  const paint = painter(hasColors);
  const wrong = findings.filter(({ isFine }) => !isFine);
  const lines = findings.map(({ isFine, what, advice }) =>
    isFine
      ? `${paint('green', 'ok')}     ${what}`
      : `${paint('red', 'wrong')}  ${what}${advice === undefined ? '' : ` ${advice}`}`,
  );
  const sum =
    wrong.length === 0
      ? `All is well: ${counted(findings.length, 'check')}.`
      : `${wrong.length} of ${counted(findings.length, 'check')} found something wrong.`;
  return [...lines, '', sum];
}

export function explanationLines(known: Explanation, { folder }: Terminal): string[] {
  const { asked, state, reason, ...others } = known;
  const shown = Object.entries(others).map(([name, value]) => [name, shownValue(value, folder)]);
  // what is wrong is what is looked for
  return table({ asked, state, reason, ...Object.fromEntries(shown) });
}

function shownValue(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((each) => shownValue(each, folder));
  if (typeof value === 'number') return size(value);
  if (typeof value === 'string')
    return path.isAbsolute(value) && value.startsWith(folder + path.sep)
      ? shownPath(value, folder)
      : value;
  return isCounts(value) ? minifiedText(value) : value;
}

function isCounts(value: unknown): value is MinifiedCounts {
  return typeof value === 'object' && value !== null && 'reasons' in value;
}

const WAYS: readonly (readonly [keyof Omit<MinifiedCounts, 'reasons'>, string])[] = [
  ['engine', 'the engine'],
  ['blanks', 'the engine without renaming'],
  ['reduction', 'removal of what means nothing'],
  ['source', 'nothing: served as it is'],
];

/** Returns how each source was minified: `the engine (2), nothing: served as it is (1)`. */
function minifiedText(counts: MinifiedCounts): string[] {
  const used = WAYS.filter(([way]) => counts[way] > 0);
  const ways = used.map(([way, words]) => (used.length > 1 ? `${words} (${counts[way]})` : words));
  return [ways.join(', '), ...counts.reasons];
}
