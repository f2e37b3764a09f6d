import { aurora, mist, sky, stars } from '../air.js';
import { gradient, smooth } from '../color.js';
import { earth, forest, ridge, water } from '../ground.js';

export const greenHour = { name: 'green-hour.jpg', seed: 11, paint };

function paint(canvas, random) {
  paintAir(canvas, random);
  paintGround(canvas, random);
}

function paintAir(canvas, random) {
  sky(
    canvas,
    gradient([
      [0, '#050b18'],
      [0.6, '#0b2233'],
      [1, '#1a4450'],
    ]),
    { bottom: 500 },
  );
  stars(canvas, { random, count: 1300, bottom: 480 });
  aurora(canvas, {
    seed: 81,
    y: 330,
    height: 150,
    low: '#3dffa0',
    high: '#7a4dff',
    strength: 1.25,
  });
  aurora(canvas, { seed: 87, y: 220, height: 190, low: '#22e0a8', high: '#b04dd0', strength: 0.8 });
}

function paintGround(canvas, random) {
  ridge(canvas, {
    seed: 83,
    y: 470,
    height: 105,
    width: 460,
    sharp: true,
    top: '#0e2430',
    foot: '#1c4a4d',
    depth: 120,
    texture: 0.3,
  });
  const shore = ridge(canvas, {
    seed: 85,
    y: 506,
    height: 26,
    width: 620,
    top: '#071219',
    foot: '#0a1a22',
    depth: 40,
  });
  forest(canvas, { random, line: shore, spacing: 6, height: 46, color: '#050d13' });
  water(canvas, { seed: 89, y: 528, tint: '#06141d', depth: 0.24, ripple: 12 });
  mist(canvas, { seed: 91, y: 526, thickness: 9, color: '#4f9b92', opacity: 0.4 });
  const near = (x) => 812 - smooth(330, 0, x) * 60 - smooth(890, 1200, x) * 50;
  earth(canvas, near, '#03080d', '#03080d');
  const edges = (x) => 1 - smooth(150, 300, x) + smooth(940, 1060, x);
  forest(canvas, {
    random,
    line: near,
    spacing: 22,
    height: 330,
    color: '#02070b',
    clearing: edges,
    spread: 0.17,
  });
}
