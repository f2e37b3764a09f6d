// Tells whether somebody has minified a file already, so that nothing is gained by doing it again.

const MINIFIED_NAME = /[.-]min\.(?:m?js|css)$/i;
/** A shorter script may well be one long line. */
const LEAST_CHARACTERS = 10_000;
const LONG_LINE = 200;

/** Tells by the name, or for scripts by lines as no person writes them (comments left out). */
export function isMinified(path: string, text: string): boolean {
  if (MINIFIED_NAME.test(path)) return true;
  if (!/\.m?js$/i.test(path) || text.length < LEAST_CHARACTERS) return false;
  const code = text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '');
  return code.length / code.split('\n').length > LONG_LINE;
}
