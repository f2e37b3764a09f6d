// The shape of a command, and what all of them begin with.
import { type OptionFlags, readConfiguration } from './config.ts';
import type { Configuration, OpenSite, Site, Terminal } from './tool.ts';

/** 0: fine; 1: the work failed; 2: wrong use. */
export type ExitCode = 0 | 1 | 2;

/** What every command works with. */
export interface CommandContext {
  readonly open: OpenSite;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface CommonFlags extends OptionFlags {
  readonly json: boolean;
}

/** A flag; several values may be given where it is an `array`. */
export type Option =
  | { readonly type: 'boolean'; readonly default: false; readonly describe: string }
  | {
      readonly type: 'string';
      readonly array?: true;
      readonly choices?: readonly string[];
      readonly describe?: string;
    };

export interface Positional {
  readonly type: 'string';
  readonly array?: true;
  readonly demandOption?: true;
  readonly describe?: string;
}

export interface Command<Flags extends CommonFlags> {
  /** As yargs reads it: `build [templates..]`. */
  readonly usage: string;
  readonly describe: string;
  /** The one behind its name. */
  readonly positional?: Readonly<Record<string, Positional>>;
  readonly options: Readonly<Record<string, Option>>;
  run(flags: Flags, context: CommandContext): Promise<ExitCode>;
}

/** Opens the site that flags and configuration name, does something with it, and closes it. */
export async function withSite(
  flags: OptionFlags,
  { open, terminal }: CommandContext,
  isDryRun: boolean,
  action: (site: Site, configuration: Configuration) => Promise<ExitCode> | ExitCode,
): Promise<ExitCode> {
  const configuration = await readConfiguration(flags, terminal.folder);
  const site = open(configuration, isDryRun);
  try {
    return await action(site, configuration);
  } finally {
    await site.close();
  }
}

/** Prints a value as JSON, or lines. */
export function show(
  { print }: Terminal,
  isJson: boolean,
  value: unknown,
  lines: () => readonly string[],
): void {
  if (isJson) print(JSON.stringify(value, null, 2));
  else for (const line of lines()) print(line);
}
