import { clouds, sky } from '../air.js';
import { gradient, hex, mix, smooth } from '../color.js';
import { terrain } from '../ground.js';
import { layered } from '../noise.js';

export const sheepWeather = { name: 'sheep-weather.jpg', seed: 3, paint };

function paint(canvas) {
  paintAir(canvas);
  paintGround(canvas);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#3f7fb8'],
      [0.6, '#8fbddb'],
      [1, '#d7e6ea'],
    ]),
    { bottom: 420 },
  );
  clouds(canvas, {
    seed: 36,
    top: -60,
    bottom: 400,
    width: 300,
    height: 120,
    cover: 0.02,
    edge: 0.28,
    light: '#ffffff',
    shadow: '#8da3b8',
    towards: [0.5, -0.8],
  });
}

function paintGround(canvas) {
  const [grass, dry, wood, hedge] = ['#6f9a3f', '#b3ab52', '#2f4f2b', '#35552f'].map(hex);
  terrain(canvas, {
    height: (x, z) => hills(x, z) + woods(x, z) * 0.14 + hedges(x, z) * 0.06,
    color: ({ x, z, lit }) => {
      const field = mix(
        grass,
        dry,
        smooth(
          -0.1,
          0.3,
          layered(Math.floor(x / 2.3 + hills(x, z)) * 3.7, Math.floor(z / 3.1) * 2.3, 35, 2),
        ),
      );
      const rows =
        1 + Math.sin(x * 26 + hills(x, z) * 30) * 0.035 + layered(x * 9, z * 9, 37, 3) * 0.16;
      const shade = smooth(-0.05, 0.25, layered(x / 7, z / 5, 39, 3));
      const cover = mix(mix(field, hedge, hedges(x, z)), wood, woods(x, z));
      return cover.map((part) => part * rows * (0.34 + lit * 0.86) * (1 - shade * 0.4));
    },
    eye: { x: 4, y: 1.75, z: 2 },
    horizon: 380,
    far: 70,
    sun: { x: -0.55, y: 0.66, z: 0.42 },
    fog: hex('#b9d0da'),
    haze: 34,
  });
}

const hills = (x, z) =>
  layered(x / 9, z / 9, 31, 3, 0.42) * 1.9 + layered(x / 1.6, z / 1.6, 33, 3) * 0.05;

const woods = (x, z) =>
  smooth(0.2, 0.3, layered(x / 3.4, z / 3.4, 38, 4)) *
  (0.6 + 0.4 * Math.abs(layered(x * 11, z * 11, 34, 2)));

const hedges = (x, z) => {
  const across = Math.abs(((x / 2.3 + hills(x, z)) % 1) - 0.5);
  const along = Math.abs(((z / 3.1) % 1) - 0.5);
  return Math.max(smooth(0.47, 0.49, across), smooth(0.475, 0.49, along)) * 0.9;
};
