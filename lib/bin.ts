#!/usr/bin/env node
// The `staticfile` command: connects arguments, terminal and signals with the package.
import { createRequire } from 'node:module';
import { openSite } from './bin/open-site.ts';
import { run } from './cli/run.ts';

const controller = new AbortController();
/** What shells expect of a program that a signal has ended. */
const INTERRUPTED = 130;

// the first lets the file in hand be finished, the second ends at once
process.on('SIGINT', () => {
  if (controller.signal.aborted) process.exit(INTERRUPTED);
  controller.abort(new Error('stopped before everything was done'));
});

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
const terminal = {
  folder: process.cwd(),
  isInteractive: process.stdout.isTTY === true && process.env['CI'] === undefined,
  print: (text: string) => process.stdout.write(`${text}\n`),
  printError: (text: string) => process.stderr.write(`${text}\n`),
};
const open = (configuration: Parameters<typeof openSite>[0]) =>
  openSite(configuration, terminal.folder);

const context = { open, terminal, signal: controller.signal, now: Date.now };
run(process.argv.slice(2), context, version).then((code) => {
  process.exitCode = controller.signal.aborted ? INTERRUPTED : code;
});
