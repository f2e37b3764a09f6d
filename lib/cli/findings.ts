// What `doctor`, `cdn setup` and `cdn check` have found.

import type { Finding } from '../upkeep/doctor.ts';
import { painter } from './style.ts';
import { counted } from './text.ts';
import type { Terminal } from './tool.ts';

/** What was wrong is told last, where it is seen, with what to do about it. */
export function findingLines(findings: readonly Finding[], { hasColors }: Terminal): string[] {
  const paint = painter(hasColors);
  const wrong = findings.filter(({ isFine }) => !isFine);
  const lines = findings.map(({ isFine, what, advice }) =>
    isFine
      ? `${paint('green', 'ok')}     ${what}`
      : `${paint('red', 'wrong')}  ${what}${advice === undefined ? '' : ` ${advice}`}`,
  );
  const sum =
    wrong.length === 0
      ? `All is well: ${counted(findings.length, 'check')}.`
      : `${wrong.length} of ${counted(findings.length, 'check')} found something wrong.`;
  return [...lines, '', sum];
}
