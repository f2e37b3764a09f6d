// Arguments: each flag takes one value, wherever it stands; what is wrong is said, with what would be right.
import assert from 'node:assert/strict';
import { readArguments } from '../../lib/cli/arguments.ts';

function called(line: string): object {
  const asked = readArguments(line.split(' '));
  assert.equal(asked.kind, 'run');
  return asked.kind === 'run'
    ? { name: asked.called.command.name, ...(asked.called.flags as object) }
    : {};
}

const BUILD = { name: 'build', json: false, precompress: false, strict: false, dryRun: false };

const right: Readonly<Record<string, object>> = {
  build: { ...BUILD, templates: [] },
  'build views': { ...BUILD, templates: ['views'] },
  'build --root public views': { ...BUILD, root: ['public'], templates: ['views'] },
  'build views --include /img/** more/*.njk': {
    ...BUILD,
    templates: ['views', 'more/*.njk'],
    include: ['/img/**'],
  },
  '--json build --include /a --include=/b --out-dir out': {
    ...BUILD,
    json: true,
    templates: [],
    include: ['/a', '/b'],
    outDir: 'out',
  },
  'build --manifest=--odd.json --strict --precompress --dry-run': {
    ...BUILD,
    templates: [],
    manifest: '--odd.json',
    strict: true,
    precompress: true,
    dryRun: true,
  },
  'build --naming timestamp --media-url //cdn -- --views': {
    ...BUILD,
    naming: 'timestamp',
    mediaUrl: '//cdn',
    templates: ['--views'],
  },
  'explain /img/x.gif': { name: 'explain', json: false, path: '/img/x.gif' },
  'cdn check --dry-run': { name: 'cdn', json: false, action: 'check', dryRun: true },
  'clean --yes --older-than 0': { name: 'clean', json: false, yes: true, olderThan: '0' },
};

const wrong: Readonly<Record<string, RegExp>> = {
  '--nope': /^--nope stands without a command/,
  '--json --root public': /^--json stands without a command/,
  bild: /^There is no command "bild"\. Did you mean "build"\?/,
  'build --precompres':
    /^"staticfile build" has no flag --precompres\. Did you mean "--precompress"\?$/,
  'build --outDir out': /Did you mean "--out-dir"\?/,
  'build --no-json': /no flag --no-json/,
  'build -x': /no flag -x/,
  'status --strict': /^"staticfile status" has no flag --strict/,
  'build --constructor x': /no flag --constructor/,
  'build --__proto__ x': /no flag --__proto__/,
  'build --manifest': /^--manifest needs a value/,
  'build --manifest --strict': /^--manifest needs a value/,
  'build --manifest=': /^--manifest needs a value/,
  'build --root': /^--root needs a value/,
  'build --manifest a --manifest b': /^--manifest is given twice/,
  'build --json --json': /^--json is given twice/,
  'build --json=1': /^--json takes no value, got "1"/,
  'build --naming hsh': /^--naming must be hash or timestamp, got "hsh"/,
  explain: /^"staticfile explain" needs a <path>/,
  'explain /a /b': /^"staticfile explain" does not take "\/b"/,
  'cdn chek': /^There is no "cdn chek"\. Did you mean "check"\?$/,
  'cdn constructor': /^There is no "cdn constructor"\. Known are "setup", "check"\.$/,
  'cdn setup more': /^"staticfile cdn" does not take "more"/,
  'prune --keep three': /^--keep must be a number, got "three"\.$/,
  'prune --older-than=-1': /^--older-than must be a number, got "-1"\.$/,
  'prune --max-delete 1e': /^--max-delete must be a number, got "1e"\.$/,
  'clean --older-than soon': /^--older-than must be a number and a unit/,
  'build --deadline soon': /^--deadline must be a number and a unit/,
  'pages out --deadline 1y': /^--deadline must be a number and a unit/,
  'status more': /^"staticfile status" does not take "more"/,
};

describe('arguments', () => {
  for (const [line, flags] of Object.entries(right)) {
    it(`are read: \`${line}\``, () => {
      assert.deepEqual(called(line), flags);
    });
  }

  for (const [line, message] of Object.entries(wrong)) {
    it(`are refused: \`${line}\``, () => {
      assert.throws(() => readArguments(line.split(' ')), { name: 'UsageError', message });
    });
  }

  it('may ask for help, of all or of one, or for the version', () => {
    for (const args of [[], ['-h'], ['--help'], ['help'], ['--help', 'nothing']]) {
      assert.deepEqual(readArguments(args), { kind: 'help', command: undefined });
    }
    for (const args of [
      ['build', '-h'],
      ['--help', 'build', '--wrong'],
      ['help', 'build'],
    ]) {
      const asked = readArguments(args);
      assert.equal(asked.kind === 'help' && asked.command?.name, 'build');
    }
    assert.deepEqual(readArguments(['--version']), { kind: 'version' });
  });
});
