// What a file proxy is told of a file, situation by situation.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import type { FileInfo, FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

type Options = Partial<Parameters<typeof createStaticfiles>[0]>;

const FLAGS = [
  'new',
  'changed',
  'checked',
  'notfound',
  'disabled',
  'cached',
  'provisional',
] as const;

interface Call {
  readonly uri: string;
  readonly flags: readonly string[];
  readonly filepath: string | undefined;
}

/** A site whose proxy records what it is told; `last()` takes the calls since the last time. */
function recordingSite(files: Files, options: Options = {}) {
  const site = createSite(files);
  const clock = { ms: Date.now() };
  const calls: Call[] = [];
  const fileProxy: FileProxy = (uri: string, info: FileInfo) => {
    calls.push({ uri, flags: FLAGS.filter((flag) => info[flag]), filepath: info.filepath });
    return uri;
  };
  const staticfiles = createStaticfiles(
    { roots: [site.root], outDir: site.outDir, fileProxy, logger: collectLog(), ...options },
    { now: () => clock.ms },
  );
  const render = (name: string): Call[] => {
    staticfiles.staticfile(name);
    return calls.splice(0);
  };
  return { site, clock, staticfiles, render };
}

function versioned(name: string, content: string): string {
  const version = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const ext = path.posix.extname(name);
  return `${name.slice(0, -ext.length)}.${version}${ext}`;
}

function output(site: Site, uri: string): string {
  return path.join(site.outDir, ...uri.split('/'));
}

/** The flags of the only call for a file whose stem is given. */
function flagsOf(calls: readonly Call[], stem: string): readonly string[] | undefined {
  const found = calls.filter((call) => path.posix.basename(call.uri).startsWith(`${stem}.`));
  assert.equal(found.length, 1, `one call for ${stem} in ${JSON.stringify(calls)}`);
  return found[0]?.flags;
}

describe('flags with enabled: false', () => {
  it('say disabled and nothing else, without a file', () => {
    const { render } = recordingSite({ 'img/x.gif': 'gif' }, { enabled: false, debug: true });
    const expected = [{ uri: '/img/x.gif', flags: ['disabled'], filepath: undefined }];
    assert.deepEqual(render('/img/x.gif'), expected);
    assert.deepEqual(render('/img/x.gif'), expected);
  });

  it('come with the path as it is as the answer, and nothing is written', () => {
    const { site, staticfiles } = recordingSite({ 'img/x.gif': 'gif' }, { enabled: false });
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
    assert.equal(
      site.list().some((name) => /x\.[0-9a-f]{12}\.gif$/.test(name)),
      false,
    );
  });
});

describe('flags of a file that is seen for the first time', () => {
  it('say new and checked, with the output as the file', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: false });
    const uri = versioned('/img/x.gif', 'gif');
    const call = { uri, flags: ['new', 'checked'], filepath: output(site, uri) };
    assert.deepEqual(render('/img/x.gif'), [call]);
    assert.equal(site.read(path.join('out', uri)), 'gif');
  });

  it('are the same in debug', () => {
    const { render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: true });
    assert.deepEqual(flagsOf(render('/img/x.gif'), 'x'), ['new', 'checked']);
  });

  it('say new again after a restart, where the output is there already', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: false });
    render('/img/x.gif');
    const calls: boolean[] = [];
    const restarted = createStaticfiles({
      roots: [site.root],
      outDir: site.outDir,
      fileProxy: (uri: string, info: FileInfo) => {
        calls.push(info.new);
        return uri;
      },
    });
    restarted.staticfile('/img/x.gif');
    assert.deepEqual(calls, [true]);
  });

  it('name the file beside the source without an outDir', () => {
    const site = createSite({ 'img/x.gif': 'gif' });
    const files: (string | undefined)[] = [];
    const fileProxy: FileProxy = (uri: string, info: FileInfo) => {
      files.push(info.filepath);
      return uri;
    };
    createStaticfiles({ roots: [site.root], fileProxy }).staticfile('/img/x.gif');
    assert.deepEqual(files, [path.join(site.root, versioned('/img/x.gif', 'gif'))]);
  });

  it('come with namePrefix in the uri and not in the file', () => {
    const options = { namePrefix: '/forever', mediaUrl: '//static.example.com' };
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, options);
    const uri = versioned('/img/x.gif', 'gif');
    assert.deepEqual(render('/img/x.gif'), [
      { uri: `/forever${uri}`, flags: ['new', 'checked'], filepath: output(site, uri) },
    ]);
  });
});

describe('flags of a file that was seen before', () => {
  it('say nothing where it is not checked, with the output as the file', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: false });
    render('/img/x.gif');
    const uri = versioned('/img/x.gif', 'gif');
    const call = { uri, flags: [], filepath: output(site, uri) };
    assert.deepEqual(render('/img/x.gif'), [call]);
    assert.deepEqual(render('/img/x.gif'), [call]);
  });

  it('say nothing for an edited source without debug', () => {
    const { site, render, clock } = recordingSite({ 'img/x.gif': 'gif' }, { debug: false });
    render('/img/x.gif');
    site.write('img/x.gif', 'edited');
    clock.ms += 3_600_000;
    assert.deepEqual(flagsOf(render('/img/x.gif'), 'x'), []);
  });

  it('say checked in debug', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: true });
    render('/img/x.gif');
    const uri = versioned('/img/x.gif', 'gif');
    assert.deepEqual(render('/img/x.gif'), [
      { uri, flags: ['checked'], filepath: output(site, uri) },
    ]);
  });

  it('know each file for itself', () => {
    const { render } = recordingSite({ 'a.gif': 'a', 'b.gif': 'b' }, { debug: false });
    render('/a.gif');
    assert.deepEqual(flagsOf(render('/b.gif'), 'b'), ['new', 'checked']);
    assert.deepEqual(flagsOf(render('/a.gif'), 'a'), []);
  });
});

describe('flags of an edited source in debug', () => {
  it('say changed and checked, with the new uri and file', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: true });
    render('/img/x.gif');
    site.write('img/x.gif', 'edited');
    const uri = versioned('/img/x.gif', 'edited');
    assert.deepEqual(render('/img/x.gif'), [
      { uri, flags: ['changed', 'checked'], filepath: output(site, uri) },
    ]);
    assert.equal(site.read(path.join('out', uri)), 'edited');
  });

  it('say changed only once', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: true });
    render('/img/x.gif');
    site.write('img/x.gif', 'edited');
    render('/img/x.gif');
    assert.deepEqual(flagsOf(render('/img/x.gif'), 'x'), ['checked']);
  });

  it('say changed again when the former content comes back', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: true });
    render('/img/x.gif');
    site.write('img/x.gif', 'edited');
    render('/img/x.gif');
    site.write('img/x.gif', 'gif');
    const [call] = render('/img/x.gif');
    assert.deepEqual(call?.flags, ['changed', 'checked']);
    assert.equal(call?.uri, versioned('/img/x.gif', 'gif'));
  });

  it('do not say changed when only its time is another', () => {
    const { site, render } = recordingSite({ 'img/x.gif': 'gif' }, { debug: true });
    render('/img/x.gif');
    site.remove('img/x.gif');
    site.write('img/x.gif', 'gif');
    assert.deepEqual(flagsOf(render('/img/x.gif'), 'x'), ['checked']);
  });
});

describe('flags of a combination', () => {
  it('are those of one output', () => {
    const { site, render } = recordingSite({ 'a.js': 'a();', 'b.js': 'b();' }, { debug: true });
    const [first, ...others] = render('/a.js; /b.js');
    assert.deepEqual(first?.flags, ['new', 'checked']);
    assert.deepEqual(others, []);
    assert.deepEqual(render('/a.js; /b.js'), [{ ...first, flags: ['checked'] }]);
    site.write('b.js', 'edited();');
    const [edited] = render('/a.js; /b.js');
    assert.deepEqual(edited?.flags, ['changed', 'checked']);
    assert.notEqual(edited?.uri, first?.uri);
  });

  it('leave its members new to a template that names them', () => {
    const { render } = recordingSite({ 'a.js': 'a();', 'b.js': 'b();' }, { debug: false });
    render('/a.js; /b.js');
    assert.deepEqual(flagsOf(render('/a.js'), 'a'), ['new', 'checked']);
  });
});

describe('flags of a missing file', () => {
  it('say checked and notfound, without a file, each time', () => {
    const { render } = recordingSite({}, { debug: false });
    const call = { uri: '/img/no.gif', flags: ['checked', 'notfound'], filepath: undefined };
    assert.deepEqual(render('/img/no.gif'), [call]);
    assert.deepEqual(render('/img/no.gif'), [call]);
  });

  it('are the same in debug', () => {
    const { render } = recordingSite({}, { debug: true });
    assert.deepEqual(flagsOf(render('/img/no.gif'), 'no'), ['checked', 'notfound']);
  });

  it('say new and checked once it has appeared and a second has passed', () => {
    const { site, render, clock } = recordingSite({}, { debug: false });
    render('/img/x.gif');
    site.write('img/x.gif', 'gif');
    clock.ms += 1_001;
    assert.deepEqual(flagsOf(render('/img/x.gif'), 'x'), ['new', 'checked']);
  });

  it('come with one warning per path', () => {
    const logger = collectLog();
    const { render } = recordingSite({}, { logger });
    render('/img/no.gif');
    render('/img/no.gif');
    assert.equal(logger.warnings.length, 1);
    assert.match(logger.warnings[0] ?? '', /img\/no\.gif/);
  });
});
