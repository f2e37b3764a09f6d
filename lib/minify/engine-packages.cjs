// The packages of the engines, each loaded when it is first called for: see core/packages.cjs.
'use strict';

const { closeSync, openSync } = require('node:fs');
const { devNull } = require('node:os');

/** Where this file lies; bundled into a module, it lies nowhere. */
exports.filePath = typeof __filename === 'string' ? __filename : undefined;

/** The engine that bundles can hold. */
exports.engines = {
  csso: probed(() => require('csso')),
};

/** Of what is there in any case: a bundle has no folder to read it from. */
exports.descriptions = {
  csso: probed(() => require('csso/package.json')),
  'uglify-js': probed(() => require('uglify-js/package.json')),
};

/**
 * Finds the others. File tracers follow this, bundlers do not: most hold a native program, and
 * uglify-js reads its own files.
 */
exports.resolveEngine = probed((name) => {
  try {
    switch (name) {
      case 'esbuild':
        return require.resolve('esbuild');
      case 'lightningcss':
        return require.resolve('lightningcss');
      case 'oxc-minify':
        return require.resolve('oxc-minify');
      case 'terser':
        return require.resolve('terser');
      case 'uglify-js':
        return require.resolve('uglify-js');
    }
  } catch {
    // said by who loads it by its name
  }
  return name;
});

/** What could not be opened for want of a descriptor, Node takes for missing as long as it runs. */
function probed(load) {
  return (name) => {
    closeSync(openSync(devNull, 'r'));
    return load(name);
  };
}
