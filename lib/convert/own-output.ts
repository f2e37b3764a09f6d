// Which files are proven to be outputs of ours: other programs name theirs in this way, too.
import { baseOf } from '../core/paths.ts';
import type { Proof } from '../files/proof.ts';
import type { Roots } from '../files/roots.ts';
import type { Naming } from './naming.ts';
import { isOwnHash } from './taken-names.ts';

export interface OwnOutputParts {
  readonly naming: Pick<Naming, 'scheme'>;
  readonly proof: Proof;
  readonly roots: Pick<Roots, 'findPath'>;
}

/** Checks whether the file at a path below the roots is an output; what can't be read is none. */
export function isOutputBeside(parts: OwnOutputParts, path: string): boolean {
  const { scheme } = parts.naming;
  // most names are not of our shape, and need not be looked at
  if (scheme.isReadable && scheme.parse(path) === undefined) return false;
  const found = parts.roots.findPath(path);
  return found !== undefined && isOwnOutput(parts, path, found.filePath);
}

/** Checks whether a file is the output that its name says: a record, or its bytes, prove it. */
export function isOwnOutput(
  { naming, proof, roots }: OwnOutputParts,
  path: string,
  filePath: string,
): boolean {
  if (proof.isRecorded(path, filePath)) return true;
  const { scheme } = naming;
  const version = scheme.parse(path)?.version;
  const hash = version === undefined && scheme.isReadable ? undefined : proof.hashOf(filePath);
  if (hash === undefined) return false;
  // where a name does not show its parts, it holds the whole version all the same
  const shortest = scheme.versionOf({ hash, newestSeconds: 0, isPlain: false });
  if (version === undefined) return baseOf(path).includes(shortest);
  if (isOwnHash(version, hash)) return true;
  // a time alone is that of a copy
  const source = scheme.usesTime ? roots.findPath(scheme.parse(path)?.path ?? '') : undefined;
  return source !== undefined && proof.hashOf(source.filePath) === hash;
}
