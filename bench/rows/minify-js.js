// What the proof of a minified script costs: time and size against uglify-js alone, which shortens all
// names that are not global, those that programs can see included.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import uglify from 'uglify-js';
import { engineAttempts } from '../../lib/minify/engines.ts';
import { minifyBy } from '../../lib/minify/text-minifier.ts';
import { fixture } from '../../scripts/fixtures.js';
import { compare } from '../compare.js';

const SCRIPTS = {
  jquery: 'jquery/dist/jquery.js',
  lodash: 'lodash/lodash.js',
  vue: 'vue/dist/vue.global.js',
  bootstrap: 'bootstrap/dist/js/bootstrap.js',
  rxjs: 'rxjs/dist/bundles/rxjs.umd.js',
  d3: 'd3/dist/d3.js',
};

const output = { comments: /^!|@preserve|@license|@cc_on/i };
const ALONE = { compress: false, mangle: true, output };

const chosen = { name: 'uglify-js', attempts: engineAttempts('uglify-js', 'safe') };

function read(file) {
  return readFileSync(fixture(file));
}

function minified(bytes) {
  const task = { kind: 'js', path: '', isModule: false, wantsMap: false };
  const { text } = minifyBy(chosen, { ...task, text: bytes.toString('latin1') });
  return Buffer.from(text, 'latin1');
}

function minifiedByUglify(bytes) {
  return Buffer.from(uglify.minify(bytes.toString('utf8'), ALONE).code);
}

function sizeOf(bytes) {
  return brotliCompressSync(bytes).length;
}

function timeRow([name, file]) {
  const measure = () => {
    const bytes = read(file);
    const subject = () => minified(bytes);
    return compare({ subject, baseline: () => minifiedByUglify(bytes), rounds: 5 });
  };
  return { name: `minify js: time of ${name} / uglify-js alone`, measure };
}

function sizeRow(name, files) {
  const measure = () => {
    const all = files.map(read);
    const [proven, alone] = [minified, minifiedByUglify].map((minify) =>
      all.reduce((sum, bytes) => sum + sizeOf(minify(bytes)), 0),
    );
    return { ratio: proven / alone, detail: `${proven} against ${alone} bytes after brotli` };
  };
  return { name: `minify js: size of ${name} / uglify-js alone`, measure };
}

const scripts = Object.entries(SCRIPTS);
export const rows = [
  ...scripts.map(timeRow),
  ...scripts.map(([name, file]) => sizeRow(name, [file])),
  sizeRow('all of them', Object.values(SCRIPTS)),
];
