/**
 * Draws the pictures in `public/img`. They are part of the repository, so this is only needed to
 * change them: `node examples/eleventy/make-pictures.js`.
 */
import { writeFileSync } from 'node:fs';
import { encodePng } from './drawing/png.js';
import { HEIGHT, scenes, WIDTH } from './drawing/scenes.js';

function draw({ colorAt, palette }, width, height) {
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) {
    pixels[at] = colorAt(at % width, Math.floor(at / width));
  }
  return encodePng({ width, height, pixels, palette });
}

const save = (name, png) => {
  writeFileSync(new URL(`public/img/${name}.png`, import.meta.url), png);
  console.log(`${name}.png ${Math.ceil(png.length / 1024)} KB`);
};

for (const scene of scenes) save(scene.name, draw(scene, WIDTH, HEIGHT));

/** A little of it, for the background and the tab. */
const [, first, arcs] = scenes;
save('paper', draw({ ...arcs, palette: ['#f6f1e7', '#f1ebdf', '#ece5d6'] }, 180, 180));
save('icon', draw({ ...first, colorAt: (x, y) => first.colorAt(x * 3 + 504, y * 3) }, 64, 64));
