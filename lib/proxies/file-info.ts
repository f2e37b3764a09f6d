// What file proxies are told of outputs, and of paths that have none.
import type { FileInfo, SourceMapInfo } from './file-proxy.ts';

type SameInInfo = 'fixedReferences' | 'isLocalForm' | 'isUnversioned' | 'hasUnknownReferences';

/** The facts of an output that the chain gets. */
export interface Offerable extends Pick<FileInfo, SameInInfo | 'contentHash'> {
  /** The same for all outputs of one source and form. */
  readonly key: string;
  readonly uri: string;
  readonly version: string;
  readonly filePath: string;
  readonly sourcePaths: readonly string[];
  readonly referenceUris: readonly string[];
  readonly sourceMap?: SourceMapInfo | undefined;
  /** It stands in for another one of the same key that is being made. */
  readonly isProvisional?: boolean;
  /** The conversion cache knew it. */
  readonly isCached: boolean;
  /** The conversion cache knew another one of the same key. */
  readonly isChanged: boolean;
}

const NONE: FileInfo = {
  new: false,
  changed: false,
  checked: false,
  notfound: false,
  disabled: false,
  cached: false,
  provisional: false,
};
export const DISABLED: FileInfo = Object.freeze({ ...NONE, disabled: true });
export const NOT_FOUND: FileInfo = Object.freeze({ ...NONE, checked: true, notfound: true });
export const UNPUBLISHED: FileInfo = Object.freeze({ ...NONE, checked: true });

type Flags = Pick<FileInfo, 'new' | 'changed' | 'checked' | 'cached'>;

export const UNCHECKED: Flags = { new: false, changed: false, checked: false, cached: false };

/** Written out, because this is done once for every file of a site. */
export function infoOf(output: Offerable, flags: Flags): FileInfo {
  return {
    new: flags.new,
    changed: flags.changed,
    checked: flags.checked,
    notfound: false,
    disabled: false,
    cached: flags.cached,
    provisional: output.isProvisional === true,
    filepath: output.filePath,
    sources: output.sourcePaths,
    references: output.referenceUris,
    ...(output.fixedReferences && { fixedReferences: output.fixedReferences }),
    ...(output.isLocalForm && { isLocalForm: true }),
    ...(output.isUnversioned && { isUnversioned: true }),
    ...(output.hasUnknownReferences && { hasUnknownReferences: true }),
    ...(output.contentHash && { contentHash: output.contentHash }),
    ...(output.sourceMap && { sourceMap: output.sourceMap }),
  };
}
