// What the plugin uses of 11ty's configuration object, from 3.0 on.
import type { NunjucksEnvironment } from '../nunjucks/types.ts';

/** The object that 11ty binds template functions to. */
export interface TemplateThis {
  readonly page?: {
    readonly inputPath?: string;
    readonly outputPath?: string | false;
    readonly url?: string | false;
  };
}

/** The facts that 11ty passes to a handler of a build. */
export interface BuildAbout {
  readonly runMode?: string;
  /** `fs`, `json` or `ndjson`. */
  readonly outputMode?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: templates pass whatever they hold
export type TemplateFunction = (this: TemplateThis, ...args: any[]) => unknown;

/** The engine of Liquid, as a tag is given it. */
export interface LiquidEngine {
  evalValue(expression: string, context: LiquidContext): Promise<unknown>;
  readonly parser: { parseStream(tokens: unknown): LiquidStream };
  readonly renderer: {
    renderTemplates(templates: readonly unknown[], context: LiquidContext): unknown;
  };
}

export interface LiquidStream {
  on(event: string, listener: (value: unknown) => void): LiquidStream;
  start(): void;
  stop(): void;
}

export interface LiquidContext {
  bottom(): Record<string, unknown>;
  getSync(path: readonly string[]): unknown;
}

export interface LiquidToken {
  readonly args: string;
  readonly file?: string;
  getPosition?(): readonly number[];
}

export interface LiquidTag {
  parse(token: LiquidToken, rest: unknown): void;
  render(context: LiquidContext): Generator<unknown, unknown, unknown>;
}

/** The part of 11ty's configuration object that the plugin uses. */
export interface EleventyConfig {
  readonly directories: {
    readonly output?: string;
    readonly includes?: string;
    readonly layouts?: string;
  };
  readonly pathPrefix?: string;
  readonly htmlTransformer?: {
    addUrlTransform(
      extensions: string,
      transform: (url: string) => string,
      options: { priority: number; enabled: () => boolean },
    ): void;
  };
  versionCheck?(range: string): void;
  addNunjucksTag(
    name: string,
    create: (nunjucks: unknown, environment: NunjucksEnvironment) => unknown,
  ): unknown;
  addLiquidTag(name: string, create: (engine: LiquidEngine) => LiquidTag): unknown;
  addLiquidFilter(name: string, filter: TemplateFunction): unknown;
  addNunjucksFilter(name: string, filter: TemplateFunction): unknown;
  addJavaScriptFunction(name: string, callback: TemplateFunction): unknown;
  addFilter(name: string, filter: TemplateFunction): unknown;
  getFilter(name: string): TemplateFunction | undefined;
  addTransform(name: string, transform: TemplateFunction): unknown;
  addWatchTarget(target: string): unknown;
  on(event: string, listener: (about: BuildAbout) => Promise<void>): unknown;
}
