// The file proxies that answer what they were asked: the default, and one that shows the chain at work.
import { knownKeys } from '../core/option-shapes.ts';
import type { FileInfo, FileProxy } from './file-proxy.ts';

/** Options of {@link debugProxy}. */
export interface DebugProxyOptions {
  /** Takes one line, without its line end, for every call. Default: to stdout. */
  write?: (line: string) => void;
}

const FLAGS = [
  'new',
  'changed',
  'checked',
  'notfound',
  'disabled',
  'cached',
  'provisional',
] as const satisfies readonly (keyof FileInfo)[];

/**
 * Returns a file proxy that returns every uri as it is, and prints uri, flags and file of every call.
 *
 * Its answers are never final, so that it sees every render.
 */
export function debugProxy(options: DebugProxyOptions = {}): FileProxy {
  const { write = writeLine } = knownKeys('debugProxy()', options, ['write']) ?? {};
  return (uri, info) => {
    write(debugLine(uri, info));
    return uri;
  };
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function debugLine(uri: string, info: FileInfo): string {
  const flags = FLAGS.filter((flag) => info[flag]).join(' ');
  return `${uri}  [${flags || '-'}]  ${info.filepath ?? 'no file'}`;
}

/** Returns a file proxy that answers every uri as it is. Its answers are final. */
export function identityProxy(): FileProxy {
  return Object.assign((uri: string): string => uri, { isFinal: () => true });
}
