// What the command prints is read at a glance: lists with sizes, sums, nothing twice, nothing endless.
import assert from 'node:assert/strict';
import { createFolder } from './support/command.ts';

const FILES = {
  'css/a.css': `/* ${'words '.repeat(500)} */ a { background: url(../img/x.gif) }`,
  'js/a.js': `${'add(1, 2);\n'.repeat(30)}`,
  'img/x.gif': 'GIF89a',
  '../views/page.njk': '{% slimfile "/css/a.css" %}{% staticfile "/js/a.js" %}',
};

/** Versions and times are others each time. */
const steady = (out: string): string =>
  out.replaceAll(/\.[0-9a-f]{12}\./g, '.V.').replaceAll(/\d+\.\d s\)/g, 'T)');

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`img/${at}.gif`, `GIF89a${at}`]));

describe('staticfile build prints', () => {
  it('what it made with sizes, then the sum, where it went and the time', async () => {
    const { out } = await createFolder(FILES).run('build');
    assert.equal(
      steady(out),
      [
        'out/js/a.V.js    330 B',
        'out/css/a.V.css  3.0 kB → 92 B',
        'out/img/x.V.gif  6 B',
        '',
        '✓ 3 files from 1 template → out  3.4 kB → 428 B  (T)',
        '  manifest: manifest.json',
        '',
      ].join('\n'),
    );
  });

  it('sizes of brotli where it compresses, and how many files that wrote', async () => {
    const { run } = createFolder(FILES);
    const { out } = await run('build', '--precompress');
    assert.match(out, /^out\/js\/a\.\w+\.js +330 B +brotli \d\d B$/m);
    assert.match(out, /^ {2}4 compressed files written; manifest/m);
    assert.match((await run('build', '--precompress')).out, /; 0 compressed files written; /);
  });

  it('no list where all was there already', async () => {
    const { run } = createFolder(FILES);
    await run('build');
    const { out } = await run('build');
    assert.equal(
      steady(out),
      '✓ 3 files from 1 template → out  3.4 kB → 428 B  (T)\n' +
        '  none made now, 3 known to the cache; manifest: manifest.json\n',
    );
  });

  it('a long list in part, the largest files first, and says how many there are besides', async () => {
    const { run } = createFolder({ ...many(50), 'img/large.gif': 'GIF89a large' });
    const lines = (await run('build', '--include', '/img/*')).out.split('\n');
    assert.match(lines[0] ?? '', /^out\/img\/large\.\w+\.gif {2}12 B$/);
    assert.equal(lines[20], '… and 31 more files (--json lists all)');
    const { outputs } = JSON.parse((await run('build', '--include', '/img/*', '--json')).out);
    assert.equal(outputs.length, 51);
  });

  it('a missing file once, though it is warned of, too, and named twice', async () => {
    const page = '{% staticfile "/none.gif" %}{% staticfile "/none.gif" %}';
    const { out } = await createFolder({ ...FILES, '../views/page.njk': page }).run('build');
    assert.equal(out.match(/none\.gif/g)?.length, 1, out);
    assert.match(out, /^Missing: views\/page\.njk:1: Cannot find "\/none\.gif"\. Looked in/m);
  });

  it('a cross and no manifest where it failed', async () => {
    const { run } = createFolder({ ...FILES, '../views/x.njk': '{% staticfile "/none.gif" %}' });
    const { code, out } = await run('build', '--strict');
    assert.equal(code, 1);
    assert.match(out, /^✗ 3 files from 2 templates/m);
    assert.doesNotMatch(out, /manifest: /);
  });

  it('where files went that lie beside their sources', async () => {
    const configuration = 'export default { roots: "root", outDir: false, templates: "views" };';
    const { out } = await createFolder(FILES, configuration).run('build');
    assert.match(out, /^root\/js\/a\.\w+\.js {2}/m);
    assert.match(out, /^✓ 3 files from 1 template beside the sources {2}/m);
  });

  it('the members that JSON had, with outputs, folder and time added', async () => {
    const { run, site } = createFolder(FILES);
    const report = JSON.parse((await run('build', '--json', '--precompress')).out);
    const names = 'templates files converted bytesBefore bytesAfter slowest missing unknown failed';
    for (const name of `${names} errors warnings compressed`.split(' ')) {
      assert.ok(name in report, name);
    }
    assert.equal(report.outDir, `${site.dir}/out`);
    assert.equal(typeof report.durationMs, 'number');
    assert.deepEqual(Object.keys(report.outputs[0]), [
      'uri',
      'output',
      'originalBytes',
      'bytes',
      'cached',
    ]);
  });
});

describe('staticfile status, explain, doctor and clean print', () => {
  it('sizes with units, folders as they are typed, and numbers with the right noun', async () => {
    const { run, site } = createFolder(FILES);
    await run('build');
    assert.match(
      (await run('status')).out,
      /^outputs {3}4 files, [\d.]+ k?B\nstray {5}0\noutDir {4}out\ncacheDir {2}cache\n$/,
    );
    const { out } = await run('explain', '/css/a.css');
    assert.match(
      out,
      /^asked +\/css\/a\.css\nstate +local\nlooked in +root\nfound +root\/css\/a\.css$/m,
    );
    assert.match(out, /^source size +3\.0 kB$/m);
    assert.match(out, /^minified by +the engine$/m);
    assert.match((await run('doctor')).out, /\n\nAll is well: 5 checks\.\n$/);
    site.write('js/a.js', 'edited');
    await run('build');
    assert.match(
      (await run('status')).out,
      /^stray +1 {2}nothing refers to them: see "staticfile clean"$/m,
    );
    assert.match(
      (await run('clean')).out,
      /^Nothing to remove\. 1 file stays, because it is not older than 7d\.\n$/,
    );
    const removed = (await run('clean', '--older-than', '0', '--yes')).out;
    assert.match(removed, /^removed {2}out\/js\/a\.\w+\.js\n1 file, 330 B\.\n$/);
  });

  it('what is wrong with the number of faults', async () => {
    const configuration =
      'export default { roots: ["root", "none"], outDir: "out", cacheDir: "c" };';
    const { out } = await createFolder({ 'a.css': '' }, configuration).run('doctor');
    assert.match(out, /\n\n1 of 6 checks found something wrong\.\n$/);
  });
});
