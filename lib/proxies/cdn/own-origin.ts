// Files that only work on this site's own origin, or that refer to others in a way that is not understood.
import { gunzipSync } from 'node:zlib';
import { attempt } from '../../core/attempt.ts';
import { hasUnknownReferences } from '../../core/js/module-references.ts';
import { extensionOf } from '../../core/paths.ts';
import { isBoundToSite } from '../site-bound.ts';
import { firstBytesOf } from './first-bytes.ts';
import { MOST_BYTES } from './store.ts';

/** Pages and their sources, playlists, and scenes name others by paths of their own. */
const NAMING = new Set(
  [
    'appcache application asp aspx htc htm html jnlp jsp md mht mhtml php shtml swf vue xht xhtml xsl xslt',
    'less sass scss styl importmap speculationrules',
    'asx cue f4m ism ismc m3u m3u8 mpd pls ram smil wpl xspf',
    'atlas babylon dae fnt gltf mtl obj tmj tmx tsj usda vrml wrl x3d',
  ].flatMap((line) => line.split(' ').map((extension) => `.${extension}`)),
);
/** Calls and handlers of workers, service workers and worklets; a page's script has none of them. */
const WORKER =
  /(?:^|[;{}\s])(?:self\.)?(?:importScripts\s*\(|skipWaiting\s*\(|clients\.claim\s*\(|on(?:message|connect|fetch|install|activate|push)\s*=(?!=)|addEventListener\(\s*["'`](?:fetch|install|activate|push|notificationclick|sync|periodicsync|connect)["'`])|self\.addEventListener\(\s*["'`]message["'`]|(?:^|[;{}\s])register(?:Paint|Processor|Animator|Layout)\s*\(\s*["'`]/;
/** What marks name besides parts of their own text, by a path: other files, or sheets. */
const MARKS_OTHERS =
  /(?:href|src)\s*=\s*["']?(?!#|["'\s]|\/\/|[a-z]{1,10}:)|url\(["']?(?!#|["']|\/\/|[a-z]{1,10}:)|@import|<\?xml-stylesheet|<!ENTITY\s+(?:%\s+)?[^\s<>]+\s+(?:SYSTEM|PUBLIC)\s/i;
/** A value that is a path of this site. */
const HAS_PATH = /[=>][\t ]*["']?\.{0,2}\/(?![/>])/;
/** A text, an attribute, an element or a line that is the name of a file, or a path that begins with dots. */
const HAS_NAME =
  /(?:["'>]|^)[\t ]*(?:\.{1,2}\/[\w%./@-]*|[\w%./@-]+\.(?:avif|b3dm|bin|bmp|css|flac|geojson|gif|glb|gltf|html?|i3dm|ico|jpe?g|json|ktx2|m3u8|m?js|m4[av]|md|mp[34]|mvt|og[agv]|otf|pbf|pdf|png|pnts|svgz?|ts|ttf|txt|vtt|wasm|wav|web[mp]|woff2?|xml|zip))(?:[?#][^"'<>\s]*)?[\t ]*(?:["'<]|$)/im;
const isMarked = (text: string) => MARKS_OTHERS.test(text);
const hasName = (text: string) => HAS_NAME.test(text.replaceAll('\\/', '/'));
const isDocumentOfOthers = (text: string) => isMarked(text) || HAS_PATH.test(text) || hasName(text);
/** How it is told of drawings, other documents with marks, and data whether they name others. */
const READ = new Map([
  ...['.svg', '.svgz'].map((each) => [each, isMarked] as const),
  ...['.xml', '.atom', '.kml', '.opml', '.rdf', '.rss'].map(
    (each) => [each, isDocumentOfOthers] as const,
  ),
  ...['.json', '.geojson', '.topojson', '.vtt'].map((each) => [each, hasName] as const),
]);
/** What is larger is not read to its end: documents and data stay then. */
const MOST_READ_BYTES = 512 * 1024;
const MOST_SCRIPT_BYTES = 8 * MOST_READ_BYTES;

/** Why workers stay. */
export const ONLY_HERE = 'browsers take it from its own origin only';
const MAY_NAME_OTHERS = 'it may name other files in a way that is not understood';
const NAMES_IN_ITS_WAY = 'it names other files in a way that is not understood';

/**
 * Returns why a file stays on this site, whatever is to be moved; `undefined`: it may move.
 *
 * @param filePath - The output's file, where it is here.
 */
export function whyItStays(
  uri: string,
  filePath?: string,
  sizeOf: (filePath: string) => number = () => 0,
): string | undefined {
  if (filePath !== undefined && sizeOf(filePath) > MOST_BYTES) {
    return 'it has more than 5 GB, which S3 does not accept in one upload';
  }
  const extension = extensionOf(uri);
  if (NAMING.has(extension)) return MAY_NAME_OTHERS;
  if (isBoundToSite(uri)) return ONLY_HERE;
  if (filePath === undefined) return undefined;
  if (/^\.m?js$/.test(extension)) {
    const { text } = beginOf(filePath, MOST_SCRIPT_BYTES);
    if (WORKER.test(text)) return ONLY_HERE;
    return hasUnknownReferences(text) ? NAMES_IN_ITS_WAY : undefined;
  }
  const namesOthers = READ.get(extension);
  if (namesOthers === undefined) return undefined;
  const { text, isCut } = beginOf(filePath, MOST_READ_BYTES);
  return isCut || namesOthers(text) ? NAMES_IN_ITS_WAY : undefined;
}

/** Who has no file here has not made it. */
function beginOf(filePath: string, mostBytes: number): { text: string; isCut: boolean } {
  const bytes = attempt(() => firstBytesOf(filePath, mostBytes));
  if (bytes instanceof Error) return { text: '', isCut: false };
  return { text: textOf(bytes), isCut: bytes.length === mostBytes };
}

/** What is packed as `.svgz` is unpacked; what is not to be unpacked names others for all that is known. */
function textOf(bytes: Buffer): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1');
  const text = attempt(() => gunzipSync(bytes, { maxOutputLength: MOST_READ_BYTES }));
  return text instanceof Error ? '@import' : text.toString('latin1');
}
