// Which attributes of a tag name files of the site, and what each of them names.
import { withoutEnd } from '../text-end.ts';
import { scriptKind } from './scripts.ts';
import { attributeOf, type HtmlAttribute, type HtmlToken } from './tokens.ts';

const TABLES = ['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];

const URLS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    audio: ['src'],
    body: ['background'],
    ...Object.fromEntries(TABLES.map((name) => [name, ['background']])),
    embed: ['src'],
    feimage: ['href', 'xlink:href'],
    image: ['href', 'xlink:href', 'src'],
    img: ['src'],
    input: ['src'],
    link: ['href'],
    meta: ['content'],
    object: ['data'],
    // SVG's names its file by `href`
    script: ['src', 'href', 'xlink:href'],
    source: ['src'],
    track: ['src'],
    use: ['href', 'xlink:href'],
    video: ['src', 'poster'],
  }),
);

/** Attributes of SVG that are properties of CSS, with the same values. */
const PROPERTIES: ReadonlySet<string> = new Set(
  'clip-path cursor fill filter marker marker-end marker-mid marker-start mask stroke'.split(' '),
);

const CANDIDATES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    image: 'srcset',
    img: 'srcset',
    link: 'imagesrcset',
    source: 'srcset',
  }),
);

const LINKS = (
  'stylesheet icon preload modulepreload prefetch apple-touch-icon ' +
  'apple-touch-icon-precomposed apple-touch-startup-image fluid-icon mask-icon manifest'
).split(' ');

/** What programs fetch that show a link to the page, or pin it to a start screen. */
const META = new Set([
  ...['og:image', 'og:image:url', 'og:image:secure_url', 'og:audio', 'og:audio:url', 'og:video'],
  ...['og:video:url', 'twitter:image', 'twitter:image:src', 'msapplication-tileimage'],
  ...['msapplication-config', 'msapplication-square70x70logo', 'msapplication-square150x150logo'],
  ...['msapplication-square310x310logo', 'msapplication-wide310x150logo'],
]);

/** Browsers fetch what these name from no other origin, or only where that allows it. */
const SAME_ORIGIN = new Set(['use', 'feimage', 'track']);

/** Names attributes that name files, and says that blanks count. */
const MARK = 'data-staticfile';
const KEEP = 'keep';

/** An attribute that names files. */
export interface HtmlReference {
  readonly attribute: HtmlAttribute;
  /** `candidates`: a list like that of `srcset`; `style`: declarations of CSS, or the value of one. */
  readonly form: 'url' | 'candidates' | 'style';
  readonly isSameOrigin: boolean;
}

export function htmlReferences(token: HtmlToken): HtmlReference[] {
  if (token.kind !== 'start') return [];
  const isSameOrigin = SAME_ORIGIN.has(token.name);
  const asked = wordsOf(token, MARK).filter((word) => word !== KEEP);
  return token.attributes.flatMap((attribute) => {
    const form = formOf(token, attribute, asked);
    return form === undefined ? [] : [{ attribute, form, isSameOrigin }];
  });
}

/** Scripts of pages read attributes of their own, which the page asks for by their names. */
function formOf(
  token: HtmlToken,
  { name, value }: HtmlAttribute,
  asked: readonly string[],
): HtmlReference['form'] | undefined {
  if (name === 'style' || (PROPERTIES.has(name) && isFunction(value))) return 'style';
  if (asked.includes(name)) return name.endsWith('srcset') ? 'candidates' : 'url';
  const isUrl = URLS.get(token.name)?.includes(name) === true;
  const isList = CANDIDATES.get(token.name) === name;
  if (!(isUrl || isList) || !isFetching(token)) return undefined;
  return isUrl ? 'url' : 'candidates';
}

function isFunction(value: string): boolean {
  return /url\(/i.test(value);
}

/** Checks whether an element is marked as one whose blanks and texts stay as they are. */
export function isMarkedKept(mark: string): boolean {
  return wordsIn(mark).includes(KEEP);
}

function isFetching(token: HtmlToken): boolean {
  switch (token.name) {
    case 'link':
      return relationsOf(token).some((each) => LINKS.includes(each));
    case 'input':
      return attributeOf(token, 'type')?.value.toLowerCase() === 'image';
    case 'meta':
      return ['property', 'name'].some((each) =>
        wordsOf(token, each).some((word) => META.has(word)),
      );
    case 'script':
      return ['classic', 'module'].includes(scriptKind(token) ?? '');
    default:
      return true;
  }
}

/** The words of `rel`, in lower case. */
export function relationsOf(token: HtmlToken): string[] {
  return wordsOf(token, 'rel');
}

function wordsOf(token: HtmlToken, name: string): string[] {
  return wordsIn(attributeOf(token, name)?.value ?? '');
}

function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
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
    written.push(before, url === '' ? '' : withoutComma(replace(url)), word.slice(url.length));
    at += before.length + word.length;
    // a comma at the end of a URL is the end of its candidate
    const descriptors = url === word ? descriptorsAt(list, at) : '';
    written.push(descriptors);
    at += descriptors.length;
  }
  return written.join('');
}

/** A comma at the end of a URL would end its candidate. */
function withoutComma(url: string): string {
  const kept = withoutEnd(url, ',');
  return kept + '%2C'.repeat(url.length - kept.length);
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
