// Arguments that are read without yargs mean what they mean to yargs.
import assert from 'node:assert/strict';
import { readArguments } from '../../lib/cli/arguments.ts';
import { readPlainArguments } from '../../lib/cli/plain-arguments.ts';
import { OPTIONS } from '../../lib/cli/table.ts';

const PLAIN = [
  'build',
  'build views',
  'build views more/*.njk --include /img/**',
  'build --include /a --include /b --root one --root two --out-dir out --json',
  'build --include=/a --manifest=m.json --strict --precompress --dry-run',
  'build --naming timestamp --media-url //cdn --name-prefix /p --config c.mjs',
  'status --manifest a.json --manifest b.json',
  'explain /img/x.gif',
  'explain /img/x.gif --json --root public',
  'clean --yes',
  'doctor --config other.json',
];

/** Those of yargs that are ours: it adds `_`, `$0`, other spellings, and what was not given. */
async function flagsOfYargs(args: string[]): Promise<object> {
  const called = await readArguments(args, '0');
  const flags = Object.entries(called?.flags ?? {}).filter(
    ([name, value]) => /^[a-zA-Z]+$/.test(name) && value !== undefined,
  );
  return { name: called?.command.name, ...Object.fromEntries(flags) };
}

describe('arguments that are read without yargs', () => {
  for (const line of PLAIN) {
    it(`are those of \`${line}\``, async () => {
      const args = line.split(' ');
      const called = readPlainArguments(args);
      assert.ok(called);
      assert.deepEqual(
        { name: called.command.name, ...(called.flags as object) },
        await flagsOfYargs(args),
      );
    });
  }
});

const OTHERS = [
  '',
  '--help',
  'build --help',
  'bild',
  'build --precompres',
  'build --include /a views',
  'build --naming hsh',
  'build --manifest a --manifest b',
  'build --outDir out',
  'build --no-json',
  'build --manifest',
  'build -- views',
  'explain',
  'explain /a /b',
  'status more',
];

describe('arguments that are left to yargs', () => {
  for (const line of OTHERS) {
    it(`are \`${line}\``, () => {
      assert.equal(readPlainArguments(line.split(' ')), undefined);
    });
  }

  it('are none of the flags that all commands have', () => {
    for (const [name, { type }] of Object.entries(OPTIONS)) {
      const value = name === 'naming' ? ['hash'] : type === 'string' ? ['x'] : [];
      assert.ok(readPlainArguments(['doctor', `--${name}`, ...value]), name);
    }
  });
});
