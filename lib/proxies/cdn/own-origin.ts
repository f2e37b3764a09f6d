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
/** Words in the names of scripts that browsers run from their page's own origin only. */
const WORKERS = new Set(['sw', 'worker', 'serviceworker', 'sharedworker', 'worklet']);
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
  if (isNamedForOwnOrigin(uri)) return 'browsers take it from its own origin only';
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

/** Checks whether a name says worker or manifest: `my-sw.js`, `service-worker.0123456789ab.js`, `manifest.json`. */
function isNamedForOwnOrigin(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1).toLowerCase();
  const [extension = '', ...stems] = name.split('.').reverse();
  if (extension === 'xml') return stems.includes('browserconfig');
  if (extension === 'json') return stems.some((stem) => /(?:^|[_-])manifest$/.test(stem));
  const isScript = extension === 'js' || extension === 'mjs';
  return isScript && stems.some((stem) => stem.split(/[_-]/).some((word) => WORKERS.has(word)));
}
