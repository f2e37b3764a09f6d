/** Colours are `[red, green, blue]` from 0 to 1. */

export const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));

export const smooth = (from, to, value) => {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
};

export const mix = (a, b, t) => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

export const scaled = (color, factor) => color.map((part) => part * factor);

export const hex = (text) =>
  [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16) / 255);

/** `gradient([[0, '#000000'], [1, '#ffffff']])` answers a function from position to colour. */
export function gradient(stops) {
  const parsed = stops.map(([at, color]) => [at, hex(color)]);
  return (position) => {
    const next = parsed.findIndex(([at]) => at > position);
    if (next === 0) return parsed[0][1];
    if (next === -1) return parsed[parsed.length - 1][1];
    const [from, a] = parsed[next - 1];
    const [to, b] = parsed[next];
    return mix(a, b, (position - from) / (to - from));
  };
}
