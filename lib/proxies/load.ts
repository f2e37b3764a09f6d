// Loads the file proxies that the option `fileProxy` names.
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { errorText, StaticfileError } from '../errors.ts';
import { chain } from './chain.ts';
import type { FileProxy } from './file-proxy.ts';

/** A file proxy, or the module that has it: `'./cdn.js#fileProxy'`. */
export type FileProxyOption = FileProxy | string | readonly (FileProxy | string)[];

/**
 * Makes one chain of the option's file proxies.
 *
 * @throws `ERR_STATICFILE_PROXY` when a module can't be loaded, or has no such export.
 */
export function loadFileProxy(option: FileProxyOption | undefined, folder: string): FileProxy {
  const each = option === undefined ? [] : [option].flat();
  return chain(...each.map((one) => (typeof one === 'string' ? loadModule(one, folder) : one)));
}

function loadModule(specifier: string, folder: string): FileProxy {
  const [file = '', name = ''] = specifier.split('#');
  const exported = requireFrom(folder, file, specifier)[name];
  if (typeof exported === 'function') return exported as FileProxy;
  throw new StaticfileError(
    'ERR_STATICFILE_PROXY',
    `The file proxy "${specifier}" is no function that "${file}" exports as "${name}". ` +
      'Write the module and the name of its export, like "./cdn.js#fileProxy".',
  );
}

function requireFrom(folder: string, file: string, specifier: string): Record<string, unknown> {
  try {
    const require = createRequire(path.join(path.resolve(folder), 'package.json'));
    return (require(file) ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw new StaticfileError(
      'ERR_STATICFILE_PROXY',
      `Cannot load the file proxy "${specifier}": ${errorText(cause)}. Looked from "${folder}".`,
      { cause },
    );
  }
}
