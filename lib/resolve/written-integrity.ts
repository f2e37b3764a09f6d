// The `integrity` that an author wrote: a file that it does not fit is refused by browsers, and stays so.
import { hasHole } from '../core/html/parts.ts';
import { relationsOf } from '../core/html/references.ts';
import { scriptKind } from '../core/html/scripts.ts';
import { attributeOf, type HtmlToken } from '../core/html/tokens.ts';
import type { IntegrityAlgorithm } from '../core/names.ts';
import { quote } from '../errors.ts';
import type { Uses } from './block-cache.ts';
import type { BlockReferences, BlockReferencesOptions } from './block-references.ts';
import type { Resolved } from './resolver.ts';

export interface WrittenIntegrityOptions
  extends Pick<BlockReferencesOptions, 'enabled' | 'isOurs' | 'reporter'> {
  readonly integrityOf: (resolved: Resolved, algorithm?: IntegrityAlgorithm) => string;
  /** Returns the hash of what a path serves as it is; `undefined` where that can't be known. */
  readonly sourceHash: (path: string, algorithm: IntegrityAlgorithm) => string | undefined;
}

/** What browsers compare of a `<link>`. */
const COMPARED: ReadonlySet<string> = new Set(['stylesheet', 'preload', 'modulepreload']);

export class WrittenIntegrity {
  readonly #options: WrittenIntegrityOptions;
  readonly #references: BlockReferences;
  readonly #uses: Uses;

  constructor(options: WrittenIntegrityOptions, references: BlockReferences, uses: Uses) {
    this.#options = options;
    this.#uses = uses;
    this.#references = references;
  }

  /** Checks whether an element names a file that browsers refuse: ours must not run in its place. */
  refusesIn(token: HtmlToken): boolean {
    const written = attributeOf(token, 'integrity')?.value;
    const url = attributeOf(token, token.name === 'link' ? 'href' : 'src')?.value;
    if (written === undefined || url === undefined || !isCompared(token)) return false;
    return this.refuses(written, url);
  }

  /** Checks whether what a URL leads to, as it is written, is not what was said of it. */
  refuses(written: string, url: string): boolean {
    const { enabled, reporter } = this.#options;
    // ahead of a render a value may be what fits
    const demand = enabled && !hasHole(written) ? integrityDemand(written) : undefined;
    const path = demand && this.#references.pathOf(url);
    if (demand === undefined || path === undefined) return false;
    const hash = this.#hashOf(path, url, demand.algorithm);
    if (hash === undefined || hash === '' || demand.hashes.includes(hash)) return false;
    const message =
      `${quote(path)} is not the file that its "integrity" in a page stands for, and browsers refuse ` +
      `it. It stays as it is written. Find out who changed the file, or write ${quote(hash)}.`;
    reporter.warnOnce(`integrity of ${path}`, message);
    return true;
  }

  #hashOf(path: string, url: string, algorithm: IntegrityAlgorithm): string | undefined {
    const { isOurs, integrityOf, sourceHash } = this.#options;
    // the file may be changed while all URLs stay
    this.#uses.hasUnasked = true;
    if (!isOurs(path)) return sourceHash(path, algorithm);
    const own = this.#references.ownUrl(path, url);
    return own && integrityOf(own, algorithm);
  }
}

function isCompared(token: HtmlToken): boolean {
  if (token.name !== 'link') return scriptKind(token) !== undefined;
  return relationsOf(token).some((each) => COMPARED.has(each));
}

/** A hash that a file has to have. */
interface IntegrityDemand {
  readonly algorithm: IntegrityAlgorithm;
  /** One of them is enough: `sha384-…`. */
  readonly hashes: readonly string[];
}

const HASH = /^sha-?(256|384|512)-([^?]*)/i;

/** Reads an attribute (Subresource Integrity, 3.3): the strongest algorithm counts; `undefined` where browsers compare nothing. */
function integrityDemand(attribute: string): IntegrityDemand | undefined {
  const hashes = attribute.split(/[\t\n\f\r ]+/).flatMap((word) => {
    const [, bits, digest = ''] = HASH.exec(word) ?? [];
    const base64 = digest.replaceAll('-', '+').replaceAll('_', '/');
    return bits === undefined ? [] : [{ bits: Number(bits), base64 }];
  });
  if (hashes.length === 0) return undefined;
  const most = Math.max(...hashes.map(({ bits }) => bits));
  const algorithm = `sha${most}` as IntegrityAlgorithm;
  const strongest = hashes.filter(({ bits }) => bits === most);
  return { algorithm, hashes: strongest.map(({ base64 }) => `${algorithm}-${base64}`) };
}
