// Run as a process of its own: renders a page of all pictures, and looks at what lies on disk.
import * as fs from 'node:fs';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import { createStaticfiles } from '../../../lib/index.ts';
import { hash } from '../../support/instance.ts';

const [dir = ''] = process.argv.slice(2);
const root = path.join(dir, 'root');
const outDir = path.join(dir, 'out');
const count = fs.readdirSync(path.join(root, 'img')).length;
const names = Array.from({ length: count }, (_, at) => `/img/${at}.gif`);

const staticfiles = createStaticfiles({ roots: root, outDir, cacheDir: path.join(dir, 'cache') });
const env = staticfiles.install(new nunjucks.Environment(null));
const template = names.map((name) => `{% staticfile "${name}" %}`).join(' ');

process.stdin.once('data', () => {
  const urls = env.renderString(template, {}).split(' ');
  const torn = urls.filter((url) => {
    const version = /\.([0-9a-f]{12})\./.exec(url)?.[1];
    return hash(fs.readFileSync(path.join(outDir, url))) !== version;
  });
  process.stdout.write(`${JSON.stringify({ urls, torn })}\n`);
});
process.stdout.write('ready\n');
