// Durations as they are typed: `30m`, `12h`, `7d`.
import { quote } from '../errors.ts';
import type { CommonFlags, Option } from './command.ts';
import { UsageError } from './config.ts';

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const readDeadline = (flag: string, text: string): number => durationMs(flag, text, 's');

export interface DeadlineFlags extends CommonFlags {
  readonly deadline?: string;
}

export const DEADLINE: Option = {
  type: 'string',
  check: readDeadline,
  describe: 'give up after this time: 90s, 5m (10m)',
};

export function deadlineOf({ deadline }: DeadlineFlags): { deadlineSeconds?: number } {
  return deadline ? { deadlineSeconds: readDeadline('deadline', deadline) / 1000 } : {};
}

/**
 * @param unit - That of a number without one.
 * @throws `UsageError` for what is no duration.
 */
export function durationMs(flag: string, text: string, unit: keyof typeof UNITS_MS): number {
  const [, digits, typed = unit] = /^(\d{1,9}(?:\.\d{1,3})?)([smhdw]?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) {
    throw new UsageError(
      `--${flag} must be a number and a unit (s, m, h, d or w), like 12h or 7d, got ${quote(text)}.`,
    );
  }
  return Number(digits) * UNITS_MS[(typed || unit) as keyof typeof UNITS_MS];
}
