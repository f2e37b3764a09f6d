// The packages that a process may not need, each loaded when it is first called for.
//
// CommonJS, because its `require` alone loads without a promise, and because bundlers and file
// tracers follow it where the name is a literal. It is shipped as it is written: see `scripts/build.js`.
'use strict';

const { closeSync, openSync } = require('node:fs');
const { isAbsolute } = require('node:path');

exports.acorn = once(() => require('acorn'));
exports.codec = once(() => require('@jridgewell/sourcemap-codec'));
exports.cssTokenizer = once(() => require('css-tree/tokenizer'));
exports.cssWords = once(() => require('css-tree/utils'));
exports.eslintScope = once(() => require('eslint-scope'));
exports.jsTokens = once(() => defaultOf(require('js-tokens')));
exports.leven = once(() => defaultOf(require('leven')));
exports.lexer = once(() => require('es-module-lexer/js'));
exports.lru = once(() => require('lru-cache'));
exports.mimeTypes = once(() => require('mime-types'));
exports.negotiator = once(() => require('negotiator'));
exports.parse5 = once(() => require('parse5'));
exports.picomatch = once(() => require('picomatch'));
// optional: only within `try` bundlers let a package be missing
exports.proxyAgent = once(() => {
  try {
    return require('proxy-agent');
  } catch (error) {
    return error;
  }
});
exports.remapping = once(() => defaultOf(require('@jridgewell/remapping')));
exports.send = once(() => require('send'));
exports.srvx = once(() => require('srvx/node'));
exports.tinyglobby = once(() => require('tinyglobby'));
exports.zlib = once(() => require('node:zlib'));

/**
 * Returns where a module lies that worker threads run, as package.json has it below "imports"; `undefined`
 * where a bundler has taken the package out of its folder.
 */
exports.findWorker = (name) => {
  try {
    switch (name) {
      case 'copy':
        return onDisk(require.resolve('#copy-worker'));
      case 'minify':
        return onDisk(require.resolve('#minify-worker'));
      case 'upload':
        return onDisk(require.resolve('#upload-worker'));
    }
  } catch {
    // the main thread does its work
  }
};

/** Says why there is none, and what a user can do about it. */
exports.WORKER_MISSING =
  'their module is not there (a server that is bundled has it where this package is external)';

/** Where this file lies; bundled into a module, it lies nowhere. */
exports.filePath = typeof __filename === 'string' ? __filename : undefined;

/** The engine that bundles can hold. */
exports.engines = {
  csso: once(() => require('csso')),
};

/** Of what is there in any case: a bundle has no folder to read it from. */
exports.descriptions = {
  csso: once(() => require('csso/package.json')),
  'uglify-js': once(() => require('uglify-js/package.json')),
};

/**
 * Finds the others. File tracers follow this; no bundle can run them: most hold a native program, and
 * uglify-js reads its own files.
 */
exports.resolveEngine = (name) => {
  probe();
  try {
    switch (name) {
      case 'esbuild':
        return onDisk(require.resolve('esbuild'));
      case 'lightningcss':
        return onDisk(require.resolve('lightningcss'));
      case 'oxc-minify':
        return onDisk(require.resolve('oxc-minify'));
      case 'terser':
        return onDisk(require.resolve('terser'));
      case 'uglify-js':
        return onDisk(require.resolve('uglify-js'));
    }
  } catch {
    // said by who loads it by its name
  }
  return name;
};

/** Some bundlers give the name that a module has within the bundle, or its number: no file has that. */
function onDisk(found) {
  if (isAbsolute(found)) return found;
  throw new Error(`it is in the bundle as ${found}`);
}

/** To ask `require` again costs a microsecond, and these are asked for every token. */
function once(load) {
  let loaded;
  return () => {
    if (loaded !== undefined) return loaded;
    probe();
    loaded = load();
    return loaded;
  };
}

/** What could not be opened for want of a descriptor, Node takes for missing as long as it runs. */
function probe() {
  const { devNull } = require('node:os');
  closeSync(openSync(devNull, 'r'));
}

/** Node gives the function of such a package itself, bundlers give the module that exports it. */
function defaultOf(loaded) {
  return loaded.default ?? loaded;
}
