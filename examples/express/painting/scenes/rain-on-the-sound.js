import { clouds, glow, rain, sky } from '../air.js';
import { gradient } from '../color.js';
import { glitter, ridge, water } from '../ground.js';

export const rainOnTheSound = { name: 'rain-on-the-sound.jpg', seed: 5, paint };

function paint(canvas) {
  paintAir(canvas);
  paintGround(canvas);
}

function paintAir(canvas) {
  sky(
    canvas,
    gradient([
      [0, '#4d5a66'],
      [0.5, '#7f8d97'],
      [0.85, '#c9c4ac'],
      [1, '#e9d9ac'],
    ]),
    { bottom: 500 },
  );
  clouds(canvas, {
    seed: 151,
    top: -80,
    bottom: 400,
    width: 520,
    height: 130,
    cover: 0.26,
    edge: 0.5,
    light: '#a7adb0',
    shadow: '#38434e',
    towards: [0.4, 1],
  });
  glow(canvas, { x: 940, y: 470, radius: 360, color: '#ffe0a0', strength: 0.5, flat: 1.8 });
  rain(canvas, {
    seed: 153,
    x: 420,
    width: 260,
    top: 210,
    bottom: 500,
    color: '#55626d',
    opacity: 0.66,
  });
  rain(canvas, {
    seed: 155,
    x: 720,
    width: 120,
    top: 250,
    bottom: 500,
    color: '#6f7a80',
    opacity: 0.42,
  });
}

function paintGround(canvas) {
  ridge(canvas, {
    seed: 157,
    y: 500,
    height: 50,
    width: 300,
    top: '#5b6870',
    foot: '#8b9395',
    depth: 60,
  });
  water(canvas, { seed: 159, y: 504, tint: '#35434d', depth: 0.42, ripple: 30 });
  glitter(canvas, { seed: 161, x: 940, y: 506, color: '#ffeec2', width: 150, strength: 0.8 });
}
