// Tells whether somebody has minified a file already, so that nothing is gained by doing it again.

const MINIFIED_NAME = /[.-]min\.(?:m?js|css)$/i;
/** A shorter script may well be one long line. */
const LEAST_CHARACTERS = 10_000;
const LONG_LINE = 200;

/** Tells by the name, or for scripts by lines as no person writes them (comments left out). */
export function isMinified(path: string, text: string): boolean {
  if (MINIFIED_NAME.test(path)) return true;
  if (!/\.m?js$/i.test(path) || text.length < LEAST_CHARACTERS) return false;
  return !hasShortLines(text);
}

/** Stops where it is sure: most of what people write is known by its first lines. */
function hasShortLines(text: string): boolean {
  let [left, lines, at] = [text.length, 1, 0];
  let [comment, line] = [-1, -1];
  while (left > lines * LONG_LINE) {
    if (comment < at) comment = placeOf(text, '/*', at);
    if (line < at) line = placeOf(text, '\n', at);
    if (Math.min(comment, line) === Number.POSITIVE_INFINITY) return false;
    if (line < comment) {
      lines += 1;
      at = line + 1;
    } else {
      at = Math.min(placeOf(text, '*/', comment + 2) + 2, text.length);
      left -= at - comment;
    }
  }
  return true;
}

function placeOf(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
