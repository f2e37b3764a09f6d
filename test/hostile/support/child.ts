// Gives each text of a batch to each way in, in a process of its own, and says where it stands.
import * as fs from 'node:fs';
import * as http from 'node:http';
import Module from 'node:module';
import * as net from 'node:net';
import * as path from 'node:path';
import { Writable } from 'node:stream';
import nunjucks from 'nunjucks';
import { errorCode, isStaticfileError } from '../../../lib/errors.ts';
import { createStaticfiles, type StaticfilesOptions } from '../../../lib/index.ts';
import { type HostileText, hostileText } from './texts.ts';

export interface Batch {
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly world: World;
  /** Ends the process at some of the texts. */
  readonly hasFault: boolean;
}

export type World =
  | 'whole'
  | 'closed stderr'
  | 'packages missing'
  | 'packages gone for a while'
  | 'no descriptors'
  | 'throwing functions';

const batch = JSON.parse(process.argv[2] ?? '') as Batch;

/** Whoever reads may be slower than we write. */
function say(line: string): void {
  let left = Buffer.from(`${line}\n`);
  while (left.length > 0) {
    try {
      left = left.subarray(fs.writeSync(1, left));
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
    }
  }
}

const throws = (): never => {
  throw new Error('thrown on purpose');
};
const OPTIONS: Readonly<Record<World, Partial<StaticfilesOptions>>> = {
  whole: { logger: { debug() {}, info() {}, warn() {}, error() {} } },
  'closed stderr': {},
  'packages missing': { logger: { debug() {}, info() {}, warn() {}, error() {} } },
  'packages gone for a while': { logger: { debug() {}, info() {}, warn() {}, error() {} } },
  'no descriptors': { logger: { debug() {}, info() {}, warn() {}, error() {} } },
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
fs.writeFileSync(path.join(roots, 'b.css'), 'b { c : d }');
fs.writeFileSync(path.join(roots, 'b.js'), 'b()');
const outDir = path.join(site, 'out');
const options = { roots, outDir, cacheDir: path.join(site, 'cache'), ...OPTIONS[batch.world] };
const staticfiles = createStaticfiles(options);
fs.writeFileSync(path.join(roots, 'm.js'), 'import "./b.js"; /* two */ m ( 1 )');
const giveBack = batch.world === 'packages gone for a while' ? hidePackages() : () => {};
const middleware = staticfiles.middleware();
const env = staticfiles.install(new nunjucks.Environment(null, { autoescape: true }));
if (batch.world === 'packages missing') hidePackages();

/** No package can be loaded any more, as while they are installed anew. */
function hidePackages(): () => void {
  const loader = Module as unknown as { _resolveFilename: (...args: unknown[]) => string };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (...args) => {
    if (/^[a-z@]/.test(String(args[0]))) throw new Error(`Cannot find module '${args[0]}'`);
    return resolve.apply(loader, args);
  };
  return () => {
    loader._resolveFilename = resolve;
  };
}

/** Opens all that may be opened; answers what closes it again. */
function takeDescriptors(): () => void {
  if (batch.world !== 'no descriptors') return () => {};
  const taken: number[] = [];
  try {
    for (;;) taken.push(fs.openSync('/dev/null', 'r'));
  } catch {
    return () => taken.forEach((descriptor) => void fs.closeSync(descriptor));
  }
}

/** Once there are descriptors again, all is as if there always had been. */
async function mustRecover(): Promise<void> {
  const { staticfile, staticall } = staticfiles;
  // in a server a worker minifies texts later
  const { slimcontent } = createStaticfiles({ ...options, conversion: 'inline' });
  const body = staticall('<p><img src="/a.gif"><script src="/b.js"></script>');
  const url = staticfile('/a.gif');
  const answer = await staticfiles.handle(new Request(`http://site${url}`));
  const facts = [/\.[0-9a-f]{12}\./.test(url), body.includes(url), answer?.status === 200];
  facts.push(
    slimcontent('a { b : c }', 'css') === 'a{b:c}',
    slimcontent('<p> a </p>', 'html') !== '',
  );
  if (facts.includes(false))
    say(`FOUND it has not recovered: ${JSON.stringify([url, body, facts])}`);
}

/** What could not be done in the meantime is remembered by nobody: not on disk, either. */
function mustForget(): void {
  giveBack();
  const { slimfile, slimcontent } = createStaticfiles({ ...options, conversion: 'inline' });
  const read = (url: string) =>
    fs.readFileSync(path.join(outDir, url), 'utf8').split('\n')[0] ?? '';
  const [module, sheet] = [read(slimfile('/m.js')), read(slimfile('/b.css'))];
  const facts = [/^import"\.\/b\.[0-9a-f]{12}\.js";m\(1\)/.test(module), /^b\{c:d\}/.test(sheet)];
  facts.push(slimcontent('a { b : c }', 'css') === 'a{b:c}');
  if (facts.includes(false)) say(`FOUND it has not forgotten: ${module} ${sheet} ${facts}`);
}

const TAG = '{% slimcontent %}{{ text | safe }}{% endslimcontent %}';
const BLOCK = '{% slimall %}{{ text | safe }}{% endslimall %}';
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
    tag: () => typeof env.renderString(TAG, { text }) === 'string',
    'tag of a value': () => url(env.renderString('{% slimfile file %}', { file })),
    'block tag': () => typeof env.renderString(BLOCK, { text }) === 'string',
    describe: () => typeof staticfiles.describe(file).state === 'string',
    isVersioned: () => typeof staticfiles.isVersioned(text) === 'boolean',
    'a fault on purpose': () => (batch.hasFault ? readsClass(text) : true),
  };
}

/** Ends the process as V8 does that reads such a class: Node 24 has a V8 that no longer does. */
function readsClass(text: string): boolean {
  if (text.includes('class A { ... }')) process.abort();
  return true;
}

function run(index: number): void {
  const made = hostileText(batch.seed, index);
  const extension = made.kind === 'xhtml' ? 'html' : made.kind;
  const file = `/t${index}.${extension}`;
  fs.writeFileSync(path.join(roots, file), made.text);
  for (const [name, enter] of Object.entries(waysIn(made, file))) {
    say(`${index} ${name}`);
    const giveBack = takeDescriptors();
    try {
      const answer = enter();
      if (answer !== true) say(`FOUND ${index} ${name}: ${JSON.stringify(answer)}`);
    } catch (error) {
      say(`FOUND ${index} ${name}: ${JSON.stringify(String((error as Error).stack))}`);
    } finally {
      giveBack();
    }
  }
}

async function serve(index: number): Promise<void> {
  const { text } = hostileText(batch.seed, index);
  say(`${index} a request`);
  const target = `/${encodeURIComponent(text.slice(0, 500).toWellFormed())}`;
  const giveBack = takeDescriptors();
  try {
    for (const each of ['/a.gif', target]) {
      await staticfiles.handle(new Request(`http://site${each}`));
      await connect(each);
    }
  } finally {
    giveBack();
  }
}

/** A request by Connect's handler, without a socket: there may be no descriptor for one. */
function connect(target: string): Promise<void> {
  return new Promise((resolve) => {
    const request = Object.assign(new http.IncomingMessage(new net.Socket()), {
      method: 'GET',
      url: target,
    });
    const response = new http.ServerResponse(request);
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    response.assignSocket(sink as net.Socket);
    response.on('finish', resolve).on('close', resolve);
    middleware(request, response, () => response.writeHead(404).end());
  });
}

async function build(): Promise<void> {
  say('a build');
  try {
    await staticfiles.prepare({ paths: ['/**'], deadlineSeconds: 60 });
  } catch (error) {
    const isSaid = batch.world.startsWith('packages') || isStaticfileError(error);
    if (!isSaid) say(`FOUND a build: ${(error as Error).stack}`);
  }
}

async function runAll(): Promise<void> {
  for (let at = batch.from; at < batch.from + batch.count; at += 1) {
    run(at);
    await serve(at);
  }
  if (batch.world === 'no descriptors') await mustRecover();
  if (batch.world === 'packages gone for a while') mustForget();
  await build();
  await staticfiles.close();
  say('DONE');
}

void runAll();
