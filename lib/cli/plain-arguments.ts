// Arguments that are plain and right, as Node reads them; all others are left to yargs.
import { parseArgs } from 'node:util';
import type { Option } from './command.ts';
import { type Called, COMMANDS, OPTIONS } from './table.ts';

/** Reads arguments; `undefined` for those that could mean something else, or nothing. */
export function readPlainArguments(args: readonly string[]): Called | undefined {
  const [name, ...rest] = args;
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) return undefined;
  const options = { ...OPTIONS, ...command.options };
  const parsed = parse(rest, options);
  if (parsed === undefined || !isPlain(parsed.tokens, options)) return undefined;
  const flags: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(options)) {
    if (option.type === 'boolean') flags[camelCase(key)] = option.default;
  }
  for (const [key, value] of Object.entries(parsed.values)) flags[camelCase(key)] = value;
  const { positionals } = parsed;
  for (const [key, { array, demandOption }] of Object.entries(command.positional ?? {})) {
    if (array) flags[key] = positionals.splice(0);
    else flags[key] = positionals.shift();
    if (demandOption && flags[key] === undefined) return undefined;
  }
  return positionals.length > 0 ? undefined : { command, flags: flags as never };
}

type Options = Readonly<Record<string, Option>>;
type Tokens = NonNullable<ReturnType<typeof parse>>['tokens'];

function parse(args: string[], options: Options) {
  const known = Object.entries(options).map(([name, option]) => {
    const multiple = option.type === 'string' && option.array === true;
    return [name, { type: option.type, multiple }] as const;
  });
  try {
    return parseArgs({
      args,
      options: Object.fromEntries(known),
      allowPositionals: true,
      tokens: true,
    });
  } catch {
    return undefined;
  }
}

/** To yargs, what stands behind the value of a list belongs to it, and what is said twice is a list. */
function isPlain(tokens: Tokens, options: Options): boolean {
  const seen = new Set<string>();
  let isBehindList = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') return false;
    if (token.kind === 'positional') {
      if (isBehindList) return false;
      continue;
    }
    const option = options[token.name];
    const isList = option?.type === 'string' && option.array === true;
    if (seen.has(token.name) && !isList) return false;
    seen.add(token.name);
    isBehindList = isList;
    if (token.value === '' || !isChoice(option, token.value)) return false;
  }
  return true;
}

function isChoice(option: Option | undefined, value: string | undefined): boolean {
  if (option?.type !== 'string' || option.choices === undefined) return true;
  return option.choices.includes(value ?? '');
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
