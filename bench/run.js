// `npm run bench [-- name…] [-- --json]`: each row is a ratio of two things done in one run.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setUp } from '../scripts/setup.js';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

setUp({ isQuiet: values.json });
const files = readdirSync(new URL('rows/', import.meta.url)).sort();
const results = [];
for (const file of files) {
  const { rows } = await import(`./rows/${file}`);
  for (const { name, measure } of rows) {
    if (positionals.length > 0 && !positionals.some((word) => name.includes(word))) continue;
    const result = { name, ...(await measure()) };
    results.push(result);
    if (!values.json) console.log(lineOf(result));
  }
}
if (values.json) console.log(JSON.stringify(results, null, 2));

function lineOf({ name, ratio, low, high, detail }) {
  const spread = low === undefined ? '' : ` (${low.toFixed(2)}–${high.toFixed(2)})`;
  return `${name}: ${ratio.toFixed(2)}×${spread}  ${detail}`;
}
