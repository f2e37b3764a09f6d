// Several processes that render the same page at the same moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { programFile } from '../../support/program.ts';
import type { Site } from '../../support/site.ts';

/** What a process has seen. */
export interface SeenPage {
  readonly urls: readonly string[];
  /** URLs whose files did not hold the bytes that their names say. */
  readonly torn: readonly string[];
}

/** Starts processes, lets all begin when the last is ready, and gathers what they saw. */
export async function renderAtOnce(count: number, { dir }: Site): Promise<SeenPage[]> {
  const program = programFile('./render-page.ts', import.meta.url);
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, [program, dir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const results = children.map((child) => readLines(child.stdout));
  await Promise.all(results.map((lines) => lines.next()));
  for (const child of children) child.stdin.end('begin\n');
  const pages = await Promise.all(
    results.map(async (lines) => JSON.parse((await lines.next()).value ?? '') as SeenPage),
  );
  await Promise.all(
    children.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined)),
  );
  return pages;
}

async function* readLines(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
