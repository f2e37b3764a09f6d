// Colours on a terminal that shows them.
import { inspect } from 'node:util';

export type Style = 'green' | 'red' | 'yellow' | 'dim';

/** Puts a text into a colour, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export function painter(hasColors: boolean): Paint {
  return (style, text) => {
    const codes = inspect.colors[style];
    return hasColors && codes ? `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : text;
  };
}
