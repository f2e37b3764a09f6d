// The pictures of the posts, each by the rule that its post tells.
import { createRandom } from '../../express/painting/noise.js';

export const WIDTH = 1200;
export const HEIGHT = 630;

const PAPER = '#f6f1e7';
const INK = '#27313f';
const RUST = '#b4532f';
const MOSS = '#6f8465';

/** Every row of cells is made from the one above: a cell, and its neighbours. */
function automaton() {
  const size = 6;
  const columns = WIDTH / size;
  let row = new Uint8Array(columns);
  row[columns / 2] = 1;
  const rows = [];
  for (let y = 0; y < HEIGHT / size; y += 1) {
    rows.push(row);
    row = row.map((cell, x) => {
      const left = row[(x + columns - 1) % columns];
      const right = row[(x + 1) % columns];
      return left ^ (cell | right);
    });
  }
  return (x, y) => rows[Math.floor(y / size)][Math.floor(x / size)];
}

/** Two quarter circles in each tile, turned at random, join into lines without an end. */
function arcs() {
  const tile = 90;
  const random = createRandom(1704);
  const columns = Math.ceil(WIDTH / tile) + 1;
  const turned = Array.from({ length: columns * columns }, () => random() < 0.5);
  return (x, y) => {
    const column = Math.floor(x / tile);
    const isTurned = turned[Math.floor(y / tile) * columns + column];
    const dx = x % tile;
    const dy = y % tile;
    const across = isTurned ? tile - dx : dx;
    const distances = [Math.hypot(across, dy), Math.hypot(tile - across, tile - dy)];
    const nearest = Math.min(...distances.map((each) => Math.abs(each - tile / 2)));
    if (nearest < 7) return 2;
    return nearest < 13 ? 1 : 0;
  };
}

/** Rings around two points: where both fall together, they make lines that nobody has drawn. */
function rings() {
  const centers = [
    [WIDTH * 0.42, HEIGHT / 2],
    [WIDTH * 0.58, HEIGHT / 2],
  ];
  return (x, y) => {
    const on = centers.map(([cx, cy]) => Math.floor(Math.hypot(x - cx, y - cy) / 9) % 2);
    return on[0] + 2 * on[1];
  };
}

/** The three rules side by side. */
function cover() {
  const rules = [automaton(), arcs(), rings()];
  return (x, y) => rules[Math.min(2, Math.floor((x / WIDTH) * 3))](x, y);
}

export const scenes = [
  { name: 'cover', colorAt: cover(), palette: [PAPER, INK, RUST, MOSS] },
  { name: 'rule-thirty', colorAt: automaton(), palette: [PAPER, INK] },
  { name: 'endless-lines', colorAt: arcs(), palette: [PAPER, MOSS, INK] },
  { name: 'two-stones', colorAt: rings(), palette: [PAPER, RUST, MOSS, INK] },
];
