// The commands, and the options that all of them have.
import { NAMED_SCHEMES } from '../core/version-scheme.ts';
import { build } from './build.ts';
import { cdn, prune } from './cdn.ts';
import { clean } from './clean.ts';
import type { Command, CommonFlags, Option } from './command.ts';
import { doctor, explain, status } from './commands.ts';
import { pages } from './pages.ts';

/** A command whose flags are whatever its options say. */
export type NamedCommand = Omit<Command<CommonFlags>, 'run'> & {
  readonly name: string;
  readonly run: Command<never>['run'];
};

export interface Called {
  readonly command: NamedCommand;
  readonly flags: never;
}

export const COMMANDS: readonly NamedCommand[] = [
  build,
  pages,
  status,
  explain,
  clean,
  doctor,
  prune,
  cdn,
].map((command) => ({ ...command, name: command.usage.split(' ')[0] ?? '' }));

export const OPTIONS: Readonly<Record<string, Option>> = {
  config: { type: 'string', describe: 'the configuration file' },
  root: { type: 'string', array: true, describe: 'a folder to search; may be repeated' },
  'out-dir': { type: 'string', describe: 'where outputs are written' },
  'name-prefix': { type: 'string', describe: 'text before versioned URLs' },
  'media-url': { type: 'string', describe: 'text before all URLs' },
  naming: {
    type: 'string',
    choices: Object.keys(NAMED_SCHEMES),
    describe: 'how versions are made',
  },
  json: { type: 'boolean', describe: 'print JSON' },
};
