// Files that browsers take from the origin of their page only, by their names.

/** Words in the names of scripts that browsers run from their page's own origin only: `sw`, `sdkworker`. */
const WORKER = /(?:^|[_-])(?:sw|[a-z0-9]*(?:worker|worklet))(?:[_-]|$)/;

/** Checks whether a name says worker or manifest: `my-sw.js`, `service-worker.0123456789ab.js`, `manifest.json`. */
export function isBoundToSite(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1).toLowerCase();
  const [extension = '', ...stems] = name.split('.').reverse();
  if (extension === 'webmanifest') return true;
  if (extension === 'xml') return stems.includes('browserconfig');
  if (extension === 'json') return stems.some((stem) => /(?:^|[_-])manifest$/.test(stem));
  const isScript = extension === 'js' || extension === 'mjs';
  return isScript && stems.some((stem) => WORKER.test(stem));
}
