// Files that only work on this site's own origin, or that refer to others in a way that is not understood.
import { closeSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { attempt } from '../../core/attempt.ts';
import { extensionOf } from '../../core/paths.ts';

/** Pages, web manifests, playlists and scenes name others by paths of their own. */
const NAMING = new Set([
  '.html',
  '.htm',
  '.xhtml',
  '.webmanifest',
  '.appcache',
  '.m3u8',
  '.m3u',
  '.mpd',
  '.gltf',
  '.xsl',
  '.xslt',
  '.swf',
  '.htc',
]);
/** Browsers run workers from their page's own origin only, and read some manifests from there. */
const OWN_ORIGIN =
  /(?:^|[/._-])(?:sw|service-?worker|shared-?worker|worker|worklet)(?:[._-][^/]*)?\.m?js$|(?:^|[/._-])manifest(?:\.[^/]*)?\.json$/i;
/** What a drawing names besides its own parts, by a path: other files, or sheets. */
const NAMES_OTHERS =
  /(?:href|src)\s*=\s*["']?(?!#|["'\s]|\/\/|[a-z]{1,10}:)|url\(["']?(?!#|["']|\/\/|[a-z]{1,10}:)|@import|<\?xml-stylesheet/i;
/** Larger drawings are not read for that: they stay. */
const MOST_READ_BYTES = 512 * 1024;

/**
 * Returns why a file stays on this site, whatever is to be moved; `undefined`: it may move.
 *
 * @param filePath - The output's file, where it is here.
 */
export function whyItStays(uri: string, filePath?: string): string | undefined {
  const extension = extensionOf(uri);
  if (NAMING.has(extension)) return 'it may name other files in a way that is not understood';
  if (OWN_ORIGIN.test(uri)) return 'browsers take it from its own origin only';
  if (extension !== '.svg' && extension !== '.svgz') return undefined;
  const isAlone = filePath === undefined || !namesOthers(filePath);
  return isAlone ? undefined : 'it is a drawing that names other files';
}

function namesOthers(filePath: string): boolean {
  try {
    const file = openSync(filePath, 'r');
    try {
      const bytes = Buffer.alloc(MOST_READ_BYTES);
      const length = readSync(file, bytes);
      return length === MOST_READ_BYTES || NAMES_OTHERS.test(textOf(bytes.subarray(0, length)));
    } finally {
      closeSync(file);
    }
  } catch {
    // who has no file here has not made it
    return false;
  }
}

/** What is packed as `.svgz` is unpacked; what is not to be unpacked names others for all that is known. */
function textOf(bytes: Buffer): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1');
  const text = attempt(() => gunzipSync(bytes, { maxOutputLength: MOST_READ_BYTES }));
  return text instanceof Error ? '@import' : text.toString('latin1');
}
