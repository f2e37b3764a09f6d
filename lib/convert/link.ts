// Drafts and the answers for what they refer to → bytes and versions.
import { fromByteText } from '../core/byte-text.ts';
import { applyEdits } from '../core/edits.ts';
import { contentHash } from '../core/names.ts';
import { encodePath, splitSuffix } from '../core/paths.ts';
import { type Reference, referenceEdits } from '../core/references.ts';
import { isLocalReference, rebaseReference, relativeUrl, withSuffix } from '../core/urls.ts';
import { type Draft, localReferences } from './draft.ts';
import { isMinified } from './minified.ts';
import type { SourceMap } from './source-map.ts';
import type { MapMaker } from './source-maps.ts';
import type { TextPart } from './text-part.ts';

/** A draft with its place, and what stands for each of its references. */
export interface Assembly {
  readonly draft: Draft;
  /** The path that the version is put into. */
  readonly plainPath: string;
  readonly uriOf: (path: string) => string;
  readonly write: (path: string, version: string) => string;
  /** Makes source maps; absent: there are none. */
  readonly maps: MapMaker | undefined;
  /** Returns what a reference leads to; `undefined` leaves it as written. */
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
  readonly map?: AssembledMap;
}

export interface AssembledMap extends SourceMap {
  readonly path: string;
  readonly version: string;
}

/** Stands for the versions of a circle's members while the circle's own version is computed. */
const BLANK_VERSION = '0'.repeat(12);

/** What a version is made for: an output that is plain (see `VersionBasis`), any other, or a source map. */
export type Versioned = 'plain' | 'made' | 'map';

export type VersionOf = (hash: string, of: Versioned) => string;

/** Puts a single draft together; its version is that of its bytes. */
export function assembleOne(assembly: Assembly, versionOf: VersionOf): Assembled {
  const written = write(assembly, BLANK_VERSION, versionOf);
  const hash = contentHash(written.bytes);
  return {
    ...written,
    hash,
    version: versionOf(hash, isSource(assembly.draft, written.bytes) ? 'plain' : 'made'),
  };
}

/**
 * Puts drafts together that refer to each other in a circle: no member's bytes can hold the hash of
 * bytes that hold its own, so all share the hash of the whole group with their versions blanked.
 */
export function assembleCircle(assemblies: readonly Assembly[], versionOf: VersionOf): Assembled[] {
  const blanked = assemblies.map((assembly) => {
    const { bytes } = write(assembly, BLANK_VERSION, versionOf);
    return `${assembly.plainPath}\0${contentHash(bytes)}`;
  });
  const version = versionOf(contentHash(blanked.sort().join('\0')), 'made');
  return assemblies.map((assembly) => {
    const written = write(assembly, version, versionOf);
    return { ...written, hash: contentHash(written.bytes), version };
  });
}

/** Checks whether the bytes are those of the one source, and name nothing. */
function isSource(draft: Draft, bytes: Buffer): boolean {
  const [source] = draft.sources;
  if (draft.sources.length > 1 || source === undefined) return false;
  return localReferences(draft).length === 0 && bytes.equals(source.bytes);
}

function write(
  assembly: Assembly,
  circleVersion: string,
  versionOf: VersionOf,
): Pick<Assembled, 'bytes' | 'map'> {
  const { draft, maps, plainPath, uriOf } = assembly;
  if (draft.bytes !== undefined) return { bytes: draft.bytes };
  const parts = draft.parts.map((part) => {
    const replace = (reference: Reference) =>
      writtenReference(assembly, part, reference, circleVersion);
    return { part, edits: referenceEdits(part.text, part.references, replace) };
  });
  const joined = draft.join(parts.map(({ part, edits }) => applyEdits(part.text, edits)));
  const isMade = draft.parts.length > 1 || isMinified(draft);
  if (maps === undefined || !isMade) return { bytes: fromByteText(joined.text) };
  const map = maps.mapOf(joined, parts, uriOf(`${plainPath}.map`));
  return withMap(assembly, joined.text, map, versionOf);
}

/** The map is named by its own bytes, and its name is part of what it maps. */
function withMap(
  { draft, plainPath, uriOf, write }: Assembly,
  text: string,
  map: SourceMap,
  versionOf: VersionOf,
): Pick<Assembled, 'bytes' | 'map'> {
  const version = versionOf(map.hash, 'map');
  const path = write(`${plainPath}.map`, version);
  const comment = `# sourceMappingURL=${relativeUrl(uriOf(plainPath), uriOf(path))}`;
  const written = draft.conversion.kind === 'css' ? `/*${comment} */` : `//${comment}`;
  return { bytes: fromByteText(`${text}\n${written}\n`), map: { ...map, path, version } };
}

function writtenReference(
  assembly: Assembly,
  part: TextPart,
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
  part: TextPart,
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
