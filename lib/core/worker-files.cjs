// Where the modules lie that worker threads run, as package.json has it below "imports".
'use strict';

/** Returns the path, or `undefined` where a bundler has taken the package out of its folder. */
exports.findWorker = (name) => {
  try {
    switch (name) {
      case 'copy':
        return require.resolve('#copy-worker');
      case 'minify':
        return require.resolve('#minify-worker');
      case 'upload':
        return require.resolve('#upload-worker');
    }
  } catch {
    // the main thread does its work
  }
};

/** Says why there is none, and what a user can do about it. */
exports.WORKER_MISSING =
  'their module is not there (a server that is bundled has it where this package is external)';
