// The Docker example: its Dockerfile, and its steps run plainly, as nobody in a folder that takes nothing.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { canReadAs } from '../support/other-user.ts';
import { createSite } from '../support/site.ts';
import { type Image, ignores, instructionsOf, problemsOf, runSteps } from './support/dockerfile.ts';

const EXAMPLE = path.resolve('examples/docker');
const dockerfile = fs.readFileSync(path.join(EXAMPLE, 'Dockerfile'), 'utf8');
const NOBODY = 65534;
const isNobodyAble = process.getuid?.() === 0 && canReadAs(NOBODY, path.resolve('dist/bin.js'));

/** The packages of the example, as `npm ci` would bring them. */
function install(folder: string): void {
  const bin = path.join(folder, 'node_modules/.bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(path.resolve('.'), path.join(folder, 'node_modules/nunjucks-staticfile'));
  fs.symlinkSync(path.resolve('node_modules/nunjucks'), path.join(folder, 'node_modules/nunjucks'));
  fs.symlinkSync(path.resolve('dist/bin.js'), path.join(bin, 'staticfile'));
}

function build(): Image {
  const site = createSite();
  fs.chmodSync(site.dir, 0o755);
  const [context, stages] = ['context', 'stages'].map((name) => path.join(site.dir, name)) as [
    string,
    string,
  ];
  const ignore = fs.readFileSync(path.join(EXAMPLE, '.dockerignore'), 'utf8');
  const filter = (file: string) => !ignores(ignore, path.relative(EXAMPLE, file));
  fs.cpSync(EXAMPLE, context, { recursive: true, filter });
  fs.writeFileSync(path.join(context, 'package-lock.json'), '{}');
  fs.mkdirSync(stages);
  return runSteps(instructionsOf(dockerfile), context, stages, install);
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly errors: () => string;
}

/** Nobody may write, and where root runs the tests, the server runs as nobody, if nobody can reach this folder. */
async function run({ dir, workdir, env, command, user }: Image): Promise<Running> {
  const cwd = path.join(dir, workdir);
  spawnSync('chmod', ['-R', 'a-w,a+rX', dir]);
  const [uid = NOBODY, gid = NOBODY] = (user ?? '').split(':').map(Number);
  const [program = '', ...args] = command;
  const options = { cwd, env: { PATH: process.env['PATH'], PORT: '0', ...env }, timeout: 60_000 };
  const child = spawn(program, args, { ...options, ...(isNobodyAble && { uid, gid }) });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => assert.fail(`ended with ${code}: ${errors}`));
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  return { child, url: String(line).trim(), errors: () => errors };
}

describe('the Docker example', function () {
  this.timeout(120_000);

  it('has a Dockerfile without faults', () => {
    assert.deepEqual(problemsOf(instructionsOf(dockerfile)), []);
    const bad =
      'FROM node\nWORKDIR site\nCOPY --from=none a .\nRUN sudo x\nADDD y\nUSER root\nCMD node x.js';
    assert.equal(problemsOf(instructionsOf(bad)).length, 7);
  });

  it('leaves out what is not to be sent to the builder', () => {
    const ignore = fs.readFileSync(path.join(EXAMPLE, '.dockerignore'), 'utf8');
    for (const name of ['node_modules', '.git', '.static', 'manifest.json']) {
      assert.ok(ignores(ignore, name), name);
    }
    for (const name of fs.readdirSync(EXAMPLE)) {
      assert.ok(!ignores(ignore, name) || name === '.static' || name === 'manifest.json', name);
    }
  });

  it('serves as nobody, from a folder that takes nothing and has no sources', async () => {
    const image = build();
    const site = path.join(image.dir, image.workdir);
    assert.deepEqual(fs.readdirSync(site).sort(), [
      '.static',
      'manifest.json',
      'node_modules',
      'package.json',
      'server.mjs',
      'views',
    ]);
    const { child, url, errors } = await run(image);
    try {
      const page = await (await fetch(url)).text();
      const names = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name = '']) => name);
      assert.equal(names.length, 4);
      for (const name of names) {
        assert.match(name, /\.[0-9a-f]{12}\.(?:svg|css|js)$/);
        const headers = { 'accept-encoding': 'gzip' };
        const response = await fetch(new URL(name, url), { headers });
        assert.equal(response.status, 200, name);
        assert.match(response.headers.get('cache-control') ?? '', /immutable/);
      }
      assert.equal((await fetch(new URL('/css/base.css', url))).status, 404);
    } finally {
      child.removeAllListeners('exit');
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await exit, [0, null]);
      // so that it can be removed
      spawnSync('chmod', ['-R', 'u+w', image.dir]);
    }
    assert.equal(errors(), '');
  });
});
