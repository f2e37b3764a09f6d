// A real disk that counts its calls, and that a test can make refuse or interrupt some of them.
import * as path from 'node:path';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';

export type DiskCall = keyof Disk;

/** Runs before each call; what it throws, the caller gets instead of an answer. */
export type Before = (name: DiskCall, firstPath: string, args: readonly unknown[]) => void;

export interface WatchedDisk {
  readonly disk: Disk;
  /** Counts the calls, of one kind or of all, since the last {@link WatchedDisk.reset}. */
  count(name?: DiskCall): number;
  /** The base names that files were renamed to, in order: what was published. */
  published(): string[];
  reset(): void;
  /** To be replaced by a test: runs before each call. */
  before: Before;
}

type AnyFunction = (...args: readonly unknown[]) => unknown;

export function watchDisk(before: Before = () => {}): WatchedDisk {
  const calls: { name: DiskCall; args: readonly unknown[] }[] = [];
  const watched = { before };
  const watch = (name: DiskCall, call: AnyFunction): AnyFunction => {
    return (...args) => {
      calls.push({ name, args });
      watched.before(name, String(args[0]), args);
      return call(...args);
    };
  };
  const native = watch('realpathSync', nodeDisk.realpathSync.native as AnyFunction);
  const get = (_target: object, name: DiskCall) => {
    const watching = watch(name, nodeDisk[name] as AnyFunction);
    return name === 'realpathSync' ? Object.assign(watching, { native }) : watching;
  };
  return Object.assign(watched, {
    disk: new Proxy({}, { get } as ProxyHandler<object>) as Disk,
    count: (name?: DiskCall) =>
      calls.filter((call) => name === undefined || call.name === name).length,
    published: () =>
      calls
        .filter(({ name }) => name === 'renameSync')
        .map(({ args }) => path.basename(String(args[1]))),
    reset: () => {
      calls.length = 0;
    },
  });
}

/** Makes the error that Node gives for `code`. */
export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code });
}

/** The calls that tell whether a file is there. */
export const LOOKS: readonly DiskCall[] = ['lstatSync', 'statSync'];

/** Refuses calls with `code`, for the paths that `isMeant` names. */
export function refuse(
  names: DiskCall | readonly DiskCall[],
  code: string,
  isMeant: (path: string) => boolean = () => true,
): Before {
  return (called, firstPath) => {
    if ([names].flat().includes(called) && isMeant(firstPath)) throw diskError(code);
  };
}
