#!/usr/bin/env node
// The `staticfile` command: connects arguments, terminal and signals with the package.
import { createRequire } from 'node:module';
import { watchProcess } from './cli/process-end.ts';
import { run } from './cli/run.ts';
import { openLines } from './cli/terminal.ts';

const lines = openLines(process);
const { signal, doing, done } = watchProcess(lines.printError);
// what configurations and file proxies print is not part of the answer
if (process.argv.includes('--json'))
  process.stdout.write = process.stderr.write.bind(process.stderr);
const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
const terminal = { folder: process.cwd(), ...lines };
const context = { terminal, signal, doing, now: Date.now };

run(process.argv.slice(2), context, version).then(done);
