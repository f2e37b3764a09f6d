// Gives each text of a batch to each way in, in a process of its own, and says where it stands.
import * as fs from 'node:fs';
import Module from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';
import { createStaticfiles, type StaticfilesOptions } from '../../../lib/index.ts';
import { type HostileText, hostileText } from './texts.ts';

export interface Batch {
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly world: World;
  /** Gives texts to the engine of this process, which some of them end. */
  readonly hasFault: boolean;
}

export type World = 'whole' | 'closed stderr' | 'packages missing' | 'throwing functions';

const batch = JSON.parse(process.argv[2] ?? '') as Batch;
const say = (line: string): void => void fs.writeSync(1, `${line}\n`);

const throws = (): never => {
  throw new Error('thrown on purpose');
};
const OPTIONS: Readonly<Record<World, Partial<StaticfilesOptions>>> = {
  whole: { logger: { debug() {}, info() {}, warn() {}, error() {} } },
  'closed stderr': {},
  'packages missing': { logger: { debug() {}, info() {}, warn() {}, error() {} } },
  'throwing functions': {
    logger: { debug: throws, info: throws, warn: throws, error: throws },
    fileProxy: throws,
    minify: { js: throws, css: throws },
  },
};

const site = fs.mkdtempSync(path.join(batch.folder, 'batch-'));
const roots = path.join(site, 'public');
fs.mkdirSync(roots);
fs.writeFileSync(path.join(roots, 'a.gif'), 'a');
fs.writeFileSync(path.join(roots, 'b.css'), 'b{c:d}');
fs.writeFileSync(path.join(roots, 'b.js'), 'b()');
const outDir = path.join(site, 'out');
const options = { roots, outDir, cacheDir: path.join(site, 'cache'), ...OPTIONS[batch.world] };
const staticfiles = createStaticfiles(options);
if (batch.world === 'packages missing') hidePackages();

/** No package can be loaded any more, as while they are installed anew. */
function hidePackages(): void {
  const loader = Module as unknown as { _resolveFilename: (...args: unknown[]) => string };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (...args) => {
    if (/^[a-z@]/.test(String(args[0]))) throw new Error(`Cannot find module '${args[0]}'`);
    return resolve.apply(loader, args);
  };
}

const USABLE_URL = /^[^\s"'<>`\\]*$/;

/** What must answer a URL, and what must answer a text. */
function waysIn({ kind, text }: HostileText, file: string): Record<string, () => unknown> {
  const url = (answer: string): unknown => USABLE_URL.test(answer) || `no URL: ${answer}`;
  return {
    staticfile: () => url(staticfiles.staticfile(file)),
    slimfile: () => url(staticfiles.slimfile(file)),
    combined: () => url(staticfiles.slimfile(['/b.css', file])),
    'combined scripts': () => url(staticfiles.slimfile([file, '/b.js'])),
    'text as a path': () => url(staticfiles.staticfile(text)),
    'text as a query': () => url(staticfiles.staticfile(`/a.gif?${text}`)),
    'text as a foreign URL': () => url(staticfiles.staticfile(`https://x.example/${text}`)),
    slimcontent: () => typeof staticfiles.slimcontent(text, kind) === 'string',
    guessed: () => typeof staticfiles.slimcontent(text) === 'string',
    staticall: () => typeof staticfiles.staticall(text) === 'string',
    slimall: () => typeof staticfiles.slimall(text) === 'string',
    describe: () => typeof staticfiles.describe(file).state === 'string',
    isVersioned: () => typeof staticfiles.isVersioned(text) === 'boolean',
    'a fault on purpose': () => (batch.hasFault ? isScript(text) : true),
  };
}

function isScript(text: string): boolean {
  try {
    return new vm.Script(text) !== undefined;
  } catch {
    return true;
  }
}

function run(index: number): void {
  const made = hostileText(batch.seed, index);
  const extension = made.kind === 'xhtml' ? 'html' : made.kind;
  const file = `/t${index}.${extension}`;
  fs.writeFileSync(path.join(roots, file), made.text);
  for (const [name, enter] of Object.entries(waysIn(made, file))) {
    say(`${index} ${name}`);
    try {
      const answer = enter();
      if (answer !== true) say(`FOUND ${index} ${name}: ${JSON.stringify(answer)}`);
    } catch (error) {
      say(`FOUND ${index} ${name}: ${JSON.stringify(String((error as Error).stack))}`);
    }
  }
}

async function serve(index: number): Promise<void> {
  const { text } = hostileText(batch.seed, index);
  say(`${index} a request`);
  await staticfiles.handle(new Request('http://site/a.gif'));
  await staticfiles.handle(
    new Request(`http://site/${encodeURIComponent(text.slice(0, 500).toWellFormed())}`),
  );
}

async function runAll(): Promise<void> {
  for (let at = batch.from; at < batch.from + batch.count; at += 1) {
    run(at);
    await serve(at);
  }
  await staticfiles.close();
  say('DONE');
}

void runAll();
