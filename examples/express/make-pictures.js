/**
 * Paints the landscapes in `public/img`. The results are part of the repository, so this is only
 * needed to change them: `npm install --no-save sharp && node examples/express/make-pictures.js`.
 * Names given as arguments (`seven-ridges.webp`, `icons`) restrict it to those.
 */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createCanvas, develop } from './painting/canvas.js';
import { createRandom } from './painting/noise.js';
import { beforeTheHeron } from './painting/scenes/before-the-heron.js';
import { farCrossing } from './painting/scenes/far-crossing.js';
import { greenHour } from './painting/scenes/green-hour.js';
import { keepersHour } from './painting/scenes/keepers-hour.js';
import { lampsAcross } from './painting/scenes/lamps-across.js';
import { moonOverStone } from './painting/scenes/moon-over-stone.js';
import { noonPass } from './painting/scenes/noon-pass.js';
import { rainOnTheSound } from './painting/scenes/rain-on-the-sound.js';
import { sevenRidges } from './painting/scenes/seven-ridges.js';
import { sheepWeather } from './painting/scenes/sheep-weather.js';
import { twoInTheMorning } from './painting/scenes/two-in-the-morning.js';
import { walkingDunes } from './painting/scenes/walking-dunes.js';

const scenes = [
  beforeTheHeron,
  sevenRidges,
  sheepWeather,
  noonPass,
  rainOnTheSound,
  walkingDunes,
  keepersHour,
  farCrossing,
  lampsAcross,
  moonOverStone,
  greenHour,
  twoInTheMorning,
];

const sharp = createRequire(import.meta.url)('sharp');
const folder = fileURLToPath(new URL('public/img/', import.meta.url));

const encoders = {
  jpg: (image) => image.jpeg({ quality: 82, mozjpeg: true }),
  webp: (image) => image.webp({ quality: 84, effort: 6 }),
  png: (image) => image.png({ palette: true, colours: 64, dither: 0, compressionLevel: 9 }),
};

async function make({ name, seed, paint, grain, vignette }) {
  const random = createRandom(seed);
  const canvas = createCanvas(1200, 800, 2);
  paint(canvas, random);
  const raw = { width: canvas.width, height: canvas.height, channels: 3 };
  const image = sharp(develop(canvas, { random, grain, vignette }), { raw });
  const { size } = await encoders[name.split('.').pop()](image).toFile(`${folder}/${name}`);
  console.log(`${name} ${Math.round(size / 1024)} KB`);
}

const light = (sky, shape) => `<rect width="32" height="32" fill="${sky}"/>${shape}`;

/** Four tiles in a row, one for each light of the day; `css/gallery.css` shows one at a time. */
const tiles = [
  light(
    '#f3cfa4',
    '<circle cx="16" cy="21" r="8" fill="#c8633f"/><path d="M0 21h32v11H0z" fill="#7f6569"/>',
  ),
  light('#94bedb', '<circle cx="16" cy="16" r="8" fill="#fff3c9"/>'),
  light(
    '#8c6a93',
    '<circle cx="16" cy="22" r="8" fill="#fbbf6d"/><path d="M0 22h32v10H0z" fill="#3a3f68"/>',
  ),
  light('#10192c', '<path d="M20 6a10 10 0 1 0 6 15A9 9 0 0 1 20 6z" fill="#dfe6ee"/>'),
];

async function makeSprite() {
  const row = tiles.map((tile, i) => `<g transform="translate(${i * 32})">${tile}</g>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="32">${row}</svg>`;
  await sharp(Buffer.from(svg)).gif({ colours: 32, dither: 0 }).toFile(`${folder}/mysprite.gif`);
}

/** An .ico file is a directory of pictures; one PNG of 32 by 32 is enough for a tab. */
async function makeFavicons() {
  const logo = sharp(`${folder}/logo.svg`, { density: 600 });
  await logo.clone().resize(180, 180).png({ palette: true }).toFile(`${folder}/favicon.png`);
  const png = await logo.clone().resize(32, 32).png().toBuffer();
  const head = Buffer.from([0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0]);
  head.writeUInt32LE(png.length, 14);
  await writeFile(`${folder}/favicon.ico`, Buffer.concat([head, png]));
}

const only = process.argv.slice(2);
for (const scene of scenes) {
  if (only.length === 0 || only.includes(scene.name)) await make(scene);
}
if (only.length === 0 || only.includes('icons')) {
  await makeSprite();
  await makeFavicons();
}
