// Configuration files: what may be exported, and what of them is refused.
import assert from 'node:assert/strict';
import { createFolder, type Ended, type Folder } from './support/command.ts';

const OPTIONS = "{ roots: 'root', outDir: 'out', cacheDir: 'cache', paths: '/x.gif' }";
const FILES = { 'x.gif': 'GIF89a' };

/** A folder with these files instead of the usual configuration. */
function folderOf(files: Readonly<Record<string, string>>): Folder {
  const folder = createFolder({ ...FILES, ...files });
  const usual = '../staticfile.config.mjs';
  if (!(usual in files)) folder.site.remove(usual);
  return folder;
}

function build(files: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  return folderOf(files).run('build', ...args);
}

const read: Readonly<Record<string, readonly [name: string, text: string]>> = {
  'an object': ['staticfile.config.js', `export default ${OPTIONS}`],
  'a promise': ['staticfile.config.mjs', `export default Promise.resolve(${OPTIONS})`],
  'a function': ['staticfile.config.mjs', `export default () => (${OPTIONS})`],
  'a function of a promise': ['staticfile.config.mjs', `export default async () => (${OPTIONS})`],
  'a CommonJS module': ['staticfile.config.cjs', `module.exports = ${OPTIONS}`],
  'a promise of CommonJS': [
    'staticfile.config.cjs',
    `module.exports = Promise.resolve(${OPTIONS})`,
  ],
  'what a compiler writes': [
    'staticfile.config.cjs',
    `exports.__esModule = true; exports.default = () => (${OPTIONS});`,
  ],
  JSON: ['staticfile.config.json', OPTIONS.replaceAll("'", '"').replace(/(\w+):/g, '"$1":')],
};

describe('a configuration', () => {
  for (const [what, [name, text]] of Object.entries(read)) {
    it(`may be ${what}, in ${name}`, async () => {
      const files = { [`../${name}`]: text, '../package.json': '{"type":"module"}' };
      const { code, out, error } = await build(files);
      assert.deepEqual([code, error], [0, '']);
      assert.match(out, /^✓ 1 file from 0 templates/m);
    });
  }

  it('may be TypeScript where Node reads it; elsewhere a sentence says what to do', () => {
    const text = `const options: object = ${OPTIONS}; export default options;`;
    const { code, error } = folderOf({ '../staticfile.config.ts': text }).runAlone('build');
    const canRead = (process.features as { typescript?: unknown }).typescript;
    if (canRead) assert.deepEqual([code, error], [0, '']);
    else {
      assert.equal(code, 2);
      assert.match(error, /staticfile\.config\.ts": Node \d+.* can't read TypeScript\. Use Node/);
    }
  });

  const refused: readonly [what: string, files: Record<string, string>, message: RegExp][] = [
    ['of an unknown kind', { '../staticfile.config.yaml': '' }, /config\.yaml" can't be read: its/],
    ['without a kind', { '../staticfile.config.': '' }, /its name must end with \.js, \.mjs/],
    [
      'beside another one',
      { '../staticfile.config.js': '', '../staticfile.config.json': '' },
      /There are "staticfile\.config\.js" and "staticfile\.config\.json" in .*--config/,
    ],
    [
      'that exports nothing',
      { '../staticfile.config.mjs': '' },
      /its default export must be the options/,
    ],
    [
      'that exports a text',
      { '../staticfile.config.cjs': "module.exports = 'x'" },
      /its default export must be the options/,
    ],
    ['that throws', { '../staticfile.config.mjs': "throw new Error('no luck')" }, /no luck/],
    [
      'that rejects',
      { '../staticfile.config.mjs': "export default () => Promise.reject(new Error('no luck'))" },
      /no luck/,
    ],
    [
      'with a wrong manifest',
      { '../staticfile.config.mjs': "export default { roots: 'root', manifest: 5 }" },
      /"manifest" in the configuration must be the name of a file/,
    ],
    [
      'whose options of Nunjucks are a number',
      { '../staticfile.config.mjs': "export default { roots: 'root', nunjucks: 5 }" },
      /"nunjucks" in the configuration must be an object/,
    ],
    [
      'whose tags begin with nothing',
      { '../staticfile.config.json': '{"roots":"root","nunjucks":{"tags":{"blockStart":""}}}' },
      /"nunjucks\.tags\.blockStart" in the configuration must be a text/,
    ],
  ];
  for (const [what, files, message] of refused) {
    it(`${what} is wrong use, and named`, async () => {
      const { code, error } = await build(files);
      assert.equal(code, 2, error);
      assert.match(error, message);
    });
  }

  it('that is typed is named where it is of an unknown kind, or not there', async () => {
    for (const name of ['options.toml', 'none.mjs']) {
      const { code, error } = await build({ '../options.toml': '' }, '--config', name);
      assert.equal(code, 2);
      assert.ok(error.includes(name), error);
    }
  });
});
