// Progress is one line of a terminal; elsewhere, and in JSON, nothing is shown but long waits.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { createDisplay } from '../../lib/cli/progress.ts';
import { createFolder } from './support/command.ts';

/** A display whose clock is held. */
function held(isQuiet = false, isWatched = true) {
  const shown: string[] = [];
  const errors: string[] = [];
  let nowMs = 0;
  const terminal = {
    folder: '/',
    hasColors: false,
    print: () => {},
    printError: (text: string) => void errors.push(text),
    showLine: isWatched ? (text: string) => void shown.push(text) : undefined,
  };
  const display = createDisplay({ terminal, now: () => nowMs }, isQuiet);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { display, shown, errors, pass };
}

describe('the progress', () => {
  it('replaces its line no more often than people read, and shows each phase', () => {
    const { display, shown, pass } = held();
    for (let done = 1; done <= 100; done += 1) {
      display.show({ phase: 'convert', done, total: 100, path: `/${done}.gif` });
      pass(10);
    }
    display.show({ phase: 'compress', done: 1, total: 2, path: '/a.js' });
    display.end();
    assert.equal(shown.length, 20 + 2);
    assert.deepEqual(shown.slice(0, 2), [
      'Converting 1 of 100  /1.gif',
      'Converting 6 of 100  /6.gif',
    ]);
    assert.deepEqual(shown.slice(-2), ['Compressing 1 of 2  /a.js', '']);
  });

  it('shows nothing without a terminal or in JSON, but says what it waits for', () => {
    for (const { display, shown, errors } of [held(true), held(false, false)]) {
      display.show({ phase: 'convert', done: 1, total: 1 });
      display.show({ phase: 'upload', done: 0, total: 1, waitingFor: ['3 uploads'] });
      assert.deepEqual([shown, errors], [[], ['Waiting for 3 uploads.']]);
    }
  });

  it('writes names of files without what could steer a terminal', () => {
    const { display, shown } = held();
    display.show({ phase: 'convert', done: 1, total: 1, path: '/\u001b[2J.gif' });
    assert.deepEqual(shown, ['Converting 1 of 1  /\\u001b[2J.gif']);
  });
});

describe('the command on a terminal', function () {
  this.timeout(60_000);

  const FILES = { 'a.js': 'add(1, 2);\n'.repeat(90), '../views/a.njk': '{% staticfile "/a.js" %}' };

  /** Runs it where the system's `script` opens a terminal for it. */
  function onTerminal(env: Record<string, string>, ...args: string[]): string {
    const { site } = createFolder(FILES);
    const command = [process.execPath, path.resolve('dist/bin.js'), ...args].join(' ');
    const { CI: _ci, NO_COLOR: _colors, FORCE_COLOR: _force, ...others } = process.env;
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: site.dir,
      encoding: 'utf8',
      env: { ...others, NODE_OPTIONS: '', TERM: 'xterm', ...env },
      timeout: 60_000,
    });
    return stdout;
  }

  before(function () {
    if (spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0) return;
    process.stderr.write('skipped: the command on a terminal: there is no program "script"\n');
    this.skip();
  });

  it('shows compressing in a line that it takes away, and colours', () => {
    const out = onTerminal({}, 'build', '--precompress');
    const shown = out.replace(/[0-9a-f]{12}/g, 'V');
    assert.ok(shown.includes('\r\u001b[KCompressing 1 of 1  /a.V.js\r\u001b[Kout/a'), shown);
    assert.ok(shown.includes('\u001b[32m✓\u001b[39m 1 file from 1 template'), shown);
  });

  it('has no colours with NO_COLOR, and no line in CI', () => {
    const out = onTerminal({ NO_COLOR: '1', CI: 'true' }, 'build');
    assert.ok(!out.includes('\u001b'), JSON.stringify(out));
    assert.match(out, /^✓ 1 file/m);
  });
});
