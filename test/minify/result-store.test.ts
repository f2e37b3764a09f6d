// What is minified once is known to all processes of a machine, and damage costs time only.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nodeDisk } from '../../lib/files/disk.ts';
import { uniqueMark } from '../../lib/files/temporary.ts';
import type { Minified } from '../../lib/minify/minifier.ts';
import { ResultStore } from '../../lib/minify/result-store.ts';
import { deadMark } from '../support/dead-process.ts';
import { createSite } from '../support/site.ts';

const MADE: Minified = { text: 'a{}', by: 'engine', map: { mappings: 'AAAA', names: ['a'] } };
const KEY = ResultStore.keyOf('csso 5.0.5 safe', 'css a {}');

function open() {
  const dir = path.join(createSite().dir, 'minified');
  const clock = { ms: Date.now() };
  const waits: number[] = [];
  const pause = (timeMs: number) => {
    // it blocks: no time-out would end the test
    assert.ok(waits.push(timeMs) < 1000, 'waits for ever');
  };
  const options = { dir, disk: nodeDisk, now: () => clock.ms, random: () => 'random', pause };
  const store = new ResultStore(options);
  return { dir, clock, store, waits, made: () => MADE };
}

const notAgain = (): Minified => assert.fail('made again');

describe('ResultStore', () => {
  it('gives what was made, to another process too', () => {
    const { store, dir, made } = open();
    assert.equal(store.read(KEY), undefined);
    assert.equal(store.once(KEY, made), MADE);
    assert.deepEqual(store.once(KEY, notAgain), MADE);
    assert.deepEqual(store.read(KEY), MADE);
    assert.deepEqual(fs.readdirSync(dir), [`${KEY}.json`]);
  });

  it('makes anew what was cut or edited', () => {
    const { store, dir, made } = open();
    store.once(KEY, made);
    const file = path.join(dir, `${KEY}.json`);
    const whole = fs.readFileSync(file, 'utf8');
    for (const damaged of ['', '\n', 'null', whole.slice(0, -4), whole.replace('a{}', 'b{}')]) {
      fs.writeFileSync(file, damaged);
      assert.equal(store.read(KEY), undefined, damaged);
      assert.equal(store.once(KEY, made), MADE);
    }
  });

  it('takes the lock of a process that is dead for none, and leaves none', () => {
    const { store, dir, clock, made } = open();
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, `${KEY}.lock`), '');
    clock.ms += 60_000;
    assert.equal(store.once(KEY, made), MADE);
    assert.deepEqual(fs.readdirSync(dir), [`${KEY}.json`]);
  });

  it('takes over at once what a process began that is dead', () => {
    const { store, dir, waits, made } = open();
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, `${KEY}.lock`), deadMark());
    assert.equal(store.once(KEY, made), MADE);
    assert.deepEqual(waits, []);
    assert.deepEqual(fs.readdirSync(dir), [`${KEY}.json`]);
  });

  it('waits for a process that lives for twenty seconds, and leaves it its lock', () => {
    const { store, dir, waits, made } = open();
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, `${KEY}.lock`), uniqueMark());
    assert.equal(store.once(KEY, made), MADE);
    assert.equal(
      waits.reduce((sum, each) => sum + each, 0),
      20_000,
    );
    assert.deepEqual(fs.readdirSync(dir).sort(), [`${KEY}.json`, `${KEY}.lock`]);
  });

  it('is told by its lock whose it is while it is made', () => {
    const { store, dir } = open();
    store.once(KEY, () => {
      const owner = fs.readFileSync(path.join(dir, `${KEY}.lock`), 'utf8');
      assert.equal(Number(owner.split('-')[1]), process.pid);
      return MADE;
    });
  });

  it('works for itself where a folder is in the place of a lock', () => {
    const { store, dir, clock, made } = open();
    fs.mkdirSync(path.join(dir, `${KEY}.lock`, 'x'), { recursive: true });
    clock.ms += 60_000;
    assert.equal(store.once(KEY, made), MADE);
  });

  it('leaves no lock where the minifier throws', () => {
    const { store, dir } = open();
    const fail = () => {
      throw new Error('no');
    };
    assert.throws(() => store.once(KEY, fail), /no/);
    assert.deepEqual(fs.readdirSync(dir), []);
  });

  it('works without a disk that can be written', () => {
    const { dir, made } = open();
    fs.writeFileSync(dir, 'a file');
    const store = new ResultStore({ dir, disk: nodeDisk, now: Date.now, random: () => 'r' });
    assert.equal(store.once(KEY, made), MADE);
    store.tidy();
    assert.equal(fs.readFileSync(dir, 'utf8'), 'a file');
  });

  it('removes what is old, and what dead processes have left', () => {
    const { store, dir, clock, made } = open();
    store.once(KEY, made);
    fs.writeFileSync(path.join(dir, 'x.json.r.tmp'), '');
    fs.writeFileSync(path.join(dir, 'x.lock'), '');
    store.tidy();
    assert.equal(fs.readdirSync(dir).length, 3);
    clock.ms += 3600 * 1000;
    store.tidy();
    assert.deepEqual(fs.readdirSync(dir), [`${KEY}.json`]);
    clock.ms += 31 * 24 * 3600 * 1000;
    store.tidy();
    assert.deepEqual(fs.readdirSync(dir), []);
  });

  it('knows other results for other minifiers', () => {
    assert.notEqual(ResultStore.keyOf('csso 5.0.5 full', 'css a {}'), KEY);
    assert.notEqual(ResultStore.keyOf('csso 5.0.5 safe', 'css b {}'), KEY);
  });
});
