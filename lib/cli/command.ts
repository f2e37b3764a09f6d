// The shape of a command, and what all of them begin with.
import { type OptionFlags, readConfiguration } from './config.ts';
import { openSite } from './open-site.ts';
import type { Configuration, Site, Terminal } from './tool.ts';

/** 0: fine; 1: the work failed; 2: wrong use. */
export type ExitCode = 0 | 1 | 2;

export interface CommandContext {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Notes what goes on, to be told where that is abandoned. */
  readonly doing: (what: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface CommonFlags extends OptionFlags {
  readonly json: boolean;
}

/** A flag; several values may be given where it is an `array`. */
export type Option =
  | { readonly type: 'boolean'; readonly describe: string }
  | {
      readonly type: 'string';
      readonly array?: true;
      readonly choices?: readonly string[];
      /** Throws a `UsageError` for a value that can't be read. */
      readonly check?: (flag: string, value: string) => unknown;
      readonly describe?: string;
    };

export interface Positional {
  readonly type: 'string';
  readonly array?: true;
  readonly demandOption?: true;
  readonly choices?: readonly string[];
  readonly describe?: string;
}

export interface Command<Flags extends CommonFlags> {
  /** As the help shows it: `build [templates..]`. */
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
  { terminal, signal, doing }: CommandContext,
  isDryRun: boolean,
  action: (site: Site, configuration: Configuration) => Promise<ExitCode> | ExitCode,
  refine: (configuration: Configuration) => Configuration = (configuration) => configuration,
): Promise<ExitCode> {
  doing('reading the configuration');
  const read = await unlessAborted(readConfiguration(flags, terminal.folder), signal);
  const configuration = refine(read);
  const site = openSite(configuration, terminal.folder, isDryRun);
  try {
    doing('the work of the command');
    return await action(site, configuration);
  } finally {
    doing('closing the file proxies');
    // what is interrupted here has already been told
    await unlessAborted(site.close(), signal);
  }
}

/** Waits for work that does not hear the signal itself. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.race([work, Promise.reject(signal.reason)]);
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

export function show(
  { print }: Terminal,
  isJson: boolean,
  value: unknown,
  lines: () => readonly string[],
): void {
  if (isJson) print(JSON.stringify(value, null, 2));
  else for (const line of lines()) print(line);
}
