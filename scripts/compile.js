// Compiles lib/ to dist/, from scratch: programs by esbuild and Rollup, types by TypeScript.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import { root, runBinary } from './setup.js';

const dist = join(root, 'dist');
/** Where it is built, so that what runs meanwhile has the old one, and a failure leaves it. */
const fresh = join(root, `node_modules/.cache/staticfile-build-${process.pid}`);
const entries = ['index', 'eleventy', 'cloudfront'];
/**
 * What `require('nunjucks-staticfile/eleventy')` gives is the plugin itself, as 11ty's addPlugin wants it,
 * and its `default` as well. Types do not say so: TypeScript before 5.6 can't read such an export.
 */
const forRequire =
  '\nexport { staticfile as "module.exports" };\nstaticfile.default = staticfile;\n';

/** One graph, so that there is one of each class and each WeakMap, whichever entry point is loaded. */
const programs = {
  ...Object.fromEntries([...entries, 'bin'].map((name) => [name, `lib/${name}.ts`])),
  prepare: 'lib/prepare/prepare.ts',
  'minify-worker': 'lib/prepare/minify-worker.ts',
  'copy-worker': 'lib/prepare/copy-worker.ts',
  'upload-worker': 'lib/proxies/cloudfront/worker.ts',
};

/** Smaller files go into others: to load one more takes as long as to parse 20 kB. With 20,000 an import reads 60 kB more. */
const LEAST_BYTES = 10_000;

/** Leaves CommonJS files as they are written, for bundlers to read; `dist` is flat: they lie beside all. */
const keepCommonJs = {
  name: 'keep-common-js',
  resolveId(source, importer) {
    if (!source.endsWith('.cjs')) return null;
    cpSync(join(dirname(importer), source), join(fresh, basename(source)));
    return { id: `./${basename(source)}`, external: true };
  },
};

const typescript = {
  name: 'typescript',
  async transform(text, id) {
    const { code } = await transform(text, { loader: 'ts', target: 'node20.19' });
    return { code: id === join(root, programs.eleventy) ? code + forRequire : code, map: null };
  },
};

/** To load the many files of lib/ took most of the time of a start. */
async function compilePrograms() {
  const bundle = await rollup({
    input: Object.fromEntries(
      Object.entries(programs).map(([name, file]) => [name, join(root, file)]),
    ),
    plugins: [keepCommonJs, typescript],
    external: /^[^./]/,
    treeshake: { moduleSideEffects: false },
    onLog(level, { message }) {
      if (level === 'warn') throw new Error(message);
    },
  });
  await bundle.write({
    dir: fresh,
    chunkFileNames: 'chunk-[hash].js',
    experimentalMinChunkSize: LEAST_BYTES,
    hoistTransitiveImports: false,
  });
}

/** Types of packages that a user may not have are `any` then. */
const PEERS = /^import type .* from '@aws-sdk\//gm;

/** Keeps the types that an entry point reaches, without what is `@internal`. */
function compileTypes() {
  const all = join(fresh, 'all');
  const flags = ['--declaration', '--emitDeclarationOnly', '--stripInternal', '--outDir', all];
  runBinary('typescript/bin/tsc', ['--project', 'tsconfig.json', ...flags]);
  const reached = new Set(entries.map((name) => `${name}.d.ts`));
  // a set is also walked over what is added meanwhile
  for (const name of reached) {
    const text = readFileSync(join(all, name), 'utf8');
    for (const [, path] of text.matchAll(/(?:from|import\() ?'(\.[^']+)\.ts'/g)) {
      reached.add(join(dirname(name), `${path}.d.ts`));
    }
    mkdirSync(dirname(join(fresh, 'types', name)), { recursive: true });
    writeFileSync(
      join(fresh, 'types', name),
      text.replace(PEERS, '// @ts-ignore: an optional peer\n$&'),
    );
  }
  rmSync(all, { recursive: true });
}

mkdirSync(fresh, { recursive: true });
process.once('exit', () => rmSync(fresh, { recursive: true, force: true }));
await compilePrograms();
chmodSync(join(fresh, 'bin.js'), 0o755);
compileTypes();
if (existsSync(dist)) renameSync(dist, `${fresh}-old`);
renameSync(fresh, dist);
rmSync(`${fresh}-old`, { recursive: true, force: true });
