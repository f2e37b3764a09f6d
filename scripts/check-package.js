// `npm run check:package`: the API against its report; the packed package against publint and
// are-the-types-wrong.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runBinary, say, setUp } from './setup.js';

setUp();
runBinary('../scripts/api.js', []);

const folder = mkdtempSync(join(tmpdir(), 'staticfile-pack-'));
try {
  say('Packing (npm pack)');
  const isWindows = process.platform === 'win32';
  const options = { cwd: root, encoding: 'utf8', shell: isWindows };
  const answer = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], options);
  const [packed] = Object.values(JSON.parse(answer));
  const tarball = join(folder, packed.filename);
  say('Checking package.json against what is packed (publint)');
  runBinary('publint/src/cli.js', [tarball, '--strict']);
  say('Checking the types as users resolve them (are-the-types-wrong)');
  runBinary('@arethetypeswrong/cli/dist/index.js', [tarball, '--profile', 'esm-only']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
