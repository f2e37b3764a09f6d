// Arguments: Node's own parser splits them, the table of commands says what they mean.
import { parseArgs } from 'node:util';
import { didYouMean } from '../core/closest.ts';
import { quote } from '../errors.ts';
import type { Option } from './command.ts';
import { UsageError } from './config.ts';
import { type Called, COMMANDS, type NamedCommand, OPTIONS } from './table.ts';

/** A parsed command line: a command, help for one or for all, or the version. */
export type Asked =
  | { readonly kind: 'run'; readonly called: Called }
  | { readonly kind: 'help'; readonly command?: NamedCommand | undefined }
  | { readonly kind: 'version' };

/**
 * Reads arguments. A flag takes one value, and counts wherever it stands.
 *
 * @throws `UsageError` where they are wrong.
 */
export function readArguments(args: readonly string[]): Asked {
  // which flags take a value is the same for all commands, so that a command may stand anywhere
  const all: Options = Object.assign({}, OPTIONS, ...COMMANDS.map(({ options }) => options));
  const words = splitAt(args, all);
  const [name = 'help', ...positionals] = words.positionals;
  const command = COMMANDS.find((each) => each.name === name);
  const isHelp = words.flags.some((flag) => flag.name === 'help' || flag.name === 'h');
  if (isHelp) return { kind: 'help', command };
  if (words.flags.some((flag) => flag.name === 'version')) return { kind: 'version' };
  const [flag] = words.flags;
  if (name === 'help' && flag !== undefined) {
    throw new UsageError(`${flag.raw} stands without a command. See "staticfile --help".`);
  }
  if (name === 'help') return { kind: 'help', command: COMMANDS.find(isNamed(positionals[0])) };
  if (command === undefined) {
    const known = didYouMean(
      name,
      COMMANDS.map((each) => each.name),
    );
    throw new UsageError(`There is no command ${quote(name)}. ${known} See "staticfile --help".`);
  }
  const flags = readFlags(words.flags, { ...OPTIONS, ...command.options }, command);
  return {
    kind: 'run',
    called: { command, flags: { ...flags, ...placed(positionals, command) } as never },
  };
}

interface Flag {
  /** Without its dashes. */
  readonly name: string;
  readonly raw: string;
  readonly value: string | undefined;
  /** The value stands behind a `=`. */
  readonly isInline: boolean;
}

type Options = Readonly<Record<string, Option>>;

function splitAt(args: readonly string[], options: Options) {
  const types = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = tokens.flatMap((token): Flag[] => {
    if (token.kind !== 'option') return [];
    const { name, rawName: raw, value, inlineValue } = token;
    return [{ name, raw, value, isInline: inlineValue === true }];
  });
  return { flags, positionals };
}

function readFlags(flags: readonly Flag[], options: Options, command: NamedCommand): object {
  const values = new Map<string, unknown>();
  for (const [name, option] of Object.entries(options)) {
    if (option.type === 'boolean') values.set(name, false);
  }
  const seen = new Set<string>();
  for (const flag of flags) {
    const option = Object.hasOwn(options, flag.name) ? options[flag.name] : undefined;
    if (option === undefined) throw unknownFlag(flag, options, command);
    const isList = option.type === 'string' && option.array === true;
    if (seen.has(flag.name) && !isList) {
      throw new UsageError(`${flag.raw} is given twice. Give it once.`);
    }
    seen.add(flag.name);
    const value = flagValue(flag, option);
    values.set(flag.name, isList ? [...((values.get(flag.name) as []) ?? []), value] : value);
  }
  return Object.fromEntries([...values].map(([name, value]) => [camelCase(name), value]));
}

function flagValue({ name, raw, value, isInline }: Flag, option: Option): string | boolean {
  if (option.type === 'boolean') {
    if (value === undefined) return true;
    throw new UsageError(`${raw} takes no value, got ${quote(value)}.`);
  }
  // `--manifest --strict` lacks a value, `--manifest=--strict` is meant so
  if (value === undefined || value === '' || (!isInline && value.startsWith('-'))) {
    throw new UsageError(`${raw} needs a value: ${raw} VALUE.`);
  }
  const { choices, check } = option;
  check?.(name, value);
  if (choices === undefined || choices.includes(value)) return value;
  throw new UsageError(`${raw} must be ${choices.join(' or ')}, got ${quote(value)}.`);
}

function unknownFlag({ raw, name }: Flag, options: Options, command: NamedCommand): UsageError {
  const known = didYouMean(name, [...Object.keys(options), 'help', 'version']);
  return new UsageError(`"staticfile ${command.name}" has no flag ${raw}. ${dashed(known)}`);
}

/** Puts the dashes before the one name that is suggested. */
function dashed(sentence: string): string {
  return sentence.replace(/^Did you mean "/, 'Did you mean "--');
}

function placed(positionals: string[], { name, positional = {} }: NamedCommand): object {
  const left = [...positionals];
  const values = Object.entries(positional).map(([key, { array, demandOption, choices }]) => {
    const value = array ? left.splice(0) : left.shift();
    if (demandOption && value === undefined) {
      throw new UsageError(
        `"staticfile ${name}" needs a <${key}>. See "staticfile ${name} --help".`,
      );
    }
    if (choices !== undefined && typeof value === 'string' && !choices.includes(value)) {
      throw new UsageError(
        `There is no ${quote(`${name} ${value}`)}. ${didYouMean(value, choices)}`,
      );
    }
    return [key, value];
  });
  if (left.length > 0) {
    throw new UsageError(`"staticfile ${name}" does not take ${quote(left.join(' '))}.`);
  }
  return Object.fromEntries(values);
}

function isNamed(name: string | undefined) {
  return (each: NamedCommand): boolean => each.name === name;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
