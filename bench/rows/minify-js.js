// What the proof of a minified script costs: time against uglify-js with the same settings, size
// against uglify-js with full compression.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import uglify from 'uglify-js';
import { createEngine } from '../../lib/minify/engines.ts';
import { minifyScript } from '../../lib/minify/js/scripts.ts';
import { fixture } from '../../scripts/fixtures.js';
import { compare } from '../compare.js';

const SCRIPTS = {
  jquery: 'jquery/dist/jquery.js',
  lodash: 'lodash/lodash.js',
  vue: 'vue/dist/vue.global.js',
  bootstrap: 'bootstrap/dist/js/bootstrap.js',
  rxjs: 'rxjs/dist/bundles/rxjs.umd.js',
};

const output = { comments: /^!|@preserve|@license|@cc_on/i };
const SAFE = { compress: false, mangle: true, output };

const engine = createEngine('uglify-js');

function read(file) {
  return readFileSync(fixture(file));
}

function minified(bytes) {
  const run = (text, module, reserved) =>
    engine(text, { kind: 'js', path: '', module, map: false, reserved }, 'safe');
  const runs = [{ level: 'safe', run }];
  return Buffer.from(minifyScript(bytes.toString('latin1'), false, runs, false).text, 'latin1');
}

function minifiedByUglify(bytes, options) {
  return Buffer.from(uglify.minify(bytes.toString('utf8'), options).code);
}

function timeRow([name, file]) {
  const measure = () => {
    const bytes = read(file);
    const subject = () => minified(bytes);
    return compare({ subject, baseline: () => minifiedByUglify(bytes, SAFE), rounds: 9 });
  };
  return { name: `minify js: time of ${name} / uglify-js alone`, measure };
}

function sizeRow([name, file]) {
  const measure = () => {
    const bytes = read(file);
    const [safe, full] = [minified(bytes), minifiedByUglify(bytes, { output })].map(
      (each) => brotliCompressSync(each).length,
    );
    return { ratio: safe / full, detail: `${safe} against ${full} bytes after brotli` };
  };
  return { name: `minify js: size of ${name} / uglify-js with full compression`, measure };
}

const scripts = Object.entries(SCRIPTS);
export const rows = [...scripts.map(timeRow), ...scripts.map(sizeRow)];
