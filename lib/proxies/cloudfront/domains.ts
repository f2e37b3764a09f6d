// Domains and public URLs as people write them → an origin, or nothing.
import { withoutEnd } from '../../core/text-end.ts';

/**
 * Reads a domain: `d1.cloudfront.net`, `https://d1.cloudfront.net/`, `//d1.cloudfront.net`; returns it
 * bare. `undefined` for what holds more than a host, and for what is no host.
 */
export function readDomain(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:https?:)?\/\//i, '');
  const url = readUrl(`https://${bare}`);
  if (url === undefined || url.pathname !== '/' || !isHost(url.hostname)) return undefined;
  // a bare number is read as an address of four
  const isNumber = /^[\d.]+$/.test(url.hostname) && !bare.startsWith(url.hostname);
  return isNumber ? undefined : url.host;
}

/** Checks names that are looked up: URLs hold more than can be one. */
function isHost(name: string): boolean {
  if (name.startsWith('[')) return true;
  return name.length <= LONGEST_NAME && name.split('.').every((label) => LABEL.test(label));
}

/** In the DNS. */
const LONGEST_NAME = 253;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/** Reads a public URL; a path is part of it. Returns it without a slash at the end. */
export function readPublicUrl(text: string): string | undefined {
  const url = /^https?:\/\//i.test(text.trim()) ? readUrl(text.trim()) : undefined;
  return url && withoutEnd(url.href, '/');
}

/** Returns the origin of a domain. What answers on this very machine has no certificate. */
export function originOf(domain: string): string {
  const isLoopback = /^(?:localhost|[^/]*\.localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(domain);
  return `${isLoopback ? 'http' : 'https'}://${domain}`;
}

/** A query, a fragment or credentials would end up in the middle of every URL. */
function readUrl(text: string): URL | undefined {
  if (/[\s?#@\\]|%(?![\da-f]{2})/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.host === '' || url.port === '0' ? undefined : url;
}
