// At-rules and functions whose syntax is known; in all others every byte may count.

const FUNCTIONS = new Set(
  (
    'calc min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign ' +
    'progress calc-size anchor anchor-size var env attr counter counters symbols url src ' +
    'rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark contrast-color device-cmyk ' +
    'linear-gradient radial-gradient conic-gradient repeating-linear-gradient ' +
    'repeating-radial-gradient repeating-conic-gradient gradient from to color-stop image image-set ' +
    'cross-fade blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia ' +
    'matrix matrix3d translate translatex translatey translatez translate3d rotate rotatex rotatey ' +
    'rotatez rotate3d scale scalex scaley scalez scale3d skew skewx skewy perspective ' +
    'cubic-bezier steps linear minmax repeat fit-content inset circle ellipse polygon path rect xywh ' +
    'ray local format tech scroll view layer supports selector style scroll-state url-prefix domain ' +
    'regexp font-tech font-format'
  ).split(' '),
);

const AT_RULES = new Set(
  (
    'media supports container import layer keyframes font-face page namespace counter-style property ' +
    'scope starting-style font-feature-values font-palette-values view-transition position-try ' +
    'document color-profile custom-media custom-selector viewport charset stylistic styleset ' +
    'character-variant swash ornaments annotation historical-forms ' +
    'top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left ' +
    'bottom-center bottom-right bottom-right-corner left-top left-middle left-bottom right-top ' +
    'right-middle right-bottom'
  ).split(' '),
);

const VENDOR = /^-(?:webkit|moz|ms|o)-/;

/** @param name - In lower case, with its bracket: `calc(`. */
export function isKnownFunction(name: string): boolean {
  return FUNCTIONS.has(name.slice(0, -1).replace(VENDOR, ''));
}

/** @param name - In lower case: `@media`. */
export function isKnownAtRule(name: string): boolean {
  return AT_RULES.has(name.slice(1).replace(VENDOR, ''));
}
