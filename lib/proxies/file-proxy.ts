// What a file proxy is, and what it is told.
import type { Logger } from '../core/report.ts';

/** What a file proxy is told of an output. */
export interface FileInfo {
  /** The output is offered for the first time in this process. */
  readonly new: boolean;
  /** The output is not the one that was offered, or recorded, before. */
  readonly changed: boolean;
  /** The source was checked for this call. */
  readonly checked: boolean;
  /** The path matches no file in `roots`. */
  readonly notfound: boolean;
  /** `enabled` is `false`: nothing was converted. */
  readonly disabled: boolean;
  /** The output was not made now: the conversion cache knew it. */
  readonly cached: boolean;
  /** A better output of the same source is being made. */
  readonly provisional: boolean;
  /** Absolute path of the output; absent where there is none. */
  readonly filepath?: string;
  /** Absolute paths of the files that the output was made from. */
  readonly sources?: readonly string[];
  /** Uris of the outputs that the output refers to. */
  readonly references?: readonly string[];
  /** Uris that the output names by a path of this site, whatever file proxies return. */
  readonly fixedReferences?: readonly string[];
  /**
   * The output names all others by paths of this site because some of them are moving; another
   * output follows when they have moved.
   */
  readonly isLocalForm?: boolean;
  /** The uri holds no version: its content may change. */
  readonly isUnversioned?: boolean;
  /** The output's references are not known; `references` is empty for that reason. */
  readonly hasUnknownReferences?: boolean;
  /** The first hex digits of the SHA-256 of the output's bytes; absent if it is not known. */
  readonly contentHash?: string;
  /** The source map that the output names, beside it; absent where there is none, or none is known. */
  readonly sourceMap?: SourceMapInfo;
}

/** A source map: tools fetch it from beside its output, wherever that is. */
export interface SourceMapInfo {
  /** Its root-relative URL, with the version. */
  readonly uri: string;
  /** Its absolute path. */
  readonly filepath: string;
  /** SHA-256 of its bytes, in hex; absent behind a manifest, which does not tell it. */
  readonly contentHash?: string;
}

/** A place to keep facts over restarts; values must survive JSON. */
export interface ProxyStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
  entries(): Iterable<readonly [key: string, value: unknown]>;
}

/** The context that a file proxy gets once, before its first call. */
export interface ProxyContext {
  readonly store: ProxyStore;
  readonly logger: Logger;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Notifies the site that the proxy returns another URL for `uri` from now on. */
  readonly changed: (uri: string) => void;
  /** The hash of the manifest that the site runs from; absent without one. */
  readonly release?: string | undefined;
}

/** The state of an output, as a file proxy knows it. */
export interface OutputState {
  readonly state: 'local' | 'uploading' | 'held' | 'cdn' | 'failed';
  readonly url?: string;
  /** Why it is `'failed'`, or stays `'local'`. */
  readonly reason?: string;
  /** When it is to be ready, in milliseconds since 1970. */
  readonly readyAt?: number;
}

/** Something that a file proxy has looked at, or made. */
export interface ProxyFinding {
  readonly isFine: boolean;
  readonly what: string;
  /** What the reader can do about it. */
  readonly advice?: string;
}

/** Options for deleting old versions: see `CdnProxy.prune`. */
export interface ProxyPruneOptions {
  keep?: number;
  olderThanSeconds?: number;
  dryRun?: boolean;
  maxDelete?: number;
}

export interface ProxyPruneReport {
  readonly deleted: readonly string[];
  readonly marked?: readonly string[];
  readonly waiting?: number;
  readonly kept: number;
  readonly left: number;
  readonly isDryRun: boolean;
}

/** How long to wait: until a signal, or for a time in milliseconds. */
export interface ProxyPatience {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Members that only a proxy needs that moves files to another place. */
export interface FileProxyMover {
  /**
   * Returns whether the answer for `uri` is to become another URL. Until then sheets and modules name
   * all that they refer to by paths of this site, so that they change once and not many times.
   */
  isMoving?(uri: string): boolean;
  /**
   * Returns whether the URLs that the proxy answers can be used where browsers ask for CORS: in CSS masks,
   * shapes and filters. Absent: they can; one that fails: they can't.
   */
  hasCors?(): boolean;
  /**
   * Returns what `uri` will be answered by when all has moved, `undefined` while that is not known. It
   * moves nothing: a server that is asked for another one's sheet makes the form that names these.
   */
  urlToCome?(uri: string, info: FileInfo): string | undefined;
  /** Returns the state of an output; `undefined` if it is not known. */
  stateOf?(uri: string): OutputState | undefined;
  /**
   * Is called by builds: URLs that are to come are answered at once, and `settled` rejects where one of
   * them can't be kept.
   */
  build?(patience?: ProxyPatience): Promise<void>;
  /** Returns what `build` or `settled` waits for, and why, in words; `undefined`: for nothing. */
  waitingFor?(): string | undefined;
  /** Is told what the release of a build is called, when that is known: the hash of its manifest. */
  release?(name: string): Promise<void>;
}

/**
 * Sees every uri before it is handed out, and may answer another URL.
 *
 * It is called inside of renders and must answer at once. One that throws, or answers anything but a
 * string, is skipped for that call and reported once.
 */
export interface FileProxy {
  (uri: string, info: FileInfo): string;
  /** Called once, before the first call. */
  attach?(context: ProxyContext): void;
  /** Checks whether the answer for `uri` stays as it is as long as the source does. */
  isFinal?(uri: string): boolean;
  /** Present if the proxy moves files to another place. */
  readonly mover?: FileProxyMover;
  /** Resolves when nothing is being uploaded; with `ready` also when nothing is held back. */
  settled?(options?: { ready?: boolean } & ProxyPatience): Promise<void>;
  /** Finishes or abandons what goes on in the background. */
  close?(): Promise<void>;
  /** Deletes old versions that are in use nowhere. */
  prune?(options?: ProxyPruneOptions): Promise<ProxyPruneReport>;
  /** Creates what it needs in the place that files move to; with `dryRun` it only looks. */
  setup?(options?: { dryRun?: boolean }): Promise<readonly ProxyFinding[]>;
  /** Checks whether bucket, distribution and rights work. */
  check?(): Promise<readonly ProxyFinding[]>;
  /** Returns the origins that its URLs may have, for a Content-Security-Policy. */
  origins?(): readonly string[];
  /** Resolves when `origins()` is known; rejects where it can't be. Absent: it is known at once. */
  ready?(): Promise<void>;
}
