// The `staticfile` command: arguments in, an exit code out.
import { errorText, isStaticfileError } from '../errors.ts';
import { readArguments } from './arguments.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { UsageError } from './config.ts';
import { helpLines } from './help.ts';

export async function run(
  args: readonly string[],
  context: CommandContext,
  version: string,
): Promise<ExitCode> {
  const { print, printError } = context.terminal;
  try {
    const asked = readArguments(args);
    if (asked.kind === 'run') return await asked.called.command.run(asked.called.flags, context);
    for (const line of asked.kind === 'version' ? [version] : helpLines(asked.command)) print(line);
    return 0;
  } catch (error) {
    printError(`staticfile: ${errorText(error)}`);
    const isOption = isStaticfileError(error) && error.code === 'ERR_STATICFILE_OPTION';
    return error instanceof UsageError || isOption ? 2 : 1;
  }
}
