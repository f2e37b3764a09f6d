// A site's own process, which ends with its test.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface SiteProcesses {
  /** Starts a site; answers its origin, and what it wrote to stderr so far. */
  start(
    dir: string,
    file: string,
    env?: NodeJS.ProcessEnv,
  ): Promise<{ origin: string; stderr: () => string; stop: () => Promise<void> }>;
}

const loader = pathToFileURL(path.resolve('node_modules/tsx/dist/loader.mjs')).href;
const preload = pathToFileURL(path.resolve('test/sites/support/tell-port.mjs')).href;

/** To be called inside of a `describe`: its processes end after each test. */
export function useSiteProcesses(): SiteProcesses {
  const running: ChildProcess[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(stop));
  });
  return {
    async start(dir, file, env = {}) {
      const child = fork(path.join(dir, file), {
        cwd: dir,
        env: { ...process.env, NODE_ENV: 'development', PORT: '0', ...env },
        execArgv: ['--import', preload, ...(file.endsWith('.ts') ? ['--import', loader] : [])],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      running.push(child);
      let said = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const ended = once(child, 'exit').then(() => Promise.reject(new Error(`It ended: ${said}`)));
      const [{ port }] = (await Promise.race([once(child, 'message'), ended])) as [
        { port: number },
      ];
      ended.catch(() => {});
      return {
        origin: `http://127.0.0.1:${port}`,
        stderr: () => said,
        stop: () => stop(child),
      };
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
