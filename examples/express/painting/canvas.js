import { clamp, mix } from './color.js';

/**
 * A picture of `width` × `height` points. Every point is `scale` × `scale` samples, which are
 * averaged at the end: that is what keeps edges smooth.
 */
export function createCanvas(width, height, scale) {
  const columns = width * scale;
  const rows = height * scale;
  return { width, height, scale, columns, rows, data: new Float32Array(columns * rows * 3) };
}

/** `paint(x, y)` answers `[red, green, blue, opacity?]`, or nothing to leave the sample alone. */
export function cover(canvas, paint, { top = 0, bottom = canvas.height } = {}) {
  const { columns, scale } = canvas;
  const lastRow = Math.min(canvas.rows, Math.ceil(bottom * scale));
  for (let row = Math.max(0, Math.floor(top * scale)); row < lastRow; row++) {
    for (let column = 0; column < columns; column++) {
      const color = paint((column + 0.5) / scale, (row + 0.5) / scale);
      if (color) blend(canvas, row * columns + column, color, color[3] ?? 1);
    }
  }
}

/** Adds light, as a lamp does: what is bright already takes less of it. */
export function lighten(canvas, light) {
  cover(canvas, (x, y) => {
    const [red, green, blue] = light(x, y);
    const below = sample(canvas, x, y);
    return [screen(below[0], red), screen(below[1], green), screen(below[2], blue)];
  });
}

const screen = (a, b) => 1 - (1 - a) * (1 - b);

export function blend(canvas, index, color, opacity) {
  const at = index * 3;
  for (let part = 0; part < 3; part++) {
    canvas.data[at + part] += (color[part] - canvas.data[at + part]) * opacity;
  }
}

export function sample(canvas, x, y) {
  const column = clamp(Math.floor(x * canvas.scale), 0, canvas.columns - 1);
  const row = clamp(Math.floor(y * canvas.scale), 0, canvas.rows - 1);
  const at = (row * canvas.columns + column) * 3;
  return [canvas.data[at], canvas.data[at + 1], canvas.data[at + 2]];
}

/** Averages the samples of every point, grades and adds grain; answers bytes for an encoder. */
export function develop(canvas, { random, grain = 0.02, vignette = 0.18 }) {
  const { width, height } = canvas;
  const bytes = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = Math.hypot(x / width - 0.5, y / height - 0.5);
      const color = mix([0, 0, 0], average(canvas, x, y), 1 - vignette * distance * distance * 2);
      const speck = (random() + random() - 1) * grain;
      const at = (y * width + x) * 3;
      for (let part = 0; part < 3; part++) {
        bytes[at + part] = Math.round(clamp(color[part] + speck) * 255);
      }
    }
  }
  return bytes;
}

function average({ data, columns, scale }, x, y) {
  const sum = [0, 0, 0];
  for (let row = 0; row < scale; row++) {
    for (let column = 0; column < scale; column++) {
      const at = ((y * scale + row) * columns + x * scale + column) * 3;
      for (let part = 0; part < 3; part++) sum[part] += data[at + part];
    }
  }
  return sum.map((part) => part / (scale * scale));
}
