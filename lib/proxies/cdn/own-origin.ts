// Files that only work on this site's own origin, or that refer to others in a way that is not understood.
import { closeSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { attempt } from '../../core/attempt.ts';
import { extensionOf } from '../../core/paths.ts';
import { isBoundToSite } from '../site-bound.ts';
import { MOST_BYTES } from './store.ts';

/** Pages and their sources, playlists, and scenes name others by paths of their own. */
const NAMING = new Set(
  [
    'appcache asp aspx htc htm html jsp md mht mhtml php shtml swf vue xht xhtml xsl xslt',
    'less sass scss styl',
    'asx f4m ism ismc m3u m3u8 mpd pls smil wpl xspf',
    'atlas babylon dae fnt gltf mtl obj tmx usda vrml wrl x3d',
  ].flatMap((line) => line.split(' ').map((extension) => `.${extension}`)),
);
/** What is read, for others that it names. */
const READ = new Set(['.svg', '.svgz', '.xml', '.atom', '.kml', '.opml', '.rss']);
/** A classic worker; a page's script never calls that. */
const WORKER = /(?:^|[;{}\s])(?:self\.)?importScripts\(\s*["'`]/;
/** What a drawing names besides its own parts, by a path: other files, or sheets. */
const NAMES_OTHERS =
  /(?:href|src)\s*=\s*["']?(?!#|["'\s]|\/\/|[a-z]{1,10}:)|url\(["']?(?!#|["']|\/\/|[a-z]{1,10}:)|@import|<\?xml-stylesheet/i;
/** What is larger is not read to its end: drawings stay then. */
const MOST_READ_BYTES = 512 * 1024;

/** Why workers stay. */
export const ONLY_HERE = 'browsers take it from its own origin only';

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
  if (NAMING.has(extension)) return 'it may name other files in a way that is not understood';
  if (isBoundToSite(uri)) return ONLY_HERE;
  const isScript = /^\.m?js$/.test(extension);
  if (filePath === undefined || !(isScript || READ.has(extension))) return undefined;
  const { text, isCut } = beginOf(filePath);
  if (isScript) return WORKER.test(text) ? ONLY_HERE : undefined;
  const isAlone = !isCut && !NAMES_OTHERS.test(text);
  return isAlone ? undefined : 'it names other files in a way that is not understood';
}

/** Who has no file here has not made it. */
function beginOf(filePath: string): { text: string; isCut: boolean } {
  const read = attempt(() => {
    const file = openSync(filePath, 'r');
    try {
      const bytes = Buffer.alloc(MOST_READ_BYTES);
      const length = readSync(file, bytes);
      return { text: textOf(bytes.subarray(0, length)), isCut: length === MOST_READ_BYTES };
    } finally {
      closeSync(file);
    }
  });
  return read instanceof Error ? { text: '', isCut: false } : read;
}

/** What is packed as `.svgz` is unpacked; what is not to be unpacked names others for all that is known. */
function textOf(bytes: Buffer): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1');
  const text = attempt(() => gunzipSync(bytes, { maxOutputLength: MOST_READ_BYTES }));
  return text instanceof Error ? '@import' : text.toString('latin1');
}
