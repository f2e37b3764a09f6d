// The file proxy that answers what it was asked: the default.
import type { FileProxy } from './file-proxy.ts';

/** Makes a file proxy that answers every uri as it is. Its answers are final. */
export function identityProxy(): FileProxy {
  return Object.assign((uri: string): string => uri, { isFinal: () => true });
}
