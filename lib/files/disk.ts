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

export const nodeDisk: Disk = fs;
