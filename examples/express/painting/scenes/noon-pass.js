import { clouds, sky } from '../air.js';
import { clamp, gradient, hex, mix, smooth } from '../color.js';
import { terrain } from '../ground.js';
import { crested, layered } from '../noise.js';

export const noonPass = { name: 'noon-pass.webp', seed: 4, paint };

function paint(canvas) {
  paintAir(canvas);
  paintGround(canvas);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#3a78b4'],
      [0.7, '#94bedb'],
      [1, '#dfeaee'],
    ]),
    { bottom: 430 },
  );
  clouds(canvas, {
    seed: 141,
    top: 0,
    bottom: 330,
    width: 360,
    height: 80,
    cover: 0.02,
    edge: 0.3,
    light: '#ffffff',
    shadow: '#a9bccd',
    opacity: 0.95,
  });
}

function paintGround(canvas) {
  const [rock, snow, grass, scree, tarn, glint] = [
    '#7d7873',
    '#fbfdff',
    '#6f8044',
    '#a39a86',
    '#2f6d86',
    '#a9d3de',
  ].map(hex);
  terrain(canvas, {
    height: (x, z) => Math.max(passRelief(x, z), TARN),
    color: ({ x, z, h, lit, open, steep }) => {
      const rough = layered(x * 3, z * 3, 149, 4);
      if (h <= TARN) return mix(tarn, glint, smooth(1, 9, z) * 0.8 + ripples(x, z));
      const cap = smooth(1.1, 1.7, h + rough * 0.4) * (1 - smooth(0.36, 0.6, steep));
      const speckle = layered(x * 17, z * 17, 165, 4) * (1 - smooth(6, 14, z));
      const turf = mix(
        grass,
        scree,
        clamp(smooth(0.25, 0.8, h + rough * 0.4) + smooth(0.12, 0.42, speckle + rough * 0.3)),
      );
      const stone = mix(turf, rock, smooth(0.1, 0.3, steep + rough * 0.1));
      const ambient = [0.34, 0.39, 0.48].map((part) => part * (0.55 + open * 0.45));
      const light = [0.86, 0.82, 0.74];
      return mix(stone, snow, cap).map(
        (part, i) => part * (1 + rough * 0.2 + speckle * 0.35) * (ambient[i] + lit * light[i]),
      );
    },
    eye: { x: 1, y: 0.62, z: 0 },
    horizon: 420,
    far: 44,
    sun: { x: 0.62, y: 0.62, z: -0.48 },
    fog: hex('#b4cbdb'),
    haze: 34,
  });
}

const passRelief = (x, z) => {
  const rise = smooth(5, 17, z + layered(x / 5, z / 5, 143, 2) * 2);
  const valley = 0.12 + 0.88 * smooth(0.2, 6, Math.abs(x - 1.6 + Math.sin(z / 5) * 0.9));
  const stone = crested(x / 9, z / 9, 145, 8, 0.44) ** 1.6 * 4.3;
  return rise * valley * stone + layered(x / 2.6, z / 2.6, 147, 5) * 0.16 - 0.02;
};

const ripples = (x, z) => layered(x * 2, z * 9, 163, 3) * 0.12;

const TARN = -0.045;
