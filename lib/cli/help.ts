// The help: what there is, as the table of commands says.
import type { Option } from './command.ts';
import { COMMANDS, type NamedCommand, OPTIONS } from './table.ts';

/** Lists the commands, or what one of them takes. */
export function helpLines(command: NamedCommand | undefined): string[] {
  return command === undefined ? overview() : details(command);
}

function overview(): string[] {
  return [
    'staticfile <command> [flags]',
    '',
    'Makes the versioned files of a site ahead of time.',
    '',
    ...columns(COMMANDS.map(({ usage, describe }) => [`staticfile ${usage}`, describe])),
    '',
    'Flags of all commands:',
    ...columns(flagRows(OPTIONS)),
    '',
    'Exit codes: 0 success, 1 failure, 2 wrong use. "staticfile <command> --help" tells more of one.',
  ];
}

function details({ usage, describe, options, positional = {} }: NamedCommand): string[] {
  const places = Object.entries(positional).map(([name, each]) => [name, each.describe ?? '']);
  return [
    `staticfile ${usage} [flags]`,
    '',
    sentence(describe),
    '',
    ...columns([...places, ...flagRows(options)] as [string, string][]),
    '',
    'Flags of all commands:',
    ...columns(flagRows(OPTIONS)),
  ];
}

function flagRows(options: Readonly<Record<string, Option>>): [string, string][] {
  return [
    ...Object.entries(options).map(([name, option]): [string, string] => {
      const value = option.type === 'string' ? ` ${option.choices?.join('|') ?? 'VALUE'}` : '';
      return [`--${name}${value}`, option.describe ?? ''];
    }),
    ...(options === OPTIONS
      ? ([
          ['--help', 'print this'],
          ['--version', 'print the version'],
        ] as [string, string][])
      : []),
  ];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`.trimEnd());
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
