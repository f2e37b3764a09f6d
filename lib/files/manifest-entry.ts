// What a manifest says of one file.

/** A file of an output, as a manifest knows it. */
export interface ManifestFile {
  readonly uri: string;
  /** Below `outDir`. */
  readonly path: string;
  readonly bytes: number;
  /** `sha384-…` of the bytes. */
  readonly integrity: string;
}

/** An output, as a manifest knows it. */
export interface ManifestEntry extends ManifestFile {
  readonly version: string;
  readonly originalBytes: number;
  /** The source map beside it. */
  readonly map?: ManifestFile;
}
