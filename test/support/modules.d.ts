declare module '@11ty/nunjucks' {
  import nunjucks from 'nunjucks';
  export default nunjucks;
}

declare module '*/examples/embedded-aws/index.js' {
  export interface EmbeddedObject {
    readonly body: Buffer;
    readonly headers: Readonly<Record<string, string>>;
    readonly etag: string;
    readonly lastModifiedMs: number;
    readonly checksums?: Readonly<Record<string, string>>;
  }

  export interface EmbeddedBucket {
    readonly region: string;
    readonly objects: Map<string, EmbeddedObject>;
    policy?: string | undefined;
    publicAccessBlock?: string;
    ownershipControls?: string;
  }

  /** A distribution's configuration: all values are texts, as in XML. */
  export type EmbeddedConfig = Record<string, unknown>;

  export interface EmbeddedRequest {
    readonly service: 's3' | 'cloudfront' | 'edge';
    readonly operation: string;
    readonly bucket?: string;
    readonly key?: string;
    readonly status: number;
    readonly atMs: number;
  }

  export interface EmbeddedFault {
    readonly kind: string;
    readonly service?: string;
    readonly operation?: string;
    readonly key?: string | RegExp;
    readonly times?: number;
    readonly status?: number;
    readonly code?: string;
    readonly message?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly delayMs?: number;
  }

  export interface Credentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  }

  export interface EmbeddedAws {
    readonly s3Endpoint: string;
    readonly cloudFrontEndpoint: string;
    readonly region: string;
    readonly credentials: Credentials;
    readonly requests: EmbeddedRequest[];
    readonly faults: { add(fault: EmbeddedFault): () => void; clear(): void };
    readonly buckets: Map<string, EmbeddedBucket>;
    countOf(operation: string): number;
    createBucket(name: string, region?: string, isForeign?: boolean): void;
    addUser(
      user: Credentials & {
        allow?(operation: string, bucket?: string, key?: string): boolean;
        policies?: readonly object[];
      },
    ): Credentials;
    changeDistribution(id: string, change: (config: EmbeddedConfig) => EmbeddedConfig): void;
    removeDistribution(id: string): void;
    addDistribution(description: {
      bucket: string;
      comment?: string;
      isDeployed?: boolean;
      errorCachingSeconds?: number;
      hasCors?: boolean;
      hasPolicy?: boolean;
      hasAccessControl?: boolean;
      enabled?: boolean;
      originPath?: string;
      aliases?: readonly string[];
    }): Promise<{ id: string; domain: string; arn: string }>;
    deploy(id: string): void;
    close(): Promise<void>;
  }

  export function startEmbeddedAws(options?: {
    now?: () => number;
    deployMs?: number;
    errorCachingMs?: number;
    region?: string;
    latencyMs?: number;
    log?: (line: string) => void;
  }): Promise<EmbeddedAws>;
}

declare module '@11ty/eleventy' {
  type EleventyConfig = import('../../lib/eleventy.ts').EleventyConfig;

  export interface UserConfig extends EleventyConfig {
    addPlugin(plugin: unknown, options?: unknown): void;
    addPairedShortcode(name: string, shortcode: (content: string) => string): void;
    addPairedAsyncShortcode(name: string, shortcode: (content: string) => Promise<string>): void;
    setNunjucksEnvironmentOptions(options: object): void;
    setLibrary(engine: string, library: unknown): void;
    addPassthroughCopy(path: string): void;
  }

  export interface RenderedPage {
    readonly url: string;
    readonly content: string;
  }

  export class Eleventy {
    constructor(input: string, output: string, options: object);
    disableLogger(): void;
    init(): Promise<void>;
    setIncrementalBuild(isIncremental: boolean): void;
    toJSON(): Promise<RenderedPage[]>;
    write(): Promise<unknown>;
    watch(): Promise<unknown>;
    stopWatch(): Promise<void>;
  }
}

declare module '*/scripts/setup.js' {
  /** Builds `dist` where it is older than its sources; what it does is told. */
  export function buildWhereOlder(tell: (text: string) => void): void;
}

declare module '*/scripts/fixtures.js' {
  /** Returns the path of a file in a package whose files tests read, installed if need be. */
  export function fixture(file: string): string;
  export function installFixtures(): void;
}
