import { readFileSync } from 'node:fs';

export const lights = ['dawn', 'day', 'dusk', 'night'];

const entries = JSON.parse(readFileSync(new URL('pictures.json', import.meta.url), 'utf8'));

const MINUTES_OF_A_DAY = 24 * 60;
const DAY_BEGINS = 4 * 60;

/** How far into the day a picture was taken, in percent; the journal's day begins at four. */
function position(time) {
  const [hours, minutes] = time.split(':').map(Number);
  const passed = (hours * 60 + minutes - DAY_BEGINS + MINUTES_OF_A_DAY) % MINUTES_OF_A_DAY;
  return Math.round((passed / MINUTES_OF_A_DAY) * 10000) / 100;
}

export const pictures = entries.map((entry) => ({
  ...entry,
  slug: entry.file.split('.')[0],
  position: position(entry.time),
}));

export const findPicture = (slug) => pictures.find((picture) => picture.slug === slug);

export function neighbours(picture) {
  const at = pictures.indexOf(picture);
  const around = (step) => pictures[(at + step + pictures.length) % pictures.length];
  return { previous: around(-1), next: around(1) };
}
