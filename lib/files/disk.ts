// The part of Node's file system that we use, so that a test can put another in its place.
import * as fs from 'node:fs';

/** Synchronous calls only: a render can't wait for anything else. */
export type Disk = Pick<
  typeof fs,
  | 'closeSync'
  | 'copyFileSync'
  | 'fstatSync'
  | 'linkSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'readlinkSync'
  | 'readSync'
  | 'realpathSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'symlinkSync'
  | 'utimesSync'
  | 'writeFileSync'
  | 'writeSync'
>;

const { O_APPEND, O_CREAT, O_NONBLOCK = 0, O_RDONLY, O_WRONLY } = fs.constants;

/** Whoever opens a named pipe waits for its other end. */
const WITHOUT_WAITING: Readonly<Partial<Record<fs.OpenMode, number>>> = {
  a: O_APPEND | O_CREAT | O_WRONLY | O_NONBLOCK,
  r: O_RDONLY | O_NONBLOCK,
};

/** Opens a file of ours; where a pipe has its name, nobody is waited for. */
function openSync(file: fs.PathLike, flags: fs.OpenMode, mode?: fs.Mode | null): number {
  return fs.openSync(file, WITHOUT_WAITING[flags] ?? flags, mode);
}

/** Reads a whole file; a pipe or a device, which may have no end, is refused. */
function readFileSync(file: fs.PathOrFileDescriptor, options?: object | BufferEncoding | null) {
  if (typeof file === 'number') return fs.readFileSync(file, options);
  const descriptor = openSync(file, 'r');
  try {
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile() && !stat.isDirectory()) throw new Error('it is not a regular file');
    return fs.readFileSync(descriptor, options);
  } finally {
    fs.closeSync(descriptor);
  }
}

export const nodeDisk = { ...fs, openSync, readFileSync } as Disk;

/** What it takes to write files that are there whole or not at all. */
export interface DiskTools {
  readonly disk: Disk;
  /** Returns a text that no other process has. */
  readonly random: () => string;
  readonly now: () => number;
}
