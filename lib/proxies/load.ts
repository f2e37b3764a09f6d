// Loads the functions that options name as modules, file proxies above all.
import { requireFrom } from '../core/require-from.ts';
import { errorText, quote, StaticfileError, type StaticfileErrorCode } from '../errors.ts';
import { chain } from './chain.ts';
import type { FileProxy } from './file-proxy.ts';

/** A file proxy, or the module that has it: `'./cdn.js#fileProxy'`. */
export type FileProxyOption = FileProxy | string | readonly (FileProxy | string)[];

/** What is loaded, in words, and the code of the error where it can't be. */
export interface LoadedThing {
  readonly what: string;
  readonly code: StaticfileErrorCode;
}

const FILE_PROXY: LoadedThing = { what: 'file proxy', code: 'ERR_STATICFILE_PROXY' };

/**
 * Returns one chain of the option's file proxies.
 *
 * @throws `ERR_STATICFILE_PROXY` when a module can't be loaded, or has no such export.
 */
export function loadFileProxy(option: FileProxyOption | undefined, folder: string): FileProxy {
  const each = option === undefined ? [] : [option].flat();
  const load = (specifier: string) => loadExport(specifier, folder, FILE_PROXY) as FileProxy;
  return chain(...each.map((one) => (typeof one === 'string' ? load(one) : one)));
}

/** Loads the function that `'./module.js#name'` means, seen from a folder. */
export function loadExport(specifier: string, folder: string, thing: LoadedThing): unknown {
  const [file = '', name = ''] = specifier.split('#');
  if (name === '') {
    throw new StaticfileError(
      thing.code,
      `The ${thing.what} ${quote(specifier)} names no export. Write it behind a "#", like ${quote(`${file}#name`)}.`,
    );
  }
  const exported = loadModule(folder, file, specifier, thing)[name];
  if (typeof exported === 'function') return exported;
  throw new StaticfileError(
    thing.code,
    `The ${thing.what} ${quote(specifier)} is no function that ${quote(file)} exports as ${quote(name)}. ` +
      'Write the module and the name of its export, like "./cdn.js#fileProxy".',
  );
}

function loadModule(
  folder: string,
  file: string,
  specifier: string,
  { what, code }: LoadedThing,
): Record<string, unknown> {
  try {
    return (requireFrom(folder)(file) ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw new StaticfileError(
      code,
      `Cannot load the ${what} ${quote(specifier)}: ${errorText(cause)}. Looked from ${quote(folder)}.`,
      { cause },
    );
  }
}
