// A kind of site in a folder of its own: as it was, or with the package.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fixture } from '../../../scripts/fixtures.js';
import { createLinkedSite } from './linked-site.ts';
import type { SiteKind } from './sites.ts';

/** The code of the plugin stands in docs/hosts.md. */
function hapiPlugin(): string {
  const [code = ''] =
    /\/\*\* Serves files, and lets Hapi[\s\S]*?\n};\n/.exec(
      fs.readFileSync('docs/hosts.md', 'utf8'),
    ) ?? [];
  return `import { Readable } from 'node:stream';\n\n${code.replace('const serveFiles', 'export const serveFiles')}`;
}

/** Makes the site, with the package where that is wanted. */
export function makeSite(kind: SiteKind, isWith: boolean): string {
  const files: Record<string, string> = { 'package.json': '{ "type": "module" }' };
  if (kind.name === 'hapi') files['serve-files.mjs'] = hapiPlugin();
  const { 'govuk-frontend': govuk, ...links } = kind.links;
  const dir = createLinkedSite(files, links, [path.resolve('test/sites', kind.name)]);
  if (govuk !== undefined) {
    // it is edited, and must be a folder of its own
    const target = path.join(dir, 'node_modules/govuk-frontend');
    fs.cpSync(fixture(govuk), target, { recursive: true });
  }
  if (isWith) for (const edit of kind.edits) applyEdit(dir, edit);
  return dir;
}

function applyEdit(dir: string, [name, from, to]: SiteKind['edits'][number]): void {
  const file = path.join(dir, name);
  const before = from === '' ? '' : fs.readFileSync(file, 'utf8');
  if (!before.includes(from)) throw new Error(`${name} lacks: ${from}`);
  fs.writeFileSync(file, before.replace(from, () => to) || to);
}

/** Builds a site that is built, with 11ty's command where it says so. */
export function buildSite(
  dir: string,
  { build = [] }: SiteKind,
  eleventy: { node: string; command: string },
): void {
  const args = build.map((each) => (each === 'ELEVENTY' ? eleventy.command : each));
  const node = build[0] === 'ELEVENTY' ? eleventy.node : process.execPath;
  const { status, stderr, stdout } = spawnSync(node, args, { cwd: dir, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr + stdout);
}

/** Counts the lines that come and go, as a difference of the files shows them. */
export function countLines({ name, edits }: SiteKind): { added: number; removed: number } {
  const counts = { added: 0, removed: 0 };
  for (const [, from, to] of edits) {
    const [before, after] = [linesOf(from), linesOf(to)];
    counts.added += after.filter((line) => !before.includes(line)).length;
    counts.removed += before.filter((line) => !after.includes(line)).length;
  }
  if (name === 'hapi') counts.added += linesOf(hapiPlugin()).length;
  return counts;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
