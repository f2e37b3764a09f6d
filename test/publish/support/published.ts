// An instance as in production, whose outputs can be looked at as what they are on disk.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { StaticfilesOptions } from '../../../lib/index.ts';
import { type Instance, makeInstance } from '../../support/instance.ts';
import { createSite, type Files, type Site } from '../../support/site.ts';

export type Mode = NonNullable<StaticfilesOptions['publish']>;

/** The modes that make links; `isLink` tells whether a file is one to the source. */
export const linkModes: Readonly<Record<'symlink' | 'hardlink', IsLink>> = {
  symlink: isSymlinkTo,
  hardlink: isHardlinkTo,
};

type IsLink = (file: string, source: string) => boolean;

export function isSymlinkTo(file: string, source: string): boolean {
  return fs.lstatSync(file).isSymbolicLink() && fs.realpathSync(file) === fs.realpathSync(source);
}

export function isHardlinkTo(file: string, source: string): boolean {
  const [one, other] = [file, source].map((each) => fs.lstatSync(each, { bigint: true }));
  return one?.isFile() === true && one.ino === other?.ino && one.dev === other.dev;
}

/** Links are tested where anyone may make them. */
export function requireLinks(context: Mocha.Context): void {
  if (process.platform !== 'win32') return;
  process.stderr.write(`skipped: ${context.test?.parent?.title}: links need rights here\n`);
  context.skip();
}

/** A file of its own: neither a symbolic link nor another name of the source. */
export function isOwnFile(file: string, source: string): boolean {
  return fs.lstatSync(file).isFile() && !isHardlinkTo(file, source);
}

/** Sources are looked at once per process, as in production, unless `options` say otherwise. */
export function publishing(
  publish: Mode,
  files: Files,
  options: Parameters<typeof makeInstance>[1] = {},
  site: Site = createSite(files),
): Instance {
  return makeInstance(files, { publish, debug: false, ...options }, site);
}

/** Renders a path and gives the place of its output. */
export function outputOf({ staticfiles, site }: Instance, asked: string): string {
  return path.join(site.outDir, decodeURIComponent(staticfiles.staticfile(asked)));
}

export function sourceOf({ site }: Instance, asked: string): string {
  return path.join(site.root, asked);
}
