// A site in a folder of its own, with packages that are here already linked into its node_modules.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fixture } from '../../../scripts/fixtures.js';

/** Packages by the name that the site imports; the value is that of the package here. */
export type Links = Readonly<Record<string, string>>;

/** Makes a folder with these files, and copies of folders; links the package itself, too. */
export function createLinkedSite(
  files: Readonly<Record<string, string>>,
  links: Links,
  copies: readonly string[] = [],
): string {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-site-')));
  for (const copied of copies) fs.cpSync(copied, dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
  link(dir, 'nunjucks-staticfile', path.resolve('.'));
  for (const [name, here] of Object.entries(links)) link(dir, name, fixture(here));
  return dir;
}

function link(dir: string, name: string, target: string): void {
  const from = path.join(dir, 'node_modules', name);
  fs.mkdirSync(path.dirname(from), { recursive: true });
  fs.symlinkSync(target, from, 'junction');
}
