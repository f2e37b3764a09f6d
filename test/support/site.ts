// A real folder tree in a temporary place, removed when the test that made it has ended.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A folder in memory, where there is one; set here, after the TypeScript loader has found its own. */
const inMemory = process.env['STATICFILE_TEST_TMPDIR'];
if (inMemory !== undefined) process.env['TMPDIR'] = inMemory;

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Site {
  /** The temporary folder itself. */
  readonly dir: string;
  /** The folder that holds the given files. */
  readonly root: string;
  /** A folder for outputs, made on demand, outside of the root. */
  readonly outDir: string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Reads a file below the site's folder: `root/a.css`, `out/a.css`. */
  read(path: string): string;
  /** Lists files below the site's folder, sorted, relative to it. */
  list(path?: string): string[];
}

const made: string[] = [];

export const mochaHooks = {
  afterEach(this: Mocha.Context): void {
    // a folder of thousands of files takes its time on a busy disk
    this.timeout(120_000);
    for (const dir of made.splice(0)) fs.rmSync(dir, { recursive: true, force: true });
  },
};

export function createSite(files: Files = {}): Site {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'staticfile-')));
  made.push(dir);
  const root = path.join(dir, 'root');
  fs.mkdirSync(root);
  const write = (name: string, content: string | Uint8Array): void => {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    dir,
    root,
    outDir: path.join(dir, 'out'),
    write,
    remove: (name) => fs.rmSync(path.join(root, name), { recursive: true }),
    read: (name) => fs.readFileSync(path.join(dir, name), 'utf8'),
    list: (name = '.') => listFiles(path.join(dir, name)),
  };
}

function listFiles(dir: string): string[] {
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort();
}
