// The configuration of the command: a file, then flags that say otherwise.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText } from '../errors.ts';
import type { Configuration } from './tool.ts';

const FILES = ['staticfile.config.js', 'staticfile.config.mjs', 'staticfile.config.json'];

/** Wrong use: the command ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Flags that stand for options of the package. */
export interface OptionFlags {
  readonly config?: string | undefined;
  readonly root?: readonly string[] | undefined;
  readonly outDir?: string | undefined;
  readonly namePrefix?: string | undefined;
  readonly mediaUrl?: string | undefined;
  readonly naming?: string | undefined;
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
  const { templates, paths, manifest, nunjucks, ...options } = written;
  const base = file === undefined ? folder : path.dirname(file);
  return {
    folder: base,
    options: { ...options, ...optionsOf(flags, folder) },
    templates: texts(templates, 'templates'),
    paths: texts(paths, 'paths'),
    manifest: typeof manifest === 'string' ? path.resolve(base, manifest) : undefined,
    nunjucks: (nunjucks ?? {}) as Configuration['nunjucks'],
  };
}

function findFile(named: string | undefined, folder: string): string | undefined {
  if (named !== undefined) return path.resolve(folder, named);
  return FILES.map((name) => path.join(folder, name)).find((file) => fs.existsSync(file));
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    if (file.endsWith('.json')) return asObject(JSON.parse(fs.readFileSync(file, 'utf8')));
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return asObject(module['default']);
  } catch (error) {
    throw new UsageError(`Cannot read the configuration "${file}": ${errorText(error)}`);
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new Error('it does not export an object of options by default');
}

function texts(value: unknown, name: string): readonly string[] {
  const list = [value ?? []].flat();
  if (list.every((each) => typeof each === 'string')) return list;
  throw new UsageError(`"${name}" in the configuration must be a text, or a list of them.`);
}

/** What is typed is relative to the folder that it is typed in. */
function optionsOf({ root, outDir, ...others }: OptionFlags, folder: string): object {
  const { namePrefix, mediaUrl, naming } = others;
  const absolute = (name: string) => (name === '' ? name : path.resolve(folder, name));
  const roots = root?.length ? root.map(absolute) : undefined;
  const given = { roots, outDir: outDir && absolute(outDir), namePrefix, mediaUrl, naming };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
