import { galaxy, glow, sky, stars } from '../air.js';
import { gradient, hex, smooth } from '../color.js';
import { conifer, earth, forest, ridge } from '../ground.js';
import { layered } from '../noise.js';

export const twoInTheMorning = { name: 'two-in-the-morning.jpg', seed: 12, paint };

function paint(canvas, random) {
  paintAir(canvas, random);
  paintGround(canvas, random);
}

function paintAir(canvas, random) {
  sky(
    canvas,
    gradient([
      [0, '#060912'],
      [0.55, '#10192c'],
      [0.85, '#263450'],
      [1, '#5a5560'],
    ]),
    { bottom: 600 },
  );
  galaxy(canvas, { x: 900, tilt: 0.72, width: 230, seed: 101, bottom: 700 });
  stars(canvas, { random, count: 5200, bottom: 610, brightness: 1.05 });
  glow(canvas, { x: 250, y: 600, radius: 420, color: '#c98b5a', strength: 0.4, flat: 2.2 });
}

function paintGround(canvas, random) {
  ridge(canvas, {
    seed: 103,
    y: 600,
    height: 70,
    width: 480,
    top: '#1a2233',
    foot: '#39404f',
    depth: 110,
  });
  ridge(canvas, {
    seed: 105,
    y: 650,
    height: 44,
    width: 560,
    top: '#0f1521',
    foot: '#1b2330',
    depth: 90,
  });
  const hill = (x) =>
    742 - 66 * Math.exp(-(((x - 760) / 420) ** 2)) + layered(x / 90, 0, 107, 3) * 6;
  earth(canvas, hill, '#05080e', '#05080e');
  forest(canvas, {
    random,
    line: hill,
    spacing: 9,
    height: 74,
    color: '#04070c',
    clearing: (x) => smooth(480, 250, x) + smooth(900, 1010, x),
  });
  for (const [x, height] of [
    [520, 150],
    [566, 212],
    [612, 128],
    [700, 176],
  ]) {
    conifer(canvas, { x, y: hill(x) + 6, height, color: hex('#04070c'), random, spread: 0.19 });
  }
}
