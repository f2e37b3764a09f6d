import { clouds, disc, glow, sky } from '../air.js';
import { gradient, smooth } from '../color.js';
import { earth, forest, glitter, ridge, water } from '../ground.js';
import { layered } from '../noise.js';

export const farCrossing = { name: 'far-crossing.webp', seed: 8, paint };

function paint(canvas, random) {
  paintAir(canvas);
  paintGround(canvas, random);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#36477a'],
      [0.4, '#8c6a93'],
      [0.68, '#e2836f'],
      [0.9, '#fbbf6d'],
      [1, '#ffdb8d'],
    ]),
    { bottom: 500 },
  );
  glow(canvas, { x: 700, y: 490, radius: 520, color: '#ffb35a', strength: 0.62, flat: 1.4 });
  disc(canvas, { x: 700, y: 474, radius: 27, color: '#fff3c9', soft: 2 });
  clouds(canvas, {
    seed: 41,
    top: 90,
    bottom: 470,
    width: 640,
    height: 56,
    cover: -0.03,
    light: '#ffb28a',
    shadow: '#6b4d7d',
    towards: [0.2, 1],
    opacity: 0.85,
  });
}

function paintGround(canvas, random) {
  ridge(canvas, {
    seed: 43,
    y: 486,
    height: 36,
    width: 240,
    top: '#8a5b74',
    foot: '#d98a70',
    depth: 50,
  });
  water(canvas, { seed: 45, y: 502, tint: '#3a3f68', depth: 0.34, ripple: 26 });
  glitter(canvas, { seed: 47, x: 700, y: 504, color: '#ffe2a0', width: 70, strength: 0.9 });
  const skerry = (x) =>
    800 - 150 * Math.exp(-(((x - 130) / 210) ** 2)) + layered(x / 60, 0, 49, 5) * 16;
  earth(canvas, skerry, '#1d1a30', '#2a2238');
  forest(canvas, {
    random,
    line: skerry,
    spacing: 17,
    height: 96,
    color: '#171529',
    clearing: (x) => smooth(300, 120, x),
  });
}
