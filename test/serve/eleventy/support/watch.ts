// A site that the real 11ty watches: an edit, and the build that it leads to.
import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { programFile } from '../../../support/program.ts';
import type { Site } from '../../../support/site.ts';

export interface WatchSettings {
  readonly roots: string;
  readonly isIncremental: boolean;
  /** A folder that 11ty copies as it is. */
  readonly copied?: string;
}

export type WatchMessage = 'watching' | { readonly rendered: readonly string[] };

/** Longer than the time for which 11ty lets a file come to rest. */
const REWRITE_MS = 1000;
const running: ChildProcess[] = [];

export function stopWatching(): void {
  for (const child of running.splice(0)) child.kill();
}

/**
 * Lets 11ty watch a site in a process of its own, because it knows its folder from the working folder.
 *
 * @returns A function that edits a file, and resolves with the pages that were rendered because of that.
 */
export async function watchSite(
  site: Site,
  settings: Partial<WatchSettings> = {},
): Promise<(path: string, content: string) => Promise<readonly string[]>> {
  const whole: WatchSettings = { roots: 'static', isIncremental: false, ...settings };
  const program = programFile('./watch-process.ts', import.meta.url);
  const child = fork(program, [JSON.stringify(whole)], {
    cwd: site.root,
    execArgv: [],
  });
  running.push(child);
  const failed = new AbortController();
  child.once('exit', (code) => failed.abort(new Error(`the watch run ended with ${code}`)));
  for await (const [message] of on(child, 'message', { signal: failed.signal })) {
    if ((message as WatchMessage) === 'watching') break;
  }
  return async (path, content) => {
    const message = await writeUntilTold(child, () => site.write(path, content));
    return (message as { rendered: readonly string[] }).rendered;
  };
}

/** Writes until a process that watches tells of it: 11ty says that it watches a moment before it does. */
export async function writeUntilTold(child: ChildProcess, write: () => void): Promise<unknown> {
  write();
  const writing = setInterval(write, REWRITE_MS);
  try {
    const [message] = await once(child, 'message');
    return message;
  } finally {
    clearInterval(writing);
  }
}
