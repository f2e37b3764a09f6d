// What file proxies are told of outputs that stand in until the minified ones are made.
import assert from 'node:assert/strict';
import type { FileInfo } from '../../lib/index.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'a.js': 'var a = 1;\n',
  'a.css': '@import "b.css";\n\na { background: url(x.gif) }\n',
  'b.css': 'b { color: red }\n\n',
  'x.gif': 'gif',
  'same.js': 'f();',
};
const FLAGS = ['new', 'changed', 'checked', 'cached', 'provisional'] as const;

interface Call {
  readonly uri: string;
  readonly flags: string;
}

function open(options: InstanceOptions = {}) {
  const calls: Call[] = [];
  const state = { isFinal: false };
  const ask = (uri: string, info: FileInfo) => {
    calls.push({ uri, flags: FLAGS.filter((flag) => info[flag]).join(' ') });
    return uri;
  };
  const fileProxy = Object.assign(ask, { isFinal: () => state.isFinal });
  const instance = makeInstance(FILES, {
    debug: false,
    conversion: 'background',
    fileProxy,
    ...options,
  });
  after(() => instance.staticfiles.close());
  const { staticfiles } = instance;
  const flagsOf = (action: () => string): [uri: string, flags: string][] => {
    calls.length = 0;
    action();
    return calls.map(({ uri, flags }) => [uri.replace(/\.\w{12}(?=\.)/, ''), flags]);
  };
  const slim = (path: string) => flagsOf(() => staticfiles.slimfile(path));
  const plain = (path: string) => flagsOf(() => staticfiles.staticfile(path));
  return { ...instance, slim, plain, state, settled: () => staticfiles.settled() };
}

describe('a file proxy is told of what stands in', () => {
  it('that it is provisional, and later that the minified one is another', async () => {
    const { slim, settled } = open();
    assert.deepEqual(slim('/a.js'), [['/a.js', 'new checked provisional']]);
    assert.deepEqual(slim('/a.js'), [['/a.js', 'provisional']]);
    await settled();
    assert.deepEqual(slim('/a.js'), [['/a.js', 'changed checked']]);
    assert.deepEqual(slim('/a.js'), [['/a.js', '']]);
  });

  it('that it is new again when it is asked for as it is', () => {
    const { slim, plain } = open();
    slim('/a.js');
    assert.deepEqual(plain('/a.js'), [['/a.js', 'new checked']]);
    assert.deepEqual(plain('/a.js'), [['/a.js', '']]);
    assert.deepEqual(slim('/a.js'), [['/a.js', 'provisional']]);
  });

  it('that it is new again when it turns out to be what was asked for', async () => {
    const { slim, settled } = open();
    assert.deepEqual(slim('/same.js'), [['/same.js', 'new checked provisional']]);
    await settled();
    assert.deepEqual(slim('/same.js'), [['/same.js', 'new checked']]);
    assert.deepEqual(slim('/same.js'), [['/same.js', '']]);
  });

  it('the same of the sheets that it imports, and not of its pictures', async () => {
    const { slim, settled } = open();
    assert.deepEqual(slim('/a.css'), [
      ['/b.css', 'new checked provisional'],
      ['/x.gif', 'new checked'],
      ['/a.css', 'new checked provisional'],
    ]);
    await settled();
    assert.deepEqual(slim('/a.css').sort(), [
      ['/a.css', 'changed checked'],
      ['/b.css', 'changed checked'],
      ['/x.gif', ''],
    ]);
  });

  it('again at each render, though it says that its answers are final', async () => {
    const { slim, settled, state } = open();
    state.isFinal = true;
    slim('/a.js');
    assert.deepEqual(slim('/a.js'), [['/a.js', 'provisional']]);
    await settled();
    slim('/a.js');
    assert.deepEqual(slim('/a.js'), []);
  });

  it('nothing of a description', () => {
    const { staticfiles, slim } = open();
    const { state, uri } = staticfiles.describe('/a.js', { slim: true });
    assert.equal(state, 'converting');
    assert.deepEqual(slim('/a.js'), [['/a.js', 'new checked provisional']]);
    assert.equal(uri, staticfiles.slimfile('/a.js'));
  });

  it('of nothing that stands in when all is to be ready', async () => {
    const { staticfiles, slim } = open();
    slim('/a.css');
    await staticfiles.settled({ ready: true });
    assert.deepEqual(
      slim('/a.css').filter(([, flags]) => flags.includes('provisional')),
      [],
    );
  });

  it('and not that it is new, where it was offered as an output of its own before', async () => {
    const { slim, plain, settled } = open();
    assert.deepEqual(plain('/a.js'), [['/a.js', 'new checked']]);
    assert.deepEqual(slim('/a.js'), [['/a.js', 'checked provisional']]);
    await settled();
    assert.deepEqual(slim('/a.js'), [['/a.js', 'changed checked']]);
  });

  it('that it is new once, where what is minified is what it was', async () => {
    const { slim, plain, settled } = open();
    assert.deepEqual(plain('/same.js'), [['/same.js', 'new checked']]);
    slim('/same.js');
    await settled();
    assert.deepEqual(slim('/same.js'), [['/same.js', 'checked']]);
  });
});
