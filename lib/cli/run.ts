// The `staticfile` command: arguments in, an exit code out.
import yargs, { type Argv } from 'yargs';
import { didYouMean } from '../core/closest.ts';
import { errorText, isStaticfileError } from '../errors.ts';
import { build } from './build.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { clean, doctor, explain, status } from './commands.ts';
import { UsageError } from './config.ts';

const COMMANDS = [build, status, explain, clean, doctor];
const FLAGS = [
  'config',
  'root',
  'out-dir',
  'name-prefix',
  'media-url',
  'naming',
  'json',
  'manifest',
  'include',
  'precompress',
  'strict',
  'dry-run',
  'yes',
  'help',
  'version',
];

/** Runs the command. */
export async function run(
  args: readonly string[],
  context: CommandContext,
  version: string,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  const finish = (made: ExitCode) => {
    code = made;
  };
  const parser = withOptions(yargs([...args]), version);
  addCommands(parser, context, finish);
  try {
    await parser.parseAsync();
    return code;
  } catch (error) {
    context.terminal.printError(`staticfile: ${errorText(error)}`);
    return error instanceof UsageError || isOption(error) ? 2 : 1;
  }
}

function withOptions(parser: Argv, version: string): Argv {
  return parser
    .scriptName('staticfile')
    .usage('$0 <command>\n\nConverts the static files of a site ahead of any render.')
    .option('config', { type: 'string', describe: 'the configuration file' })
    .option('root', {
      type: 'string',
      array: true,
      describe: 'a folder to search; may be repeated',
    })
    .option('out-dir', { type: 'string', describe: 'where outputs are written' })
    .option('name-prefix', { type: 'string', describe: 'put before versioned URLs' })
    .option('media-url', { type: 'string', describe: 'put before all URLs' })
    .option('naming', { type: 'string', choices: ['hash', 'timestamp'] })
    .option('json', { type: 'boolean', default: false, describe: 'print JSON' })
    .demandCommand(1, 'Name a command. See "staticfile --help".')
    .strict()
    .locale('en')
    .exitProcess(false)
    .version(version)
    .fail((message, error) => {
      throw error ?? new UsageError(withClosest(message));
    })
    .help();
}

/** yargs names the words that it does not know, and no others. */
function withClosest(message: string): string {
  const [, words] = /^Unknown (?:argument|command)s?: (.*)$/.exec(message) ?? [];
  if (words === undefined) return message;
  const [word = ''] = words.split(', ');
  return `${message}. ${didYouMean(word, [...COMMANDS.map(nameOf), ...FLAGS])}`;
}

function nameOf({ usage }: { readonly usage: string }): string {
  return usage.split(' ')[0] ?? '';
}

function addCommands(
  parser: Argv,
  context: CommandContext,
  finish: (code: ExitCode) => void,
): void {
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.describe,
      (each) => command.options(each),
      async (argv) => finish(await command.run(argv as never, context)),
    );
  }
}

function isOption(error: unknown): boolean {
  return isStaticfileError(error) && error.code === 'ERR_STATICFILE_OPTION';
}
