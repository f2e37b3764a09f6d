// 11ty's own command over a linked site: the version that is asked for, with its own Node where that is needed.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fixture } from '../../../../scripts/fixtures.js';
import { createLinkedSite } from '../../../sites/support/linked-site.ts';

/** The versions that this Node can run; `STATICFILE_TEST_NODE` may name a later one. */
export function eleventyVersions(): readonly { name: string; node: string; command: string }[] {
  const node = process.env['STATICFILE_TEST_NODE'] ?? process.execPath;
  const [major = 0, minor = 0] = versionOf(node);
  const three = { name: '11ty 3', node: process.execPath, command: commandOf('@11ty/eleventy') };
  if (major < 22 || (major === 22 && minor < 15)) return [three];
  return [three, { name: '11ty 4', node, command: commandOf('eleventy4') }];
}

function versionOf(node: string): number[] {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return stdout.slice(1).split('.').map(Number);
}

function commandOf(name: string): string {
  return path.join(fixture(name), 'cmd.cjs');
}

export interface CommandRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly dir: string;
  /** A file of the site, `''` where it is not there. */
  readonly read: (name: string) => string;
  readonly list: (name: string) => string[];
}

/** Files that most sites have; `public` is the root. */
export const PUBLIC = {
  'public/img/x.gif': 'GIF89a',
  'public/css/a.css': 'a { background: url(../img/x.gif) }\n',
  'public/js/a.js': 'console.log( 1 )\n',
  'public/js/b.js': 'console.log( 2 )\n',
};

export const CONFIG = `import staticfile from 'nunjucks-staticfile/eleventy';
export default function (config) {
  config.addPlugin(staticfile, { roots: 'public' });
}
`;

export function runEleventy(
  { node, command }: { node: string; command: string },
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): CommandRun {
  const all: Record<string, string> = {
    'package.json': '{ "type": "module" }',
    ...PUBLIC,
    ...files,
  };
  const withConfig = 'eleventy.config.cjs' in all ? all : { 'eleventy.config.js': CONFIG, ...all };
  const links = { '@11ty/eleventy': '@11ty/eleventy', nunjucks: 'nunjucks' };
  const dir = createLinkedSite(withConfig, links);
  const { status, stdout, stderr } = spawnSync(node, [command, ...args], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: '' },
  });
  const read = (name: string) => {
    const file = path.join(dir, name);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  };
  const list = (name: string) =>
    fs.existsSync(path.join(dir, name)) ? fs.readdirSync(path.join(dir, name)) : [];
  return { status, stdout, stderr, dir, read, list };
}
