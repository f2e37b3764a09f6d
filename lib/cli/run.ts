// The `staticfile` command: arguments in, an exit code out.
import { errorText, isStaticfileError } from '../errors.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { UsageError } from './config.ts';
import { readPlainArguments } from './plain-arguments.ts';

/** Runs the command. */
export async function run(
  args: readonly string[],
  context: CommandContext,
  version: string,
): Promise<ExitCode> {
  if (args.length === 1 && args[0] === '--version') {
    context.terminal.print(version);
    return 0;
  }
  try {
    const called = readPlainArguments(args) ?? (await readOthers(args, version));
    return called === undefined ? 0 : await called.command.run(called.flags, context);
  } catch (error) {
    context.terminal.printError(`staticfile: ${errorText(error)}`);
    return error instanceof UsageError || isOption(error) ? 2 : 1;
  }
}

async function readOthers(args: readonly string[], version: string) {
  const { readArguments } = await import('./arguments.ts');
  return readArguments(args, version);
}

function isOption(error: unknown): boolean {
  return isStaticfileError(error) && error.code === 'ERR_STATICFILE_OPTION';
}
