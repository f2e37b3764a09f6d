// What an `integrity` attribute asks of a file (Subresource Integrity, 3.3).
import type { IntegrityAlgorithm } from './names.ts';

/** A hash that a file has to have. */
export interface IntegrityDemand {
  readonly algorithm: IntegrityAlgorithm;
  /** One of them is enough: `sha384-…`. */
  readonly hashes: readonly string[];
}

const HASH = /^sha-?(256|384|512)-([^?]*)/i;

/** Reads an attribute: the strongest algorithm counts; `undefined` where browsers compare nothing. */
export function integrityDemand(attribute: string): IntegrityDemand | undefined {
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
