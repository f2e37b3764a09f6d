// A file proxy whose pictures move when a test says so; a final one tells that they have.
import type { FileProxy } from '../../lib/index.ts';

type Context = Parameters<NonNullable<FileProxy['attach']>>[0];

export function movingProxy(isFinal: boolean, startBase = '') {
  const state = { base: startBase, context: undefined as Context | undefined, uri: '' };
  const proxy = (uri: string) => {
    if (!uri.endsWith('.gif')) return uri;
    state.uri = uri;
    return `${state.base}${uri}`;
  };
  const attach = (context: Context) => {
    state.context = context;
  };
  const fileProxy: FileProxy = Object.assign(proxy, { attach, isFinal: () => isFinal });
  const move = (base: string) => {
    state.base = base;
    if (isFinal) state.context?.changed(state.uri);
  };
  return { fileProxy, move };
}
