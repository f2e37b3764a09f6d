// Arguments as yargs reads them: help, and what is wrong with them. Its start takes longer than most
// commands, so it is loaded only where that is needed.
import yargs, { type Argv } from 'yargs';
import { didYouMean } from '../core/closest.ts';
import { UsageError } from './config.ts';
import { type Called, COMMANDS, type NamedCommand, OPTIONS } from './table.ts';

const FLAGS = [...allFlags(), 'help', 'version'];

/**
 * Reads arguments; `undefined` where help or the version was asked for, and printed.
 *
 * @throws `UsageError` where they are wrong.
 */
export async function readArguments(
  args: readonly string[],
  version: string,
): Promise<Called | undefined> {
  let called: Called | undefined;
  const parser = withOptions(yargs([...args]), version);
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.describe,
      (each) => withPositionals(each.options(command.options), command),
      (flags) => {
        called = { command, flags: flags as never };
      },
    );
  }
  await parser.parseAsync();
  return called;
}

function withOptions(parser: Argv, version: string): Argv {
  return parser
    .scriptName('staticfile')
    .usage('$0 <command>\n\nConverts the static files of a site ahead of any render.')
    .options(OPTIONS)
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

function withPositionals(parser: Argv, { positional = {} }: NamedCommand): Argv {
  for (const [name, each] of Object.entries(positional)) parser.positional(name, each);
  return parser;
}

/** yargs names the words that it does not know, and no others. */
function withClosest(message: string): string {
  const [, words] = /^Unknown (?:argument|command)s?: (.*)$/.exec(message) ?? [];
  if (words === undefined) return message;
  const [word = ''] = words.split(', ');
  return `${message}. ${didYouMean(word, [...COMMANDS.map(({ name }) => name), ...FLAGS])}`;
}

function allFlags(): string[] {
  return [OPTIONS, ...COMMANDS.map(({ options }) => options)].flatMap((each) => Object.keys(each));
}
