// Which attributes of a tag name files of the site, and what each of them names.
import { scriptKind } from './html-scripts.ts';
import { attributeOf, type HtmlAttribute, type HtmlToken } from './html-tokens.ts';
import { withoutEnd } from './text-end.ts';

const URLS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    audio: ['src'],
    feimage: ['href', 'xlink:href'],
    image: ['href', 'xlink:href'],
    img: ['src'],
    input: ['src'],
    link: ['href'],
    script: ['src'],
    source: ['src'],
    track: ['src'],
    use: ['href', 'xlink:href'],
    video: ['src', 'poster'],
  }),
);

const CANDIDATES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    img: 'srcset',
    link: 'imagesrcset',
    source: 'srcset',
  }),
);

const LINKS = [
  'stylesheet',
  'icon',
  'preload',
  'modulepreload',
  'prefetch',
  'apple-touch-icon',
  'apple-touch-icon-precomposed',
  'mask-icon',
  'manifest',
];

/** An attribute that names files. */
export interface HtmlReference {
  readonly attribute: HtmlAttribute;
  /** `candidates`: a list like that of `srcset`. */
  readonly form: 'url' | 'candidates';
}

/** Finds the attributes of a start tag that name files. */
export function htmlReferences(token: HtmlToken): HtmlReference[] {
  if (token.kind !== 'start' || !isFetching(token)) return [];
  return token.attributes.flatMap((attribute): HtmlReference[] => {
    if (URLS.get(token.name)?.includes(attribute.name)) return [{ attribute, form: 'url' }];
    const isList = CANDIDATES.get(token.name) === attribute.name;
    return isList ? [{ attribute, form: 'candidates' }] : [];
  });
}

function isFetching(token: HtmlToken): boolean {
  if (token.name === 'link') return relationsOf(token).some((each) => LINKS.includes(each));
  if (token.name === 'input') return attributeOf(token, 'type')?.value.toLowerCase() === 'image';
  if (token.name !== 'script') return true;
  const kind = scriptKind(token);
  return kind === 'classic' || kind === 'module';
}

/** The words of `rel`, in lower case. */
export function relationsOf(token: HtmlToken): string[] {
  const words = attributeOf(token, 'rel')?.value.toLowerCase().split(/\s+/) ?? [];
  return words.filter((word) => word !== '');
}

const BEFORE_URL = /[\s,]*/y;
const CANDIDATE_URL = /\S*/y;
const OPEN_BRACKET_OR_COMMA = /[^,(]*/y;

/** Puts other URLs into a list like that of `srcset` (HTML, 4.8.4.2.2); all else stays. */
export function replaceCandidates(list: string, replace: (url: string) => string): string {
  const written: string[] = [];
  for (let at = 0; at < list.length; ) {
    const before = takeAt(BEFORE_URL, list, at);
    const word = takeAt(CANDIDATE_URL, list, at + before.length);
    const url = withoutEnd(word, ',');
    written.push(before, url === '' ? '' : replace(url), word.slice(url.length));
    at += before.length + word.length;
    // a comma at the end of a URL is the end of its candidate
    const descriptors = url === word ? descriptorsAt(list, at) : '';
    written.push(descriptors);
    at += descriptors.length;
  }
  return written.join('');
}

/** A comma in brackets is part of a descriptor. */
function descriptorsAt(list: string, start: number): string {
  let at = start;
  for (;;) {
    at += takeAt(OPEN_BRACKET_OR_COMMA, list, at).length;
    if (list.charAt(at) !== '(') return list.slice(start, at);
    const close = list.indexOf(')', at);
    if (close < 0) return list.slice(start);
    at = close + 1;
  }
}

function takeAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
