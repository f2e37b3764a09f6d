import { blend, cover, sample } from './canvas.js';
import { clamp, hex, mix, smooth } from './color.js';
import { crested, layered, noise } from './noise.js';

/** What stands on the ground: ridges, trees, water, and terrain in perspective. */

/** A silhouette from edge to edge that fades downwards into `foot`, as hills do in haze. */
export function ridge(canvas, options) {
  const {
    seed,
    y,
    height,
    width = 500,
    sharp = false,
    top,
    foot,
    depth = 220,
    texture = 0,
  } = options;
  const [crest, haze] = [hex(top), hex(foot)];
  const edge = ridgeLine({ seed, y, height, width, sharp });
  const edges = Float64Array.from({ length: canvas.columns }, (_, c) =>
    edge((c + 0.5) / canvas.scale),
  );
  const paint = (px, py) => {
    const below = py - edges[Math.floor(px * canvas.scale)];
    if (below < 0) return undefined;
    const color = mix(crest, haze, smooth(0, depth, below));
    if (!texture) return color;
    const rough = layered(px / 60, py / 26, seed + 3, 4) * texture * (1 - smooth(0, depth, below));
    return color.map((part) => part * (1 + rough));
  };
  cover(canvas, paint, { top: y - height * 1.6 });
  return edge;
}

export function ridgeLine({ seed, y, height, width, sharp }) {
  const row = seed * 0.37;
  const peaks = (x) => y + height * (0.9 - 1.75 * crested(x / width, row, seed, 6, 0.46));
  const hills = (x) => y - height * layered(x / width, row, seed, 6, 0.42);
  return sharp ? peaks : hills;
}

/** Solid ground below `line(x)`. */
export function earth(canvas, line, top, foot) {
  const [crest, haze] = [hex(top), hex(foot)];
  const { columns, rows, scale } = canvas;
  for (let column = 0; column < columns; column++) {
    const edge = line((column + 0.5) / scale);
    for (let row = Math.max(0, Math.floor(edge * scale)); row < rows; row++) {
      const color = mix(crest, haze, smooth(0, 150, row / scale - edge));
      canvas.data.set(color, (row * columns + column) * 3);
    }
  }
}

/** One conifer, its foot at `(x, y)`. */
export function conifer(canvas, { x, y, height, color, random, spread = 0.2 }) {
  const { scale, columns, rows } = canvas;
  const tiers = 7 + Math.floor(random() * 5);
  const lean = (random() - 0.5) * 0.04;
  const ragged = Math.floor(random() * 10000);
  for (let row = Math.floor((y - height) * scale); row < Math.min(rows, y * scale); row++) {
    if (row < 0) continue;
    const down = (row / scale - (y - height)) / height;
    const tier = (down * tiers) % 1;
    const reach = height * spread * (0.06 + down * 0.94) * (0.42 + 0.58 * tier);
    const half = down > 0.94 ? height * 0.012 : reach;
    const middle = x + lean * height * (1 - down);
    for (const side of [-1, 1]) {
      const torn = half * (0.8 + noise(row / scale / 2.3, side, ragged) * 0.45) * scale;
      for (let step = 0; step <= torn; step++) {
        const column = Math.round(middle * scale + side * step);
        if (column >= 0 && column < columns) blend(canvas, row * columns + column, color, 1);
      }
    }
  }
}

/** Conifers along a line; `clearing(x)` from 0 (none) to 1 (dense). */
export function forest(canvas, options) {
  const { random, line, spacing, height, color, clearing = () => 1, sink = 6, spread } = options;
  const fill = hex(color);
  for (let x = -20; x < canvas.width + 20; x += spacing * (0.4 + random() * 1.2)) {
    const size = height * (0.45 + random() * 0.75);
    const shade = mix(fill, [0, 0, 0], random() * 0.18);
    if (random() > clearing(x)) continue;
    conifer(canvas, { x, y: line(x) + sink, height: size, color: shade, random, spread });
  }
}

/** A mirror from row `y` down; `tint` is the water's own colour, `depth` how much of it shows. */
export function water(canvas, { seed, y, tint, depth = 0.35, ripple = 14, squeeze = 1 }) {
  const own = hex(tint);
  const still = { ...canvas, data: canvas.data.slice() };
  const paint = (px, py) => {
    const near = (py - y) / (canvas.height - y);
    const size = 3 + near * 26;
    const wave = layered(px / (size * 7), py / size, seed, 3);
    const mirror = y - (py - y) * squeeze + wave * ripple * (0.15 + near);
    const seen = sample(still, px + wave * ripple * 0.4, Math.min(y - 1, Math.max(0, mirror)));
    return mix(seen, own, clamp(depth * (0.55 + near * 0.6) + wave * 0.1));
  };
  cover(canvas, paint, { top: y });
}

/** Sparks of a low sun or a moon on water, in a column that widens towards the viewer. */
export function glitter(
  canvas,
  { seed, x, y, color, width = 60, strength = 1, bottom = canvas.height },
) {
  const fill = hex(color);
  const paint = (px, py) => {
    const near = (py - y) / (canvas.height - y);
    const size = 2 + near * 14;
    const across = (px - x) / (width * (0.35 + near * 1.5));
    const wave = layered(px / (size * 5), py / size, seed, 3);
    const spark = smooth(0.02, 0.3, wave - across * across * 0.35) * Math.exp(-across * across);
    return spark > 0.003 ? [...fill, clamp(spark * strength)] : undefined;
  };
  cover(canvas, paint, { top: y, bottom });
}

/**
 * A height field seen from above its ground, drawn column by column from front to back.
 * `height(x, z)` and `color(point)` describe it; `eye` is where one stands.
 */
export function terrain(canvas, { height, color, eye, horizon, far = 60, sun, fog, haze }) {
  const { columns, rows, scale } = canvas;
  const focus = canvas.width * 0.9;
  for (let column = 0; column < columns; column++) {
    const angle = ((column + 0.5) / scale - canvas.width / 2) / focus;
    let drawn = rows;
    for (let z = 0.6; z < far && drawn > 0; z *= 1.0022) {
      const x = eye.x + angle * z;
      const h = height(x, eye.z + z);
      const row = Math.max(0, Math.round((horizon - ((h - eye.y) / z) * focus) * scale));
      if (row >= drawn) continue;
      const light = lightAt(height, x, eye.z + z, h, sun);
      const seen = mix(
        color({ x, z: eye.z + z, h, ...light }),
        fogColor(fog, angle),
        1 - Math.exp(-((z / haze) ** 1.6)),
      );
      for (let r = row; r < drawn; r++) blend(canvas, r * columns + column, seen, 1);
      drawn = row;
    }
  }
}

const fogColor = (fog, angle) => (typeof fog === 'function' ? fog(angle) : fog);

function lightAt(height, x, z, h, sun) {
  const step = 0.012 + z * 0.0008;
  const dx = (height(x + step, z) - h) / step;
  const dz = (height(x, z + step) - h) / step;
  const length = Math.hypot(dx, 1, dz);
  const facing = (-dx * sun.x + sun.y - dz * sun.z) / length;
  let open = 1;
  for (let reach = 0.05, i = 0; i < 14; i++, reach *= 1.35) {
    const above = height(x + sun.x * reach, z + sun.z * reach) - (h + sun.y * reach);
    open = Math.min(open, 1 - clamp(above / (reach * 0.16)));
  }
  return { lit: clamp(facing) * open, open, steep: 1 - 1 / length, dx, dz };
}
