// What the proof of a minified stylesheet costs: its time and its size against csso's alone.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import * as csso from 'csso';
import { minifySheet } from '../../lib/minify/css/sheets.ts';
import { createEngine } from '../../lib/minify/engines.ts';
import { fixture } from '../../scripts/fixtures.js';
import { compare } from '../compare.js';

/** Sheets of which csso loses nothing. */
const SHEETS = {
  bootstrap: 'bootstrap/dist/css/bootstrap.css',
  bulma: 'bulma/css/bulma.css',
  'font-awesome': '@fortawesome/fontawesome-free/css/all.css',
  'animate.css': 'animate.css/animate.css',
};

const engine = createEngine('csso');
const info = { kind: 'css', path: '', module: false, map: false };

function read(file) {
  return readFileSync(fixture(file));
}

function minified(bytes) {
  const { text } = minifySheet(bytes.toString('latin1'), (sheet) => engine(sheet, info).code);
  return Buffer.from(text, 'latin1');
}

/** With restructuring, as csso does by default. */
function minifiedByCsso(bytes) {
  return Buffer.from(csso.minify(bytes.toString('utf8')).css);
}

function timeRow([name, file]) {
  const measure = () => {
    const bytes = read(file);
    const subject = () => minified(bytes);
    return compare({ subject, baseline: () => minifiedByCsso(bytes), rounds: 9 });
  };
  return { name: `minify css: time of ${name} / csso alone`, measure };
}

function sizeRow([name, file]) {
  const measure = () => {
    const bytes = read(file);
    const [proven, alone] = [minified(bytes), minifiedByCsso(bytes)].map(
      (each) => brotliCompressSync(each).length,
    );
    return { ratio: proven / alone, detail: `${proven} against ${alone} bytes after brotli` };
  };
  return { name: `minify css: size of ${name} / csso alone`, measure };
}

const sheets = Object.entries(SHEETS);
export const rows = [...sheets.map(timeRow), ...sheets.map(sizeRow)];
