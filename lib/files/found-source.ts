// A source as a root has it, before it is read.

/** A file that a root has. */
export interface FoundSource {
  /** The path under the roots: `/img/x.gif`. */
  readonly path: string;
  /** Absolute path on disk. */
  readonly filePath: string;
  /** Size, modification time, change time and inode; another text means another state. */
  readonly identity: string;
}
