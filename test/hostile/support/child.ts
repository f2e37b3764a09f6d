// Gives the texts of a batch to the ways in, in a process of its own; of a single text it says where it stands.
import * as fs from 'node:fs';
import * as http from 'node:http';
import Module from 'node:module';
import * as net from 'node:net';
import * as path from 'node:path';
import { Writable } from 'node:stream';
import nunjucks from 'nunjucks';
import { errorCode, isStaticfileError } from '../../../lib/errors.ts';
import { createStaticfiles, type StaticfilesOptions } from '../../../lib/index.ts';
import { type HostileText, hostileText, isKnown } from './texts.ts';

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

/** Thousands of lines cost more than what they tell: a batch that ends early is cut in halves. */
function stand(line: string): void {
  if (batch.count === 1) say(line);
}

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
const cacheDir = path.join(site, 'cache');
const options = { roots, outDir, cacheDir, debug: false, ...OPTIONS[batch.world] };
let aheadMs = 0;
const staticfiles = createStaticfiles(options, { now: () => Date.now() + aheadMs });
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

/** Once there are descriptors again, all is as if there always had been, after a second: what fails is not tried before. */
async function mustRecover(): Promise<void> {
  const { staticfile, staticall } = staticfiles;
  const giveBackAll = takeDescriptors();
  staticfile('/a.gif');
  giveBackAll();
  aheadMs += 2000;
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

const compiled = (text: string) => nunjucks.compile(text, env);
const TEMPLATES = {
  content: compiled('{% slimcontent %}{{ text | safe }}{% endslimcontent %}'),
  block: compiled('{% slimall %}{{ text | safe }}{% endslimall %}'),
  file: compiled('{% slimfile file %}'),
};
const USABLE_URL = /^[^\s"'<>`\\]*$/;
const isUrl = (answer: string): unknown => USABLE_URL.test(answer) || `no URL: ${answer}`;

type Ways = Record<string, () => unknown>;

/** What must answer a URL, and what must answer a text. */
function waysIn(index: number, { kind, text }: HostileText, file: string): Ways {
  return {
    staticfile: () => isUrl(staticfiles.staticfile(file)),
    'text as a path': () => isUrl(staticfiles.staticfile(text)),
    'text as a query': () => isUrl(staticfiles.staticfile(`/a.gif?${text}`)),
    'text as a foreign URL': () => isUrl(staticfiles.staticfile(`https://x.example/${text}`)),
    slimcontent: () => typeof staticfiles.slimcontent(text, kind) === 'string',
    staticall: () => typeof staticfiles.staticall(text) === 'string',
    isVersioned: () => typeof staticfiles.isVersioned(text) === 'boolean',
    ...(index % 2 === 0 || isKnown(index) ? byFunctions(text, file) : {}),
    ...(index % 2 === 1 || isKnown(index) ? byTags(text, file) : {}),
    'a fault on purpose': () => (batch.hasFault ? readsClass(text) : true),
  };
}

/** A tag and its function are one way from the second step on. */
const byFunctions = (text: string, file: string): Ways => ({
  slimfile: () => isUrl(staticfiles.slimfile(file)),
  guessed: () => typeof staticfiles.slimcontent(text) === 'string',
  slimall: () => typeof staticfiles.slimall(text) === 'string',
});

const byTags = (text: string, file: string): Ways => ({
  'tag of a value': () => isUrl(TEMPLATES.file.render({ file })),
  tag: () => typeof TEMPLATES.content.render({ text }) === 'string',
  'block tag': () => typeof TEMPLATES.block.render({ text }) === 'string',
  describe: () => typeof staticfiles.describe(file).state === 'string',
});

/** Ends the process as V8 does that reads such a class: Node 24 has a V8 that no longer does. */
function readsClass(text: string): boolean {
  if (text.includes('class A { ... }')) process.abort();
  return true;
}

function enterAll(who: number | string, ways: Ways): void {
  for (const [name, enter] of Object.entries(ways)) {
    stand(`${who} ${name}`);
    const giveBack = takeDescriptors();
    try {
      const answer = enter();
      if (answer !== true) say(`FOUND ${who} ${name}: ${JSON.stringify(answer)}`);
    } catch (error) {
      say(`FOUND ${who} ${name}: ${JSON.stringify(String((error as Error).stack))}`);
    } finally {
      giveBack();
    }
  }
}

/** Gives a text to all ways but requests and combinations. Returns its file. */
function run(index: number): string {
  const made = hostileText(batch.seed, index);
  const extension = made.kind === 'xhtml' ? 'html' : made.kind;
  const file = `/t${index}.${extension}`;
  fs.writeFileSync(path.join(roots, file), made.text);
  enterAll(index, waysIn(index, made, file));
  return file;
}

/** Combines what is of one type. */
function combine(files: readonly string[]): void {
  const sheets = files.filter((file) => file.endsWith('.css'));
  const scripts = files.filter((file) => file.endsWith('.js'));
  enterAll(files.join(' '), {
    combined: () => isUrl(staticfiles.slimfile(['/b.css', ...sheets])),
    'combined scripts': () => isUrl(staticfiles.slimfile([...scripts, '/b.js'])),
  });
}

/** Asks one handler for what the text has become, and for the text. */
async function serve(index: number, file: string): Promise<void> {
  const { text } = hostileText(batch.seed, index);
  const target = `/${encodeURIComponent(text.slice(0, 500).toWellFormed())}`;
  const url = staticfiles.slimfile(file);
  stand(`${index} a request`);
  const giveBack = takeDescriptors();
  try {
    for (const each of [url, target]) {
      if (index % 2 === 0 || isKnown(index)) await fetched(each);
      if (index % 2 === 1 || isKnown(index)) await connect(each);
    }
  } finally {
    giveBack();
  }
}

/** Without descriptors a body can't be read. */
async function fetched(target: string): Promise<void> {
  const answer = await staticfiles.handle(new Request(`http://site${target}`));
  await answer?.arrayBuffer().catch(() => {});
}

/** A request by Connect's handler, without a socket: there may be no descriptor for one. */
function connect(target: string): Promise<void> {
  return new Promise((resolve) => {
    const request = Object.assign(new http.IncomingMessage(new net.Socket()), {
      method: 'GET',
      url: target,
    });
    const response = new http.ServerResponse(request);
    // nobody would hear that it has drained
    const sink = new Writable({ highWaterMark: 1e9, write: (_chunk, _encoding, done) => done() });
    response.assignSocket(sink as net.Socket);
    response.on('finish', resolve).on('close', resolve);
    middleware(request, response, () => response.writeHead(404).end());
  });
}

async function build(): Promise<void> {
  stand('a build');
  try {
    await staticfiles.prepare({ paths: ['/**'], deadlineSeconds: 60 });
  } catch (error) {
    const isSaid = batch.world.startsWith('packages') || isStaticfileError(error);
    if (!isSaid) say(`FOUND a build: ${(error as Error).stack}`);
  }
}

/** So many are combined with each other. */
const IN_A_COMBINATION = 8;

async function runAll(): Promise<void> {
  let files: string[] = [];
  const end = batch.from + batch.count;
  for (let at = batch.from; at < end; at += 1) {
    files.push(run(at));
    await serve(at, files.at(-1) ?? '');
    if (files.length < IN_A_COMBINATION && at + 1 < end) continue;
    combine(files);
    files = [];
  }
  if (batch.world === 'no descriptors') await mustRecover();
  if (batch.world === 'packages gone for a while') mustForget();
  await build();
  await staticfiles.close();
  fs.rmSync(site, { recursive: true });
  say('DONE');
}

void runAll();
