import { glow, sky } from '../air.js';
import { clamp, gradient, hex, mix, smooth } from '../color.js';
import { terrain } from '../ground.js';
import { layered } from '../noise.js';

export const walkingDunes = { name: 'walking-dunes.webp', seed: 6, paint };

function paint(canvas) {
  paintAir(canvas);
  paintGround(canvas);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#5f8fb5'],
      [0.6, '#c4c9c4'],
      [1, '#f4d9ae'],
    ]),
    { bottom: 330 },
  );
  glow(canvas, { x: 1130, y: 280, radius: 620, color: '#ffd08a', strength: 0.6 });
}

function paintGround(canvas) {
  const [bright, dark, blue] = [hex('#f0b56a'), hex('#8a4f2e'), hex('#5c4a5a')];
  const dunes = (x, z) => {
    const drift = layered(x / 6, z / 6, 171, 2) * 1.4;
    const across = (x * 0.55 + z * 0.5) / 3.1 + drift;
    const wave = across - Math.floor(across);
    const crest = wave < 0.72 ? (wave / 0.72) ** 1.5 : 1 - smooth(0.72, 1, wave) ** 0.8;
    return (
      crest * (0.55 + layered(x / 7, z / 7, 173, 2) * 0.4) + layered(x / 12, z / 12, 175, 2) * 1.3
    );
  };
  terrain(canvas, {
    height: (x, z) => dunes(x, z),
    color: ({ x, z, lit, open }) => {
      const ripples =
        Math.sin((x * 2 + z * 5 + layered(x * 1.5, z * 1.5, 177, 3) * 3) * 13) *
        0.026 *
        (1 - smooth(2.5, 7, z));
      const grain = layered(x * 16, z * 16, 179, 2) * 0.05;
      const shadow = mix(dark, blue, 0.45 + open * 0.1);
      return mix(shadow, bright, clamp(lit * 1.9 + ripples)).map(
        (part) => part * (1 + grain + ripples),
      );
    },
    eye: { x: 0, y: 1.9, z: 0 },
    horizon: 300,
    far: 60,
    sun: { x: 0.84, y: 0.34, z: 0.42 },
    fog: hex('#eccb9f'),
    haze: 30,
  });
}
