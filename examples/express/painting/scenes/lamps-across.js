import { clouds, disc, mist, sky, stars } from '../air.js';
import { gradient, hex, smooth } from '../color.js';
import { forest, ridge, water } from '../ground.js';

export const lampsAcross = { name: 'lamps-across.jpg', seed: 9, paint };

function paint(canvas, random) {
  paintAir(canvas, random);
  paintGround(canvas, random);
}

function paintAir(canvas, random) {
  sky(
    canvas,
    gradient([
      [0, '#1f3358'],
      [0.4, '#456493'],
      [0.62, '#8d8fae'],
      [0.72, '#d9a58f'],
    ]),
    {
      bottom: 640,
    },
  );
  stars(canvas, { random, count: 500, bottom: 330, brightness: 0.7 });
  clouds(canvas, {
    seed: 51,
    top: 120,
    bottom: 420,
    width: 560,
    height: 40,
    cover: -0.1,
    light: '#e3a7a0',
    shadow: '#5a6690',
    opacity: 0.7,
  });
}

function paintGround(canvas, random) {
  ridge(canvas, {
    seed: 53,
    y: 405,
    height: 110,
    width: 420,
    sharp: true,
    top: '#6a7aa3',
    foot: '#9a9bb8',
    depth: 130,
    texture: 0.08,
  });
  ridge(canvas, {
    seed: 57,
    y: 470,
    height: 60,
    width: 520,
    top: '#41557f',
    foot: '#6f7fa6',
    depth: 90,
  });
  const shore = ridge(canvas, {
    seed: 59,
    y: 520,
    height: 40,
    width: 700,
    top: '#22304f',
    foot: '#2a3a5d',
    depth: 60,
  });
  forest(canvas, { random, line: shore, spacing: 7, height: 40, color: '#1b2744' });
  for (let i = 0; i < 34; i++) {
    lamp(canvas, 120 + random() * 760, 548 + random() ** 2 * -26, random);
  }
  water(canvas, { seed: 61, y: 560, tint: '#16233f', depth: 0.28, ripple: 18 });
  mist(canvas, { seed: 63, y: 556, thickness: 14, color: '#8d93b5', opacity: 0.4 });
}

function lamp(canvas, x, y, random) {
  const size = 0.9 + random() * 1.5;
  disc(canvas, { x, y, radius: size, color: random() > 0.3 ? '#ffd591' : '#fff0cf', soft: 1 });
  for (const radius of [7, 20]) {
    nearGlow(canvas, { x, y, radius: radius * size, strength: 0.35 });
  }
}

/** `glow` for small lamps: only looks at the samples near it. */
function nearGlow(canvas, { x, y, radius, strength }) {
  const { scale, columns, data } = canvas;
  const light = hex('#ffb45c');
  for (let row = Math.floor((y - radius) * scale); row < (y + radius) * scale; row++) {
    for (let column = Math.floor((x - radius) * scale); column < (x + radius) * scale; column++) {
      const distance = Math.hypot(column / scale - x, row / scale - y) / radius;
      const at = (row * columns + column) * 3;
      const added = strength * (1 - smooth(0, 1, distance)) ** 2;
      for (let part = 0; part < 3; part++) {
        data[at + part] += (1 - data[at + part]) * added * light[part];
      }
    }
  }
}
