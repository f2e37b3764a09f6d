// How far a build is: a bar on a terminal, one line per phase elsewhere.
import type { ProgressResult } from '@clack/prompts';
import type { Progress, Terminal } from './tool.ts';

const WORDS: Readonly<Record<Progress['phase'], string>> = {
  minify: 'Minified',
  convert: 'Converted',
  upload: 'Waited for file proxies',
};

/** Shows progress, and ends the showing. */
export interface ProgressDisplay {
  show(progress: Progress): void;
  end(): void;
}

export async function createDisplay(
  terminal: Terminal,
  isQuiet: boolean,
): Promise<ProgressDisplay> {
  const display = await displayFor(terminal, isQuiet);
  return {
    show: (each) => {
      const { waitingFor } = each;
      if (waitingFor !== undefined) terminal.printError(`Waiting for ${waitingFor.join(', ')}.`);
      else display.show(each);
    },
    end: display.end,
  };
}

async function displayFor(terminal: Terminal, isQuiet: boolean): Promise<ProgressDisplay> {
  if (isQuiet) return { show: () => {}, end: () => {} };
  if (!terminal.isInteractive) return lines(terminal);
  // nothing of it is needed anywhere else
  const { progress } = await import('@clack/prompts');
  return bars((max) => progress({ max }));
}

function lines({ print }: Terminal): ProgressDisplay {
  return {
    show: ({ phase, done, total }) => {
      if (done === total && phase !== 'upload') print(`${WORDS[phase]} ${done} of ${total}`);
    },
    end: () => {},
  };
}

function bars(createBar: (max: number) => ProgressResult): ProgressDisplay {
  let phase: Progress['phase'] | undefined;
  let bar: ProgressResult | undefined;
  const end = () => {
    bar?.stop(phase && WORDS[phase]);
    bar = undefined;
  };
  return {
    show: (each) => {
      if (each.phase !== phase) {
        end();
        phase = each.phase;
        bar = createBar(Math.max(1, each.total));
        bar.start(WORDS[phase]);
      }
      bar?.advance(each.done === 0 ? 0 : 1, each.path ?? WORDS[each.phase]);
    },
    end,
  };
}
