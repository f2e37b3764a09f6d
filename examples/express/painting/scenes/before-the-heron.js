import { glow, mist, sky } from '../air.js';
import { gradient, hex, smooth } from '../color.js';
import { forest, ridge, water } from '../ground.js';
import { layered } from '../noise.js';

export const beforeTheHeron = { name: 'before-the-heron.jpg', seed: 1, paint };

function paint(canvas, random) {
  paintAir(canvas);
  paintGround(canvas, random);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#7f9bb5'],
      [0.5, '#c3c8cf'],
      [0.8, '#f0d3bd'],
      [1, '#f8dfc2'],
    ]),
    { bottom: 450 },
  );
  glow(canvas, { x: 860, y: 400, radius: 420, color: '#ffd9a8', strength: 0.55 });
}

function paintGround(canvas, random) {
  ridge(canvas, {
    seed: 3,
    y: 370,
    height: 60,
    width: 620,
    top: '#a9b4bf',
    foot: '#dccfc6',
    depth: 120,
  });
  const far = ridge(canvas, {
    seed: 5,
    y: 418,
    height: 40,
    width: 520,
    top: '#7f919d',
    foot: '#c9c6c3',
    depth: 90,
  });
  forest(canvas, { random, line: far, spacing: 6, height: 24, color: '#7f919d' });
  mist(canvas, { seed: 7, y: 440, thickness: 26, color: '#f1e2d4', opacity: 0.85 });
  const near = (x) => 462 + layered(x / 300, 0, 11, 4) * 14 - smooth(700, 0, x) * 20;
  forest(canvas, {
    random,
    line: near,
    spacing: 9,
    height: 92,
    color: '#3f5560',
    clearing: (x) => smooth(820, 380, x),
  });
  ridge(canvas, {
    seed: 13,
    y: 470,
    height: 12,
    width: 420,
    top: '#4a5f68',
    foot: '#6f7f84',
    depth: 40,
  });
  mist(canvas, { seed: 15, y: 474, thickness: 20, color: '#efe3d8', opacity: 0.8, width: 340 });
  water(canvas, { seed: 17, y: 486, tint: '#8fa0ab', depth: 0.2, ripple: 10 });
  mist(canvas, { seed: 19, y: 500, thickness: 26, color: '#f3e7da', opacity: 0.6, width: 260 });
  reeds(canvas, random);
}

function reeds(canvas, random) {
  const { scale, columns, rows } = canvas;
  const color = hex('#22323a');
  for (let reed = 0; reed < 150; reed++) {
    const x = random() < 0.72 ? random() ** 1.7 * 420 : 1200 - random() ** 2 * 180;
    const height = (60 + random() * 170) * (1 - x / 2600);
    const bend = (random() - 0.4) * 46;
    for (let step = 0; step < height * scale; step++) {
      const up = step / (height * scale);
      const column = Math.round((x + bend * up * up) * scale);
      const row = rows - 1 - step;
      const thick = up > 0.86 && reed % 3 === 0 ? 3 : up > 0.6 ? 1 : 2;
      for (let side = 0; side < thick; side++) {
        if (column + side < 0 || column + side >= columns) continue;
        canvas.data.set(color, (row * columns + column + side) * 3);
      }
    }
  }
}
