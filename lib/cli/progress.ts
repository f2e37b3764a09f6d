// Shows progress on one line of a terminal; elsewhere only long waits are told.
import { printable } from '../errors.ts';
import type { CommandContext } from './command.ts';
import type { Progress } from './tool.ts';

const DOING: Readonly<Record<Progress['phase'], string>> = {
  minify: 'Minifying',
  convert: 'Converting',
  compress: 'Compressing',
  pages: 'Rewriting pages',
  upload: 'Waiting for file proxies',
};

/** Nobody reads faster than that. */
const LEAST_INTERVAL_MS = 50;

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Shows what is done without a count. */
  say(text: string): void;
  end(): void;
}

export function createDisplay(
  { terminal, now }: Pick<CommandContext, 'terminal' | 'now'>,
  isQuiet: boolean,
): ProgressDisplay {
  const { printError } = terminal;
  const showLine = isQuiet ? undefined : terminal.showLine;
  let shownMs = Number.NEGATIVE_INFINITY;
  let shownPhase: Progress['phase'] | undefined;
  return {
    show: (progress) => {
      const { phase, waitingFor } = progress;
      if (waitingFor !== undefined) printError(`Waiting for ${waitingFor.join(', ')}.`);
      if (showLine === undefined) return;
      if (phase === shownPhase && now() - shownMs < LEAST_INTERVAL_MS) return;
      [shownMs, shownPhase] = [now(), phase];
      showLine(lineOf(progress));
    },
    say: (text) => showLine?.(text),
    end: () => showLine?.(''),
  };
}

function lineOf({ phase, done, total, path = '' }: Progress): string {
  if (phase === 'upload') return DOING.upload;
  return printable(`${DOING[phase]} ${done} of ${total}  ${path}`.trimEnd());
}
