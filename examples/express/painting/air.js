import { cover, lighten } from './canvas.js';
import { clamp, hex, scaled, smooth } from './color.js';
import { layered, noise } from './noise.js';

/** What is above the ground: sky, sun, stars, clouds, mist, rain, northern lights. */

export function sky(canvas, colorAt, { bottom = canvas.height } = {}) {
  cover(canvas, (_x, y) => colorAt(y / bottom));
}

export function glow(canvas, { x, y, radius, color, strength = 1, flat = 1 }) {
  const light = hex(color);
  lighten(canvas, (px, py) => {
    const distance = Math.hypot(px - x, (py - y) * flat) / radius;
    return scaled(light, strength * Math.exp(-distance * 2.2));
  });
}

export function disc(canvas, { x, y, radius, color, soft = 1.5 }) {
  const fill = hex(color);
  cover(canvas, (px, py) => {
    const opacity = 1 - smooth(radius - soft, radius + soft, Math.hypot(px - x, py - y));
    return opacity > 0 ? [...fill, opacity] : undefined;
  });
}

export function moon(canvas, { x, y, radius, color, seed }) {
  const fill = hex(color);
  cover(canvas, (px, py) => {
    const opacity = 1 - smooth(radius - 1, radius + 1, Math.hypot(px - x, py - y));
    if (opacity <= 0) return undefined;
    const sea = smooth(-0.05, 0.35, layered(px / radius, py / radius, seed, 4));
    return [...scaled(fill, 1 - sea * 0.16), opacity];
  });
}

export function stars(canvas, { random, count, bottom, brightness = 1 }) {
  const { columns, scale, data } = canvas;
  for (let star = 0; star < count; star++) {
    const column = Math.floor(random() * columns);
    const row = Math.floor(random() * bottom * scale);
    const fade = 1 - smooth(bottom * 0.55, bottom, row / scale);
    const light = brightness * fade * (0.12 + random() ** 6 * 1.6);
    const warmth = random() * 0.25;
    const size = light > 0.7 ? 3 : 2;
    for (let i = 0; i < size * size; i++) {
      const at = ((row + Math.floor(i / size)) * columns + column + (i % size)) * 3;
      data[at] = clamp(data[at] + light * (0.85 + warmth * 0.6));
      data[at + 1] = clamp(data[at + 1] + light * 0.92);
      data[at + 2] = clamp(data[at + 2] + light * (1.1 - warmth));
    }
  }
}

/** The band of a galaxy: `tilt` is its slope, `x` where it meets the top. */
export function galaxy(canvas, { x, tilt, width, seed, bottom }) {
  lighten(canvas, (px, py) => {
    const across = (px - x + py * tilt) / width + layered(px / 260, py / 260, seed + 9, 4) * 0.5;
    const body = Math.exp(-across * across * 2.2) * (1 - smooth(bottom * 0.5, bottom, py));
    const dust = smooth(
      -0.25,
      0.4,
      layered(px / 150, py / 150, seed, 6, 0.6) - Math.exp(-across * across * 14) * 0.35,
    );
    const light = body * (0.1 + dust * 0.62);
    return [light * 0.86, light * 0.78, light * 0.88];
  });
}

export function clouds(canvas, options) {
  const { seed, top, bottom, width = 420, height = 90, cover: amount = 0, edge = 0.35 } = options;
  const { light, shadow, opacity = 1, towards = [0.3, -1] } = options;
  const [bright, dark] = [hex(light), hex(shadow)];
  const density = (x, y) => layered(x / width, y / height, seed, 6, 0.52);
  const paint = (x, y) => {
    const within =
      smooth(top, top + (bottom - top) * 0.35, y) * (1 - smooth(bottom - 40, bottom, y));
    const here = density(x, y) + amount;
    const strength = smooth(0, edge, here) * within * opacity;
    if (strength <= 0.003) return undefined;
    const ahead = density(x + towards[0] * 26, y + towards[1] * 26) + amount;
    const lit = clamp(0.55 + (here - ahead) * 1.9);
    return [...bright.map((part, i) => dark[i] + (part - dark[i]) * lit), strength];
  };
  cover(canvas, paint, { top, bottom });
}

/** Mist lying flat: dense around `y`, `thickness` points high. */
export function mist(canvas, { seed, y, thickness, color, opacity, width = 500 }) {
  const fill = hex(color);
  const paint = (px, py) => {
    const wander = layered(px / width, py / (thickness * 1.6), seed, 5);
    const level = (py - y - wander * thickness * 0.6) / thickness;
    const strength = Math.exp(-level * level * 3) * opacity * (0.75 + wander * 0.6);
    return strength > 0.003 ? [...fill, clamp(strength)] : undefined;
  };
  cover(canvas, paint, { top: y - thickness * 2.2, bottom: y + thickness * 2.2 });
}

export function rain(canvas, { seed, x, width, top, bottom, color, opacity, slant = 0.2 }) {
  const fill = hex(color);
  const paint = (px, py) => {
    const across = (px - x + (py - top) * slant) / width;
    const curtain =
      Math.exp(-across * across * 4) * (0.8 + layered(across * 5, py / 900, seed, 4) * 0.45);
    const fade = smooth(top, top + 90, py) * (1 - smooth(bottom - 30, bottom + 10, py) * 0.4);
    return [...fill, clamp(curtain * fade * opacity)];
  };
  cover(canvas, paint, { top, bottom });
}

export function aurora(canvas, { seed, y, height, low, high, strength = 1 }) {
  const [green, violet] = [hex(low), hex(high)];
  lighten(canvas, (px, py) => {
    const fold = layered(px / 430, 0.5, seed, 3) * 150 + noise(px / 120, 0.5, seed + 5) * 26;
    const above = (y + fold - py) / height;
    if (above < -0.12) return [0, 0, 0];
    const rays = 0.6 + layered(px / 46 + fold / 60, py / 1400, seed + 2, 3) * 0.7;
    const presence = smooth(-0.45, 0.35, layered(px / 380, 3.5, seed + 7, 3));
    const body = above < 0 ? 1 + above / 0.12 : Math.exp(-above * 2.6);
    const light = Math.max(0, body * rays * presence * strength);
    const rise = smooth(0.15, 1.1, above);
    return green.map((part, i) => (part + (violet[i] - part) * rise) * light);
  });
}
