// Draws docs/way-of-a-file.svg: the steps of a file from tag to request.
import { writeFileSync } from 'node:fs';

const STEPS = [
  ['Find', '{% staticfile "/css/site.css" %}', 'public/css/site.css'],
  ['Convert', 'resolve references, minify, hash', 'version 9a7f0c41d2e8'],
  ['Publish', 'write, then record', '.static/css/site.9a7f0c41d2e8.css'],
  ['Offer', 'file proxies may answer another URL', '/css/site.9a7f0c41d2e8.css'],
  ['Serve', 'browser, nginx or CDN', 'cached for a year, immutable'],
];
const BOX = { width: 330, height: 76, gap: 28, left: 20 };

const boxes = STEPS.map(([name, what, result], index) => {
  const top = 20 + index * (BOX.height + BOX.gap);
  const middle = BOX.left + BOX.width / 2;
  const arrow =
    index === 0
      ? ''
      : `<path d="M${middle} ${top - BOX.gap + 2}v${BOX.gap - 8}" marker-end="url(#tip)"/>\n`;
  return `${arrow}<rect x="${BOX.left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="8"/>
<text x="${BOX.left + 14}" y="${top + 24}" class="name">${name}</text>
<text x="${BOX.left + 14}" y="${top + 44}">${escaped(what)}</text>
<text x="${BOX.left + 14}" y="${top + 63}" class="result">${escaped(result)}</text>`;
});
const height = 40 + STEPS.length * (BOX.height + BOX.gap) - BOX.gap;

writeFileSync(
  new URL('../docs/way-of-a-file.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 370 ${height}" width="370" height="${height}">
<title>The way of a file from tag to request</title>
<style>
rect { fill: #f6f8fa; stroke: #57606a }
path { fill: none; stroke: #57606a; stroke-width: 2 }
text { font: 13px sans-serif; fill: #24292f }
.name { font-weight: bold; font-size: 15px }
.result { font-family: monospace; fill: #0550ae }
</style>
<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="4" refY="4" orient="auto">
<path d="M1 1l5 3l-5 3z" style="fill: #57606a; stroke: none"/></marker></defs>
${boxes.join('\n')}
</svg>
`,
);

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
