// The URLs that outputs have on a CDN: functions of its domain, the prefix, and what moves.
import { encodePath } from '../../core/paths.ts';
import type { FileInfo } from '../file-proxy.ts';
import type { CdnAddress } from './address.ts';
import { whyItStays } from './own-origin.ts';

export class CdnUrls {
  readonly #address: Pick<CdnAddress, 'origin' | 'start'>;
  readonly #encodedPrefix: string;
  readonly #isIncluded: (uri: string) => boolean;

  constructor(
    address: Pick<CdnAddress, 'origin' | 'start'>,
    prefix: string,
    isIncluded: (uri: string) => boolean,
  ) {
    this.#address = address;
    this.#encodedPrefix = encodePath(prefix);
    this.#isIncluded = isIncluded;
  }

  of(uri: string): string {
    return `${this.#address.origin}/${this.#encodedPrefix}${uri.slice(1)}`;
  }

  /** Returns the URL that an output will have; `undefined` while the domain is not known. */
  toCome(uri: string, info: FileInfo): string | undefined {
    const { isUnversioned, fixedReferences = [], filepath } = info;
    const stays = isElsewhere(uri) || !this.#isIncluded(uri) || fixedReferences.length > 0;
    if (stays || isUnversioned || whyItStays(uri, filepath) !== undefined) return uri;
    this.#address.start();
    return this.#address.origin && this.of(uri);
  }
}

/** Checks whether another proxy has given a URL already. */
export function isElsewhere(uri: string): boolean {
  return !uri.startsWith('/') || uri.startsWith('//');
}
