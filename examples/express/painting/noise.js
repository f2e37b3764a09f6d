/** Seeded randomness: the same seed paints the same picture on every machine. */

export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const hash = (x, y, seed) => {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 2246822519);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return h ^ (h >>> 16);
};

const DIRECTIONS = Array.from({ length: 32 }, (_, i) => [
  Math.cos((i * Math.PI) / 16),
  Math.sin((i * Math.PI) / 16),
]);

const slope = (ix, iy, dx, dy, seed) => {
  const [gx, gy] = DIRECTIONS[hash(ix, iy, seed) & 31];
  return gx * dx + gy * dy;
};

const ease = (t) => t * t * t * (t * (t * 6 - 15) + 10);

/** Gradient noise, about -1 to 1. */
export function noise(x, y, seed) {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const dx = x - ix;
  const dy = y - iy;
  const u = ease(dx);
  const top = slope(ix, iy, dx, dy, seed);
  const low = slope(ix, iy + 1, dx, dy - 1, seed);
  const a = top + u * (slope(ix + 1, iy, dx - 1, dy, seed) - top);
  const b = low + u * (slope(ix + 1, iy + 1, dx - 1, dy - 1, seed) - low);
  return (a + ease(dy) * (b - a)) * 1.41;
}

/** Octaves of noise on top of each other, about -1 to 1. */
export function layered(x, y, seed, octaves = 5, gain = 0.5) {
  let sum = 0;
  let total = 0;
  let amplitude = 1;
  for (let octave = 0, f = 1; octave < octaves; octave++, f *= 2.03) {
    sum += amplitude * noise(x * f, y * f, seed + octave);
    total += amplitude;
    amplitude *= gain;
  }
  return sum / total;
}

/** Like `layered`, with sharp crests: 0 in the valleys, 1 on the ridges. */
export function crested(x, y, seed, octaves = 5, gain = 0.5) {
  let sum = 0;
  let total = 0;
  let amplitude = 1;
  for (let octave = 0, f = 1; octave < octaves; octave++, f *= 2.03) {
    const crest = 1 - Math.abs(noise(x * f, y * f, seed + octave));
    sum += amplitude * crest * crest;
    total += amplitude;
    amplitude *= gain;
  }
  return sum / total;
}
