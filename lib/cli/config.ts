// The configuration of the command: a file, then flags that say otherwise.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { knownKeys } from '../core/option-shapes.ts';
import { errorCode, errorText, quote } from '../errors.ts';
import { OPTION_NAMES } from '../options/validate.ts';
import type { Configuration } from './tool.ts';

const NAME = 'staticfile.config';
/** Kinds of configuration files; Node reads the last three where it strips types. */
const EXTENSIONS = ['.js', '.mjs', '.cjs', '.json', '.ts', '.mts', '.cts'];

const KEYS = ['templates', 'paths', 'nunjucks', ...OPTION_NAMES];

const NUNJUCKS_KEYS =
  'tags autoescape throwOnUndefined trimBlocks lstripBlocks dev watch noCache web express'.split(
    ' ',
  );
const TAG_KEYS = 'blockStart blockEnd variableStart variableEnd commentStart commentEnd'.split(' ');

/** Wrong use: the command ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface OptionFlags {
  readonly config?: string | undefined;
  readonly root?: readonly string[] | undefined;
  readonly outDir?: string | undefined;
  readonly namePrefix?: string | undefined;
  readonly mediaUrl?: string | undefined;
  readonly naming?: string | undefined;
  /** Delimiters of tags, for what reads templates. */
  readonly blockStart?: string | undefined;
  readonly blockEnd?: string | undefined;
}

/**
 * Reads the configuration file, where there is one, and puts flags over it.
 *
 * @throws `UsageError` where the file can't be read, or throws.
 */
export async function readConfiguration(
  flags: OptionFlags,
  folder: string,
): Promise<Configuration> {
  const file = findFile(flags.config, folder);
  const written = file === undefined ? {} : await load(file);
  knownKeys('the configuration', written, KEYS);
  const { templates, paths, manifest, nunjucks, ...options } = written;
  const base = file === undefined ? folder : path.dirname(file);
  return {
    folder: base,
    options: { ...options, ...optionsOf(flags, folder) },
    templates: texts(templates, 'templates'),
    paths: texts(paths, 'paths'),
    manifest: manifest === undefined ? undefined : path.resolve(base, fileName(manifest)),
    nunjucks: withDelimiters(record(nunjucks, 'nunjucks'), flags),
  };
}

function withDelimiters(
  nunjucks: Configuration['nunjucks'],
  { blockStart, blockEnd }: OptionFlags,
): Configuration['nunjucks'] {
  knownKeys('the configuration, "nunjucks"', nunjucks, NUNJUCKS_KEYS);
  const tags = record(nunjucks['tags'], 'nunjucks.tags');
  knownKeys('the configuration, "nunjucks.tags"', tags, TAG_KEYS);
  for (const [name, tag] of Object.entries(tags)) {
    if (tag !== undefined && (typeof tag !== 'string' || tag === ''))
      throw wrong(`nunjucks.tags.${name}`, 'a text');
  }
  const given = { ...(blockStart && { blockStart }), ...(blockEnd && { blockEnd }) };
  if (Object.keys(given).length === 0) return nunjucks;
  return { ...nunjucks, tags: { ...tags, ...given } };
}

function findFile(named: string | undefined, folder: string): string | undefined {
  if (named !== undefined) return checkKind(path.resolve(folder, named));
  const found = fs.readdirSync(folder).filter((name) => name.startsWith(`${NAME}.`));
  const known = found.filter((name) => EXTENSIONS.includes(name.slice(NAME.length)));
  if (known.length > 1) {
    const names = known.sort().map((name) => quote(name));
    throw new UsageError(
      `There are ${names.join(' and ')} in ${quote(folder)}. Keep one of them, or name it with --config.`,
    );
  }
  const [name = found[0]] = known;
  return name === undefined ? undefined : checkKind(path.join(folder, name));
}

function checkKind(file: string): string {
  if (EXTENSIONS.includes(path.extname(file))) return file;
  const known = EXTENSIONS.join(', ');
  throw new UsageError(
    `The configuration ${quote(file)} can't be read: its name must end with ${known}.`,
  );
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    if (file.endsWith('.json')) return asObject(JSON.parse(fs.readFileSync(file, 'utf8')));
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return asObject(await settledExport(module.default));
  } catch (error) {
    if (!fs.existsSync(file)) throw new UsageError(`There is no configuration ${quote(file)}.`);
    throw new UsageError(`Cannot read the configuration ${quote(file)}: ${whyNot(error, file)}`);
  }
}

/** A configuration may be a function, a promise, or what a compiler made of a default export. */
async function settledExport(exported: unknown): Promise<unknown> {
  const value: unknown = await (typeof exported === 'function' ? exported() : exported);
  const { default: inner, __esModule } = (value ?? {}) as {
    default?: unknown;
    __esModule?: unknown;
  };
  return __esModule === true && inner !== undefined ? settledExport(inner) : value;
}

function whyNot(error: unknown, file: string): string {
  const isTypeScript = /\.[mc]?ts$/.test(file) && errorCode(error) === 'ERR_UNKNOWN_FILE_EXTENSION';
  if (!isTypeScript) return errorText(error);
  return (
    `Node ${process.versions.node} can't read TypeScript. Use Node 22.18 or newer, write it in ` +
    'JavaScript, or let another loader read it: NODE_OPTIONS="--import tsx".'
  );
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new Error(
    'its default export must be the options: an object, a promise of one, or a function.',
  );
}

function fileName(manifest: unknown): string {
  if (typeof manifest === 'string' && manifest !== '') return manifest;
  throw wrong('manifest', 'the name of a file');
}

function texts(value: unknown, name: string): readonly string[] {
  const list = [value ?? []].flat();
  if (list.every((each) => typeof each === 'string')) return list;
  throw wrong(name, 'a text, or a list of them');
}

function record(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value };
  throw wrong(name, 'an object');
}

function wrong(name: string, what: string): UsageError {
  return new UsageError(`${quote(name)} in the configuration must be ${what}.`);
}

/** What is typed is relative to the folder that it is typed in. */
function optionsOf({ root, outDir, ...others }: OptionFlags, folder: string): object {
  const { namePrefix, mediaUrl, naming } = others;
  const absolute = (name: string) => (name === '' ? name : path.resolve(folder, name));
  const roots = root?.length ? root.map(absolute) : undefined;
  const given = { roots, outDir: outDir && absolute(outDir), namePrefix, mediaUrl, naming };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
