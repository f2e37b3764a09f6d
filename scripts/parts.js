// Puts the modules of lib/ together to few files: to load one more takes as long as to parse 20 kB.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * The parts of the package, and which modules each has: by the programs that reach a module. What a module
 * imports is reached by all that reach the module: no part imports from one that stands above it.
 */
const PARTS = {
  prepare: (by) => by.has('prepare') || by.has('bin'),
  main: (by) => by.has('index') || (by.has('eleventy') && by.has('prepare')),
  minify: (by) => by.has('index') && by.has('minify-worker'),
  jobs: (by) => by.has('minify-worker') && by.has('copy-worker'),
  cdn: (by) => by.has('cloudfront') && by.has('upload-worker'),
  base: (by) =>
    (by.has('copy-worker') && by.has('bin')) ||
    (by.has('index') && (by.has('cloudfront') || by.has('upload-worker'))) ||
    (by.has('bin') && by.has('cloudfront')),
};

/**
 * Returns what esbuild needs to build a program for each entry, and a file for each part that they share.
 *
 * @param programs - Modules by the names of the programs that begin with them.
 */
export async function shareParts(programs, options) {
  const all = { ...options, entryPoints: programs, metafile: true, write: false };
  const { inputs } = (await build({ ...all, outdir: 'dist', splitting: true })).metafile;
  const partOf = assignParts(inputs, programs);
  const names = await exportsOf(Object.keys(inputs), options);
  const wanted = wantedNames(inputs, partOf, options.absWorkingDir);
  const plugin = sharing({ partOf, names, wanted, inputs, programs });
  const parts = Object.fromEntries(Object.keys(PARTS).map((name) => [name, `part:${name}`]));
  return { entryPoints: { ...programs, ...parts }, plugins: [plugin, ...options.plugins] };
}

/** Returns the part of each module; the name of its program where no other reaches it. */
function assignParts(inputs, programs) {
  const reachedBy = new Map(Object.keys(inputs).map((file) => [file, new Set()]));
  for (const [program, entry] of Object.entries(programs)) {
    const files = new Set([entry]);
    // a set is also walked over what is added meanwhile
    for (const file of files) {
      reachedBy.get(file).add(program);
      for (const { path, kind, external } of inputs[file].imports) {
        if (!external && kind === 'import-statement') files.add(path);
      }
    }
  }
  const entries = new Map(Object.entries(programs).map(([program, entry]) => [entry, program]));
  const partFor = ([file, by]) => {
    const shared = Object.keys(PARTS).findLast((name) => by.size > 1 && PARTS[name](by));
    const part = entries.get(file) ?? shared ?? (by.size === 1 ? [...by][0] : undefined);
    if (part === undefined) throw new Error(`No part has ${file}, which ${[...by]} reach.`);
    return [file, part];
  };
  return new Map([...reachedBy].map(partFor));
}

/** Returns what each module exports. */
async function exportsOf(files, options) {
  const { packages, plugins, ...others } = options;
  const each = { ...others, entryPoints: files, bundle: false, metafile: true, write: false };
  const { outputs } = (await build({ ...each, outdir: 'dist' })).metafile;
  return new Map(Object.values(outputs).map(({ entryPoint, exports }) => [entryPoint, exports]));
}

/** Returns which names each part imports from each module: `of(part, file)`; of all parts without one. */
function wantedNames(inputs, partOf, root) {
  const wanted = new Map();
  const add = (key, name) => wanted.set(key, (wanted.get(key) ?? new Set()).add(name));
  for (const [from, { imports }] of Object.entries(inputs)) {
    const clauses = readFileSync(join(root, from), 'utf8').matchAll(
      /\{([^{}]*)\} from '(\.[^']+)'/g,
    );
    for (const [, clause, specifier] of clauses) {
      const file = imports.find(({ original }) => original === specifier)?.path;
      if (file === undefined || partOf.get(file) === partOf.get(from)) continue;
      for (const [name] of clause.matchAll(/(?<=^\s*|,\s*)(?!type )\w+/g)) {
        add(file, name);
        add(`${partOf.get(from)} ${file}`, name);
      }
    }
  }
  return wanted;
}

/** Returns under which name a part gives what a module exports: the same, where no other has it. */
function namesInParts(names, partOf) {
  const taken = new Map(Object.keys(PARTS).map((part) => [part, new Set()]));
  const named = [...names].map(([file, exported]) => {
    const inPart = taken.get(partOf.get(file)) ?? new Set();
    const pairs = exported.map((name) => {
      let as = name;
      for (let n = 2; inPart.has(as); n += 1) as = `${name}${n}`;
      inPart.add(as);
      return { name, as };
    });
    return [file, pairs];
  });
  return new Map(named);
}

function sharing({ partOf, names, wanted, inputs, programs }) {
  const given = namesInParts(names, partOf);
  const entry = (file) => Object.values(programs).find((each) => each === file);
  const list = (file, key, toText) => {
    // programs are imported by others
    const isWanted = ({ name }) => key === entry(file) || wanted.get(key)?.has(name);
    const pairs = given.get(file).filter(isWanted);
    return pairs.map(toText).join(', ');
  };
  const isShared = (file) => Object.hasOwn(PARTS, partOf.get(file));
  return {
    name: 'share-parts',
    setup({ onResolve, onLoad, initialOptions: { absWorkingDir: root } }) {
      onResolve({ filter: /^part:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'part' }));
      onLoad({ filter: /.*/, namespace: 'part' }, ({ path: part }) => {
        const files = [...partOf].filter(([, name]) => name === part).map(([file]) => file);
        const lines = files.map((file) => {
          return `export { ${list(file, file, ({ name, as }) => `${name} as ${as}`)} } from './${file}';`;
        });
        return { contents: lines.join('\n'), resolveDir: root };
      });
      onResolve({ filter: /\.ts$/, namespace: 'file' }, ({ importer, path, kind }) => {
        const from = relative(root, importer).replaceAll('\\', '/');
        const file = inputs[from]?.imports.find(({ original }) => original === path)?.path;
        if (file === undefined) return undefined;
        if (kind === 'dynamic-import') {
          const [program] = Object.entries(programs).find(([, entry]) => entry === file);
          return { path: `./${program}.js`, external: true };
        }
        if (partOf.get(file) === partOf.get(from) || !isShared(file)) return undefined;
        return { path: `${partOf.get(from)} ${file}`, namespace: 'shared', sideEffects: false };
      });
      onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => {
        const file = path.split(' ')[1];
        const shared = list(file, path, ({ name, as }) => `${as} as ${name}`);
        return { contents: `export { ${shared} } from 'shared:${partOf.get(file)}';` };
      });
      onResolve({ filter: /^shared:/ }, ({ path }) => {
        return { path: `./${path.slice(7)}.js`, external: true, sideEffects: false };
      });
    },
  };
}
