import { clouds, disc, glow, mist, sky } from '../air.js';
import { gradient } from '../color.js';
import { forest, ridge } from '../ground.js';

export const sevenRidges = { name: 'seven-ridges.webp', seed: 2, paint };

function paint(canvas, random) {
  paintAir(canvas);
  paintGround(canvas, random);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#5b7fa6'],
      [0.45, '#b9b8bd'],
      [0.75, '#f6c795'],
      [1, '#ffdfa6'],
    ]),
    { bottom: 380 },
  );
  glow(canvas, { x: 400, y: 268, radius: 480, color: '#ffdc9a', strength: 0.8 });
  disc(canvas, { x: 400, y: 262, radius: 24, color: '#fff7dc', soft: 3 });
  clouds(canvas, {
    seed: 20,
    top: 20,
    bottom: 240,
    width: 520,
    height: 36,
    cover: -0.12,
    light: '#ffe3c0',
    shadow: '#a08f9c',
    opacity: 0.6,
    towards: [-0.2, 1],
  });
}

function paintGround(canvas, random) {
  const tones = ['#d8b49a', '#c29a88', '#a37f78', '#7f6569', '#5c4f59', '#3e3b48', '#23262f'];
  const feet = ['#f3cfa4', '#e8bf98', '#d3a488', '#b08a7a', '#8b7069', '#5f545c', '#2c2f38'];
  for (let i = 0; i < 7; i++) {
    const y = 300 + i * 60 + i * i * 3.2;
    const line = ridge(canvas, {
      seed: 21 + i * 2,
      y,
      height: 58 + i * 13,
      width: 360 + i * 55,
      top: tones[i],
      foot: feet[i],
      depth: 120 + i * 12,
      texture: i > 3 ? 0.12 : 0,
    });
    if (i > 3) {
      forest(canvas, {
        random,
        line,
        spacing: 2.5 + i * 1.2,
        height: 5 * i - 8,
        color: tones[i],
        sink: 4,
      });
    }
    if (i < 6) {
      mist(canvas, {
        seed: 22 + i * 2,
        y: y + 70,
        thickness: 26 + i * 3,
        color: feet[i],
        opacity: 0.5,
      });
    }
  }
}
