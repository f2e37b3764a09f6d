// Which files are proven to be outputs of ours: other programs name theirs in this way, too.
import { contentHash } from '../core/names.ts';
import type { Disk } from '../files/disk.ts';
import type { Roots } from '../files/roots.ts';
import type { Naming } from './naming.ts';
import type { Records } from './records.ts';

export interface Proof {
  readonly naming: Pick<Naming, 'scheme'>;
  readonly records: Pick<Records, 'hasMade'>;
  readonly roots: Pick<Roots, 'findPath'>;
  readonly disk: Pick<Disk, 'readFileSync'>;
}

/** Checks whether the file at a path below the roots is an output; what can't be read is none. */
export function isOutputBeside(proof: Proof, path: string): boolean {
  const { scheme } = proof.naming;
  // most names are not of our shape, and need not be looked at
  if (scheme.isReadable && scheme.parse(path) === undefined) return false;
  const bytes = readPath(proof, path);
  return bytes !== undefined && isProvenOutput(proof, path, bytes);
}

/** Checks whether these bytes prove the name that they have. */
export function isProvenOutput(proof: Proof, path: string, bytes: Buffer): boolean {
  const { scheme } = proof.naming;
  if (proof.records.hasMade(path, bytes.length)) return true;
  const named = scheme.parse(path);
  if (named === undefined) return false;
  if (!scheme.usesTime) return contentHash(bytes).startsWith(named.version);
  // `1242930552-0a1b2c` holds some digits of the hash, `1242930552` only a copy has
  const [, digits] = named.version.split('-');
  if (digits !== undefined) return contentHash(bytes).startsWith(digits);
  return readPath(proof, named.path)?.equals(bytes) === true;
}

function readPath({ roots, disk }: Proof, path: string): Buffer | undefined {
  try {
    const found = roots.findPath(path);
    return found && disk.readFileSync(found.filePath);
  } catch {
    return undefined;
  }
}
