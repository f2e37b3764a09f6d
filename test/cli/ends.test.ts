// The command ends with 0 only when its work was done, whatever else ends it or keeps it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { sampled } from '../support/sampled.ts';
import { createFolder, type Ended, type Folder } from './support/command.ts';

const FILES = {
  'x.gif': 'GIF89a',
  'a.css': 'a { color : red }',
  '../views/a.njk': '{% staticfile "/x.gif" %}{% slimfile "/a.css" %}',
};

/** A site whose options are JavaScript. */
function folderWith(options: string, before = ''): Folder {
  return createFolder(
    FILES,
    `${before}; export default {
      roots: 'root', outDir: 'out', templates: 'views', cacheDir: 'cache', manifest: 'm.json',
      ${options}
    };`,
  );
}

const proxy = (parts: string) => `fileProxy: Object.assign((uri) => uri, { ${parts} })`;
const NEVER = 'new Promise(() => {})';
/** Something that keeps a process for longer than a test takes. */
const KEPT = 'setInterval(() => {}, 1e6)';

function assertFailed({ code, out, error }: Ended, sentence: RegExp): void {
  assert.equal(code, 1, out + error);
  assert.match(error, sentence);
  assert.doesNotMatch(out, /files? from/);
}

describe('staticfile build ends with 1 and a sentence', function () {
  this.timeout(60_000);

  it('where a file proxy is never settled', () => {
    const folder = folderWith(proxy(`settled: () => ${NEVER}`));
    assertFailed(
      folder.runAlone('build'),
      /nothing goes on any more, .*: waiting for file proxies\.$/m,
    );
    assert.ok(!folder.site.list().includes('m.json'));
  });

  it('where a file proxy is never built', () => {
    const folder = folderWith(proxy(`mover: { build: () => ${NEVER} }`));
    assertFailed(folder.runAlone('build'), /nothing goes on any more, and it has not ended: /);
  });

  it('at its deadline, with what was waited for', () => {
    const parts = `settled: () => ${NEVER}, mover: { waitingFor: () => '2 uploads, the moon' }`;
    const folder = folderWith(proxy(parts), KEPT);
    const ended = folder.runAlone('build', '--deadline', '3');
    assertFailed(
      ended,
      /\[ERR_STATICFILE_TIMEOUT\] Not done after 3 s: still waiting for 2 uploads, the moon\. Raise/,
    );
  });

  it('where a configuration never resolves', () => {
    for (const text of sampled('configurations that never resolve', 1, [
      `export default ${NEVER}`,
      `await ${NEVER}`,
      `export default () => ${NEVER}`,
    ])) {
      assertFailed(
        createFolder(FILES, text).runAlone('build'),
        /not ended: reading the configuration\.$/m,
      );
    }
  });

  it('where a file proxy is never closed', () => {
    const { code, error } = folderWith(proxy(`close: () => ${NEVER}`)).runAlone('build');
    assert.equal(code, 1);
    assert.match(error, /A file proxy was not closed after 11 s and is abandoned/);
  });

  for (const [what, text] of sampled('texts for a minifier that ends the process', 1, [
    ['long', `/* ${'long '.repeat(20_000)} */ a { color : red }`],
    ['short', 'a { color : red }'],
  ] as const)) {
    it(`where a module of a minifier ends the process, asked for a ${what} text`, () => {
      const folder = folderWith("minify: { css: './exit.cjs#css' }");
      folder.site.write('../exit.cjs', 'exports.css = () => process.exit(0);');
      folder.site.write('a.css', text);
      const { code, out } = folder.runAlone('build');
      assert.equal(code, 1);
      assert.match(out, /^Error: .*a\.css.* could not be minified by .\/exit\.cjs#css/m);
      assert.ok(!folder.site.list().includes('m.json'));
    });
  }

  it('where a function of a minifier ends the process', () => {
    const folder = folderWith('minify: { css: () => process.exit(0) }');
    assertFailed(
      folder.runAlone('build'),
      /was ended from outside of the command, in the middle of: /,
    );
  });

  it('where a configuration ends the process', () => {
    assertFailed(
      createFolder(FILES, 'process.exit(0)').runAlone('build'),
      /in the middle of: reading/,
    );
  });
});

describe('staticfile build ends with 0', function () {
  this.timeout(60_000);

  it('where something of a configuration would keep it', () => {
    const { code, error } = folderWith('', KEPT).runAlone('build');
    assert.deepEqual([code, error], [0, '']);
  });

  for (const stream of ['stdout', 'stderr'] as const) {
    it(`where nobody reads its ${stream}`, async () => {
      const { site } = folderWith('');
      const child = spawn(process.execPath, [path.resolve('dist/bin.js'), 'build'], {
        cwd: site.dir,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child[stream].destroy();
      child[stream === 'stdout' ? 'stderr' : 'stdout'].resume();
      const [code] = await once(child, 'exit');
      assert.equal(code, 0);
      assert.ok(site.list().includes('m.json'));
    });
  }
});

describe('Ctrl-C', function () {
  this.timeout(60_000);

  /** Starts a build that waits for ever, and answers when it does. */
  async function waiting(folder: Folder, word: string) {
    const child = spawn(process.execPath, [path.resolve('dist/bin.js'), 'build'], {
      cwd: folder.site.dir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: '1', NODE_OPTIONS: '' },
    });
    let error = '';
    child.stderr.on('data', (text) => {
      error += text;
    });
    let out = '';
    while (!out.includes(word)) out += String((await once(child.stdout, 'data'))[0]);
    return { child, errorOf: () => error };
  }

  it('is heard while file proxies are waited for, and says what it abandons', async () => {
    const parts = `settled: () => { console.log('waits'); return ${NEVER}; }, mover: { waitingFor: () => 'the moon' }`;
    const folder = folderWith(proxy(parts), KEPT);
    const { child, errorOf } = await waiting(folder, 'waits');
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    assert.equal(code, 130);
    assert.match(errorOf(), /stopping; abandoned: waiting for .*\. Ctrl-C again ends at once\.$/m);
    assert.ok(!folder.site.list().includes('m.json'));
  });

  it('is heard while the configuration is read', async () => {
    const text = `${KEPT}; console.log('reads'); export default ${NEVER};`;
    const { child } = await waiting(createFolder(FILES, text), 'reads');
    child.kill('SIGINT');
    assert.equal((await once(child, 'close'))[0], 130);
  });

  it('has a code of its own for SIGTERM', async () => {
    const parts = `settled: () => { console.log('waits'); return ${NEVER}; }`;
    const { child } = await waiting(folderWith(proxy(parts), KEPT), 'waits');
    child.kill('SIGTERM');
    assert.equal((await once(child, 'close'))[0], 143);
  });

  it('ends at once the second time', async () => {
    const text = `import { writeSync } from 'node:fs';
      process.on('SIGINT', () => { for (;;) writeSync(1, 'busy'); });
      console.log('reads'); setTimeout(() => {}, 1e6); export default ${NEVER};`;
    const quiet = text.replace("for (;;) writeSync(1, 'busy');", '');
    const { child } = await waiting(createFolder(FILES, quiet), 'reads');
    child.kill('SIGINT');
    child.kill('SIGINT');
    assert.equal((await once(child, 'close'))[0], 130);
  });
});
