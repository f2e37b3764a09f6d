import { disc } from '../air.js';
import { cover } from '../canvas.js';
import { clamp, hex, smooth } from '../color.js';
import { forest, ridge } from '../ground.js';
import { layered, noise } from '../noise.js';

export const keepersHour = { name: 'keepers-hour.png', seed: 7, paint, grain: 0, vignette: 0 };

const BANDS = [
  '#1b2f57',
  '#27426f',
  '#3b5b86',
  '#5b7796',
  '#8a97a0',
  '#c2ab97',
  '#e9b283',
  '#f6c98f',
];

function paint(canvas, random) {
  const bandAt = (x, y) =>
    clamp(Math.floor((y + layered(x / 420, y / 60, 181, 3) * 26) / 62), 0, 7);
  cover(canvas, (x, y) => hex(BANDS[bandAt(x, y)]));
  disc(canvas, { x: 330, y: 448, radius: 62, color: '#fbe3b0', soft: 0.7 });
  flat(canvas, { seed: 183, y: 470, height: 62, width: 380, sharp: true, color: '#7b8298' });
  flat(canvas, { seed: 185, y: 492, height: 34, width: 460, color: '#566582' });
  sea(canvas);
  const cliff = (x) => 800 - 300 * smooth(640, 900, x) + layered(x / 70, 0, 187, 4) * 14;
  cover(canvas, (x, y) =>
    y > cliff(x)
      ? hex(y > cliff(x) + 46 + noise(x / 38, y / 90, 189) * 60 ? '#141c33' : '#22304f')
      : undefined,
  );
  forest(canvas, {
    random,
    line: cliff,
    spacing: 12,
    height: 58,
    color: '#141c33',
    clearing: (x) => smooth(980, 1080, x),
  });
  lighthouse(canvas, 905, cliff(905) + 8);
}

const flat = (canvas, { color, ...line }) => ridge(canvas, { ...line, top: color, foot: color });

function sea(canvas) {
  const [deep, blue, glint] = ['#22365c', '#3a5279', '#f0bf8b'].map(hex);
  cover(
    canvas,
    (x, y) => {
      const near = (y - 522) / 278;
      const size = 4 + near * 22;
      const wave = layered(x / (size * 8), y / size, 191, 2);
      const across = Math.abs(x - 330) / (50 + near * 130);
      if (wave > 0.12 + across * 0.3) return glint;
      return wave > -0.08 + near * 0.2 ? blue : deep;
    },
    { top: 522 },
  );
}

function lighthouse(canvas, x, foot) {
  const [white, red, shade, lamp] = ['#f4ead8', '#b8473a', '#c9b7a4', '#ffe9ad'].map(hex);
  const top = foot - 230;
  cover(canvas, (px, py) => {
    const beam = Math.abs(py - (top - 14) - (px - x) * 0.09) / Math.abs(px - x + 0.01);
    return beam < 0.055 && Math.abs(px - x) > 14 ? [...lamp, 0.32] : undefined;
  });
  cover(canvas, (px, py) => {
    const down = (py - top) / (foot - top);
    const side = (px - x) / (17 + clamp(down) * 13);
    if (down < 0 || down > 1 || Math.abs(side) > 1) return undefined;
    const stripe = Math.floor(down * 5) % 2 === 1;
    return side > 0.35 ? (stripe ? hex('#8c3430') : shade) : stripe ? red : white;
  });
  const box = (left, right, up, low, color) =>
    cover(canvas, (px, py) =>
      px > x + left && px < x + right && py > top + up && py < top + low ? color : undefined,
    );
  box(-23, 23, -4, 3, hex('#141c33'));
  box(-13, 13, -26, -4, lamp);
  box(-2, 2, -26, -4, hex('#141c33'));
  cover(canvas, (px, py) => {
    const up = top - 26 - py;
    return up > 0 && up < 18 && Math.abs(px - x) < 17 - up * 0.95 ? hex('#b8473a') : undefined;
  });
}
