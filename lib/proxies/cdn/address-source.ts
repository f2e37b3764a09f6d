// Who tells where a CDN answers, and what it tells.

export interface AddressAnswer {
  /** `https://d111.cloudfront.net`, without a slash at the end; absent: there is none. */
  readonly origin?: string;
  readonly isDeployed: boolean;
  /** Why it can't serve the bucket, and what to do; absent: nothing speaks against it. */
  readonly misfit?: string | undefined;
  /** How long it remembers errors; absent: unknown. */
  readonly errorCachingSeconds?: number | undefined;
  /** It answers with `Access-Control-Allow-Origin`; absent: not known. */
  readonly hasCors?: boolean | undefined;
  /** Such an answer was seen: a configuration that does not promise it takes nothing back. */
  readonly isCorsSeen?: boolean | undefined;
  /** Its status may not be read; absent: it was read. */
  readonly refusal?: StatusRefusal | undefined;
}

/** Why the status of a distribution is not known. Times are of the store's own clock, in milliseconds. */
export interface StatusRefusal {
  readonly subject: string;
  readonly message: string;
  /** When it was made, as far as the store tells. */
  readonly sinceMs?: number | undefined;
  readonly nowMs?: number | undefined;
}

export interface AddressSource {
  /** Known without asking; with no `look` it is taken as deployed. */
  readonly origin?: string | undefined;
  /** Asks whether it is deployed. Rejects with a {@link StoreFailure}. */
  readonly look?: () => Promise<AddressAnswer>;
}
