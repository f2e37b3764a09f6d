// Whether a version is that of a file, as far as that can be proven without converting anything.
import { modifiedSeconds } from '../files/identity.ts';
import type { Proof } from '../files/proof.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import { type ConversionFor, kindOf } from './conversion.ts';
import type { OwnNames } from './find.ts';
import type { Naming } from './naming.ts';
import { isOutputBeside } from './own-output.ts';
import type { Records } from './records.ts';
import type { CurrentOutput } from './reference-answers.ts';
import { isOwnHash } from './taken-names.ts';

export interface OwnVersionOptions {
  readonly roots: Roots;
  /** The folders where outputs lie. */
  readonly outputs: Roots;
  readonly naming: Naming;
  readonly proof: Proof;
  readonly records: Pick<Records, 'load'>;
  readonly conversionFor: ConversionFor;
  readonly current: CurrentOutput;
}

/** Returns the check: an output was made or recorded, lies there, or would be a copy of the file. */
export function ownVersions(options: OwnVersionOptions): OwnNames['isVersionOf'] {
  const { roots, outputs, naming, proof } = options;
  return (path, version) => {
    const source = roots.findPath(path);
    if (source === undefined) return false;
    if (isKnown(options, source, version) || isOfCopy(options, source, version)) return true;
    const outputPath = naming.scheme.write(path, version);
    return isOutputBeside({ naming, proof, roots: outputs }, outputPath);
  };
}

/** Returns the check for outputs beside sources: a combination, a map, what was made of a file that is gone. */
export function ownOutputs({
  outputs: roots,
  naming,
  proof,
}: Pick<OwnVersionOptions, 'outputs' | 'naming' | 'proof'>): OwnNames['isOutput'] {
  return ({ filePath }) => {
    const paths = roots.pathsOf(filePath);
    return paths.some((path) => isOutputBeside({ naming, proof, roots }, path));
  };
}

/** Checks whether a version is the one that a copy of a file has, or gets where that is taken. */
export function isOfCopy(
  { naming, proof }: Pick<OwnVersionOptions, 'naming' | 'proof'>,
  { path, filePath, identity }: FoundSource,
  version: string,
): boolean {
  // the time alone is not the version of what may hold references
  const { usesTime } = naming.scheme;
  const time = `${modifiedSeconds(identity)}`;
  if (usesTime && version === time) return kindOf(path) === 'other';
  if (usesTime && !version.startsWith(`${time}-`)) return false;
  const hash = proof.hashOf(filePath);
  return hash !== undefined && isOwnHash(version, hash);
}

/** Made by this process, or by another one, as the cache says. */
function isKnown(
  { conversionFor, current, records, naming }: OwnVersionOptions,
  source: FoundSource,
  version: string,
): boolean {
  return [false, true].some((isSlim) => {
    const conversion = conversionFor([source.path], isSlim);
    const output = current(conversion.key) ?? records.load(conversion, [source]);
    return output !== undefined && naming.isVersionOf(output.record, version);
  });
}
