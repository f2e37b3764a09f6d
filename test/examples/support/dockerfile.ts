// A Dockerfile without Docker: its instructions are checked, and its steps are run plainly in folders.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

export interface Instruction {
  readonly name: string;
  readonly words: readonly string[];
  readonly text: string;
}

export interface Image {
  /** Stands for `/`. */
  readonly dir: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly command: readonly string[];
}

const KNOWN = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'CMD'];

/** Splits a Dockerfile into instructions; comments and continued lines are heard. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, ' ');
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...words] = line.trim().split(/\s+/);
      return { name, words, text: line.trim().slice(name.length).trim() };
    });
}

/** Lists what is wrong with a Dockerfile, as linters would. */
export function problemsOf(instructions: readonly Instruction[]): string[] {
  const problems: string[] = [];
  const stages: string[] = [];
  let user: string | undefined;
  let command: string | undefined;
  for (const { name, words, text } of instructions) {
    const say = (message: string) => problems.push(`${name} ${text}: ${message}`);
    if (!KNOWN.includes(name)) say('no instruction');
    if (name === 'FROM') {
      const [image = '', as, stage] = words;
      if (!/^[a-z0-9./-]+:(?!latest$)[\w.-]+$/.test(image) && !stages.includes(image))
        say('no tag');
      if (as !== undefined && (as !== 'AS' || !/^[a-z][a-z0-9-]*$/.test(stage ?? '')))
        say('no stage');
      stages.push(stage ?? '');
      [user, command] = [undefined, undefined];
    } else if (stages.length === 0) say('before FROM');
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
    if (name === 'COPY' && from !== undefined && !stages.slice(0, -1).includes(from))
      say('no such stage');
    if (name === 'WORKDIR' && !text.startsWith('/')) say('not absolute');
    if (name === 'RUN' && /\bsudo\b|\bcd \//.test(text)) say('use USER or WORKDIR');
    if (name === 'ENV' && !/^\w+=\S+$/.test(text)) say('no NAME=value');
    if (name === 'USER') user = text;
    if (name === 'CMD') command = text;
  }
  if (user === undefined || /^(?:root|0)(?::|$)/.test(user))
    problems.push('the last stage runs as root');
  if (!isTextList(command)) problems.push('CMD is no list: a shell would take the signals');
  return problems;
}

function isTextList(text: string | undefined): boolean {
  try {
    return JSON.parse(text ?? '').every((each: unknown) => typeof each === 'string');
  } catch {
    return false;
  }
}

/** Checks whether `.dockerignore` leaves a name of the context out. */
export function ignores(ignore: string, name: string): boolean {
  const patterns = ignore.split('\n').filter((line) => line !== '');
  return patterns.some((pattern) => name === pattern || name.startsWith(`${pattern}/`));
}

/**
 * Runs the steps of a Dockerfile.
 *
 * @param dir - Takes one folder for each stage.
 * @param install - Stands for `npm ci`.
 */
export function runSteps(
  instructions: readonly Instruction[],
  context: string,
  dir: string,
  install: (folder: string) => void,
): Image {
  const stages = new Map<string, string>();
  let image: Image = { dir, workdir: '/', env: {}, user: undefined, command: [] };
  const inside = (name: string) => path.join(image.dir, path.posix.resolve(image.workdir, name));
  for (const { name, words, text } of instructions) {
    if (name === 'FROM') {
      const stage = path.join(dir, `stage${stages.size}`);
      fs.mkdirSync(stage);
      stages.set(words[2] ?? '', stage);
      image = { dir: stage, workdir: '/', env: {}, user: undefined, command: [] };
    } else if (name === 'WORKDIR') {
      image = { ...image, workdir: text };
      fs.mkdirSync(inside('.'), { recursive: true });
    } else if (name === 'ENV') {
      const [key = '', value = ''] = text.split('=');
      image = { ...image, env: { ...image.env, [key]: value } };
    } else if (name === 'USER') image = { ...image, user: text };
    else if (name === 'CMD') image = { ...image, command: JSON.parse(text) };
    else if (name === 'COPY') copy(words, stages, context, inside);
    else if (name === 'RUN' && /^npm ci\b/.test(text)) install(inside('.'));
    else if (name === 'RUN') runPlainly(text, inside('.'), image.env);
  }
  return image;
}

function copy(
  words: readonly string[],
  stages: ReadonlyMap<string, string>,
  context: string,
  inside: (name: string) => string,
): void {
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const names = words.filter((word) => !word.startsWith('--'));
  const target = names.pop() ?? '';
  for (const name of names) {
    const source = path.join(from === undefined ? context : (stages.get(from) ?? ''), name);
    const isInto = target.endsWith('/') && !fs.statSync(source).isDirectory();
    const into = isInto ? path.join(inside(target), path.basename(name)) : inside(target);
    fs.cpSync(source, into, { recursive: true, verbatimSymlinks: true });
  }
}

function runPlainly(command: string, cwd: string, env: Readonly<Record<string, string>>): void {
  const options = { cwd, encoding: 'utf8', timeout: 120_000, shell: true } as const;
  const { status, stdout, stderr } = spawnSync(command, {
    ...options,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stdout}${stderr}`);
}
