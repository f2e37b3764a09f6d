// Puts the tags, the filter and the globals into a Nunjucks environment.
import { attempt } from '../core/attempt.ts';
import { knownKeys } from '../core/option-shapes.ts';
import { isStaticfileError, StaticfileError } from '../errors.ts';
import { createExtension, type ExtensionHooks, type StaticfileExtension } from './extension.ts';
import { type FilterKeywords, fileOptions, KEYWORDS, type TagFunctions } from './functions.ts';
import { EXTENSION_NAME, FILTER_NAME } from './tags.ts';
import { type TemplateNames, watchTemplateNames } from './template-names.ts';
import type { ExpressApp, NunjucksEnvironment } from './types.ts';

/** Options of `install`. */
export interface InstallOptions {
  /**
   * Whether tags with literal paths and the text between them are rendered as one text for as long as
   * their URLs stay. `false`: compiled templates call each tag. Default: without the option `debug`.
   */
  bake?: boolean;
}

/**
 * Adds the tags, the filter and the functions to an environment, or to that of an Express app that `nunjucks.configure` was given.
 *
 * @throws `ERR_STATICFILE_TARGET` when it is neither.
 * @internal
 */
export function install(
  target: NunjucksEnvironment | ExpressApp,
  functions: TagFunctions,
  { bake = false }: InstallOptions = {},
  hooks: ExtensionHooks = {},
): NunjucksEnvironment {
  const environment = environmentOf(target);
  const names = namesOf(environment);
  const extension = createExtension(functions, names, markSafeOf(environment), {
    ...hooks,
    bake: bake && hooks.refine === undefined,
    isAsynchronous: (name) => asynchronousFilters(environment).includes(name),
  });
  // a second extension of the same name would parse, and the first one run
  if (environment.hasExtension(EXTENSION_NAME)) environment.removeExtension(EXTENSION_NAME);
  environment.addExtension(EXTENSION_NAME, extension as never);
  environment.addFilter(FILTER_NAME, function (this: unknown, ...call: FilterCall) {
    return extension.value(this, ...call);
  });
  addFunctions(environment, functions, hooks);
  return environment;
}

/** Listens to an environment once, however often it is installed into. */
function namesOf(environment: NunjucksEnvironment): TemplateNames {
  return extensionOf(environment)?.names ?? watchTemplateNames(environment as object);
}

/** Returns our extension of an environment, `undefined` where none, or that of another version, is installed. @internal */
export function extensionOf(environment: NunjucksEnvironment): StaticfileExtension | undefined {
  if (!environment.hasExtension(EXTENSION_NAME)) return undefined;
  const known = environment.getExtension(EXTENSION_NAME) as
    | Partial<StaticfileExtension>
    | undefined;
  const isOurs =
    typeof known?.lastTools === 'function' && typeof known.names?.nameOf === 'function';
  return isOurs ? (known as StaticfileExtension) : undefined;
}

function addFunctions(
  environment: NunjucksEnvironment,
  { file, warnOnce }: TagFunctions,
  { refine }: ExtensionHooks,
): void {
  const functionOf = (isSlim: boolean) =>
    function (this: unknown, path: unknown, keywords?: FilterKeywords) {
      if (keywords !== undefined) warnOfUnknown(keywords, warnOnce);
      const options = { ...fileOptions(keywords), isSlim, origin: 'value' } as const;
      return file(path, options, refine?.({}, this));
    };
  environment.addFilter('staticfile', functionOf(false));
  environment.addGlobal('staticfile', functionOf(false));
  environment.addGlobal('slimfile', functionOf(true));
}

/** A render goes on with a keyword that is misspelt; a tag with one fails to compile. */
function warnOfUnknown(keywords: FilterKeywords, warnOnce: TagFunctions['warnOnce']): void {
  const known = attempt(() => {
    // Nunjucks marks its keywords by one of its own
    const { __keywords, ...given } = Object(keywords);
    return knownKeys('staticfile() in a template', given, KEYWORDS.get('staticfile') ?? []);
  });
  if (isStaticfileError(known)) warnOnce(known.message);
}

/** What compiled templates give the filter. */
type FilterCall = [
  template: string | null,
  line: number,
  column: number,
  path: unknown,
  keywords?: FilterKeywords,
];

/** Nunjucks keeps their names in a list that is nowhere documented. */
function asynchronousFilters(environment: object): readonly string[] {
  const { asyncFilters } = environment as { asyncFilters?: unknown };
  return Array.isArray(asyncFilters) ? asyncFilters : [];
}

/** @throws `ERR_STATICFILE_TARGET` for what is neither. @internal */
export function environmentOf(target: NunjucksEnvironment | ExpressApp): NunjucksEnvironment {
  if (isEnvironment(target)) return target;
  const isApp = typeof target === 'function' && 'get' in target;
  const found: unknown = isApp ? (target as ExpressApp).get('nunjucksEnv') : undefined;
  if (isEnvironment(found)) return found;
  throw new StaticfileError(
    'ERR_STATICFILE_TARGET',
    isApp
      ? 'This Express app has no Nunjucks environment. Give "app" to nunjucks.configure(…, { express: app }) before, or install into the environment itself.'
      : `Expected a Nunjucks environment, or an Express app that nunjucks.configure was given, got ${describeTarget(target)}.`,
  );
}

function isEnvironment(value: unknown): value is NunjucksEnvironment {
  const environment = value as Partial<NunjucksEnvironment> | null | undefined;
  return (
    typeof environment?.addExtension === 'function' && typeof environment.addFilter === 'function'
  );
}

function describeTarget(target: unknown): string {
  if (target === null || target === undefined) return String(target);
  return typeof target === 'object'
    ? `an object of class ${target.constructor?.name}`
    : `a ${typeof target}`;
}

/** Nunjucks' own `safe` filter gives the SafeString class of exactly this copy of Nunjucks. */
function markSafeOf(environment: NunjucksEnvironment): (html: string) => unknown {
  const { getFilter } = environment as { getFilter?: (name: string) => (html: string) => unknown };
  const safe = getFilter?.call(environment, 'safe');
  return (html) => (safe ? safe(html) : html);
}
