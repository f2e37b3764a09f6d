import { clouds, glow, mist, moon, sky, stars } from '../air.js';
import { clamp, gradient, hex, mix, smooth } from '../color.js';
import { earth, forest, terrain } from '../ground.js';
import { crested, layered } from '../noise.js';

export const moonOverStone = { name: 'moon-over-stone.webp', seed: 10, paint };

function paint(canvas, random) {
  paintAir(canvas, random);
  paintGround(canvas, random);
}

function paintAir(canvas, random) {
  const air = gradient([
    [0, '#0b1526'],
    [0.45, '#1c3150'],
    [0.75, '#40597a'],
    [1, '#7488a0'],
  ]);
  sky(canvas, air, { bottom: 470 });
  stars(canvas, { random, count: 900, bottom: 400, brightness: 0.8 });
  glow(canvas, { x: 820, y: 150, radius: 420, color: '#8fb0d8', strength: 0.42 });
  moon(canvas, { x: 820, y: 150, radius: 34, color: '#f6f1df', seed: 67 });
  clouds(canvas, {
    seed: 69,
    top: 200,
    bottom: 400,
    width: 620,
    height: 34,
    cover: -0.12,
    light: '#b8c6da',
    shadow: '#3a4f6e',
    opacity: 0.55,
  });
}

function paintGround(canvas, random) {
  const [rock, snow, dark] = [hex('#3a4a60'), hex('#cfdcec'), hex('#0c1626')];
  terrain(canvas, {
    height: (x, z) => {
      const rise = smooth(1.5, 13, z) * (1 - smooth(20, 34, z) * 0.75);
      return (
        rise * (crested(x / 6.5, z / 6.5, 71, 7, 0.47) ** 2 * 4.6) +
        layered(x / 2, z / 2, 73, 5) * 0.12
      );
    },
    color: ({ h, lit, steep, x, z }) => {
      const cap =
        smooth(0.7, 1.5, h + layered(x * 2, z * 2, 75, 3) * 0.5) * (1 - smooth(0.35, 0.62, steep));
      return mix(dark, mix(rock, snow, cap), clamp(0.14 + lit * 0.95));
    },
    eye: { x: 3.2, y: 0.9, z: 0 },
    horizon: 470,
    far: 36,
    sun: { x: 0.62, y: 0.56, z: 0.1 },
    fog: hex('#5d738f'),
    haze: 30,
  });
  mist(canvas, { seed: 77, y: 560, thickness: 40, color: '#8fa3ba', opacity: 0.35 });
  const edge = (x) => 790 - x * 0.03 + Math.sin(x / 160) * 12;
  earth(canvas, edge, '#060d18', '#060d18');
  forest(canvas, { random, line: edge, spacing: 13, height: 150, color: '#060d18' });
}
