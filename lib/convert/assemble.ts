// Drafts and the answers for what they refer to → bytes and versions.
import { fromByteText } from '../core/byte-text.ts';
import { contentHash } from '../core/names.ts';
import { encodePath, splitSuffix } from '../core/paths.ts';
import { type Reference, replaceReferences } from '../core/references.ts';
import { isLocalReference, rebaseReference, relativeUrl, withSuffix } from '../core/urls.ts';
import type { Draft } from './draft.ts';
import type { Part } from './part.ts';

/** A draft with its place, and what stands for each of its references. */
export interface Assembly {
  readonly draft: Draft;
  /** The path that the version is put into. */
  readonly plainPath: string;
  /** Makes the uri of a path. */
  readonly uriOf: (path: string) => string;
  /** Puts a version into a path. */
  readonly write: (path: string, version: string) => string;
  /** Says what a reference leads to; `undefined` leaves it as written. */
  readonly targetOf: (reference: Reference) => ReferenceTarget | undefined;
}

/** Another file of this site, or a member of the same circle, or a URL of another place. */
export type ReferenceTarget =
  | { readonly uri: string }
  | { readonly memberPath: string }
  | { readonly url: string };

export interface Assembled {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  readonly version: string;
}

/** Stands for the versions of a circle's members while the circle's own version is computed. */
const BLANK_VERSION = '0'.repeat(12);

/** Makes a version of a content hash. */
export type VersionOf = (hash: string) => string;

/** Puts a single draft together; its version is that of its bytes. */
export function assembleOne(assembly: Assembly, versionOf: VersionOf): Assembled {
  const bytes = bytesOf(assembly, BLANK_VERSION);
  const hash = contentHash(bytes);
  return { bytes, hash, version: versionOf(hash) };
}

/**
 * Puts drafts together that refer to each other in a circle: no member's bytes can hold the hash of
 * bytes that hold its own, so all share the hash of the whole group with their versions blanked.
 */
export function assembleCircle(assemblies: readonly Assembly[], versionOf: VersionOf): Assembled[] {
  const blanked = assemblies.map((assembly) => {
    return `${assembly.plainPath}\0${contentHash(bytesOf(assembly, BLANK_VERSION))}`;
  });
  const version = versionOf(contentHash(blanked.sort().join('\0')));
  return assemblies.map((assembly) => {
    const bytes = bytesOf(assembly, version);
    return { bytes, hash: contentHash(bytes), version };
  });
}

function bytesOf(assembly: Assembly, circleVersion: string): Buffer {
  const { draft } = assembly;
  if (draft.bytes !== undefined) return draft.bytes;
  const texts = draft.parts.map((part) =>
    replaceReferences(part.text, part.references, (reference) =>
      writtenReference(assembly, part, reference, circleVersion),
    ),
  );
  return fromByteText(draft.join(texts));
}

function writtenReference(
  assembly: Assembly,
  part: Part,
  reference: Reference,
  circleVersion: string,
): string {
  const url = urlOf(assembly, part, reference, circleVersion);
  // a specifier without a dot or slash in front would be a bare one
  const isBare = reference.form === 'specifier' && !/^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(url);
  return isBare && url !== reference.value ? `./${url}` : url;
}

function urlOf(
  assembly: Assembly,
  part: Part,
  reference: Reference,
  circleVersion: string,
): string {
  const { plainPath, uriOf } = assembly;
  const target = assembly.targetOf(reference);
  if (isLostMap(assembly, reference, target)) return '';
  if (target === undefined)
    return rebaseReference(encodePath(part.path), uriOf(plainPath), reference.value);
  const { suffix } = splitSuffix(reference.value.trim());
  if ('url' in target) return withSuffix(target.url, suffix);
  const uri =
    'uri' in target ? target.uri : uriOf(assembly.write(target.memberPath, circleVersion));
  return relativeUrl(uriOf(plainPath), uri) + suffix;
}

/** A source map that is not there is asked for in vain, and that of one member maps no other. */
function isLostMap(
  { draft }: Assembly,
  { form, value }: Reference,
  target: ReferenceTarget | undefined,
): boolean {
  if (form !== 'source-map') return false;
  return draft.parts.length > 1 || (target === undefined && isLocalReference(value));
}
