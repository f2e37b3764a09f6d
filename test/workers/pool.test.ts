// Real worker threads, and all the ways in which they end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type Job, WorkerPool, type WorkerPoolOptions } from '../../lib/workers/pool.ts';
import { programFile } from '../support/program.ts';

const FILE = programFile('./support/worker.ts', import.meta.url);

describe('WorkerPool', function () {
  this.timeout(60_000);
  const pools: WorkerPool[] = [];
  const make = (options: Partial<WorkerPoolOptions> = {}) => {
    const pool = new WorkerPool({ file: FILE, now: Date.now, ...options });
    pools.push(pool);
    const run = <Value>(name: string, input: unknown = 1, job: Partial<Job> = {}) =>
      pool.run<Value>({ name, input, mostWorkers: 1, keepsAlive: true, ...job });
    return { pool, run };
  };
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
  });

  it('has jobs done in one worker', async () => {
    const { run } = make();
    const answers = await Promise.all([run('double', 2), run('double', 3), run('double', 4)]);
    assert.deepEqual(answers, [4, 6, 8]);
    const threads = await Promise.all([run('thread'), run('thread')]);
    assert.equal(new Set(threads).size, 1);
    assert.notEqual(threads[0], 0);
  });

  it('says why a job failed, and goes on', async () => {
    const { run } = make();
    await assert.rejects(run('fail'), { kind: 'refused', message: /too small/ });
    await assert.rejects(run('function'), { kind: 'refused' });
    await assert.rejects(
      run('double', () => {}),
      { kind: 'refused' },
    );
    assert.equal(await run('double'), 2);
  });

  for (const name of ['exit', 'crash']) {
    it(`loses the job that ends its worker by "${name}", and does the next`, async () => {
      const { run } = make();
      const lost = assert.rejects(run(name), { kind: 'lost' });
      const next = run('double', 21);
      await lost;
      assert.equal(await next, 42);
    });
  }

  it('loses the job that crashed, though nobody has heard yet that its worker was ready', () => {
    const program = programFile('./support/crash-unheard.ts', import.meta.url);
    const { stdout, stderr } = spawnSync(process.execPath, [program, FILE], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    assert.equal(stdout, 'lost\n', stderr);
  });

  it('loses the job that fills the memory of its worker, and does the next', async () => {
    const { run } = make({ heapMb: 50 });
    const lost = assert.rejects(run('fillMemory'), { kind: 'lost', message: /memory/ });
    const next = run('double', 21);
    await lost;
    assert.equal(await next, 42);
  });

  it('has no worker where the module is not there, and looks again after a second', async () => {
    const clock = { ms: 0 };
    const { run } = make({ file: `${FILE}.none`, now: () => clock.ms });
    const both = [run('double'), run('double')];
    await assert.rejects(both[0] as Promise<unknown>, { kind: 'absent' });
    await assert.rejects(both[1] as Promise<unknown>, { kind: 'absent' });
    await assert.rejects(run('double'), { kind: 'absent', message: 'there is no worker thread' });
    clock.ms += 1000;
    await assert.rejects(run('double'), { kind: 'absent', message: /Cannot find module/ });
  });

  it('has no worker where there is no module', async () => {
    await assert.rejects(make({ file: undefined }).run('double'), { kind: 'absent' });
  });

  it('ends the worker of a job that is given up, and forgets one that waits', async () => {
    const { run } = make();
    const [first, second] = [new AbortController(), new AbortController()];
    const running = run('never', 1, { signal: first.signal });
    const waiting = run('double', 1, { signal: second.signal });
    const third = run('double', 4);
    second.abort(new Error('no longer'));
    await assert.rejects(waiting, { message: 'no longer' });
    first.abort(new Error('too late'));
    await assert.rejects(running, { message: 'too late' });
    assert.equal(await third, 8);
  });

  it('gives what waits to nobody when it is closed, and takes no more', async () => {
    const { pool, run } = make();
    await run('double');
    const running = assert.rejects(run('never'), { kind: 'absent' });
    const waiting = assert.rejects(run('double'), { kind: 'absent' });
    await pool.close();
    await Promise.all([running, waiting]);
    await assert.rejects(run('double'), { kind: 'absent' });
  });

  it('lets a job finish that must, when it is closed', async () => {
    const { pool, run } = make();
    await run('double');
    const last = run('double', 5, { mustFinish: true });
    // it is on its way
    await new Promise((resolve) => setImmediate(resolve));
    await pool.close();
    assert.equal(await last, 10);
  });

  it('ends a worker that has nothing to do', async () => {
    const { run } = make({ idleMs: 0 });
    const before = await run<number>('thread');
    // behind the timer that ends it
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.notEqual(await run<number>('thread'), before);
  });

  it('keeps no process alive, but for a job that does', () => {
    const program = programFile('./support/one-job.ts', import.meta.url);
    const run = (...flags: string[]) =>
      spawnSync(process.execPath, [program, FILE, ...flags], { encoding: 'utf8', timeout: 50_000 });
    const [kept, left] = [run('keepsAlive'), run()];
    assert.deepEqual([kept.status, kept.stdout, kept.stderr], [0, '42\n', '']);
    assert.deepEqual([left.status, left.stdout, left.stderr], [0, '', '']);
  });
});
