// Fills the configuration in, and runs nginx with it until it is told to end.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const BROTLI_MODULE = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/**
 * @param {{ folder: string, outDir: string, node: string, listen: string }} places Where nginx keeps
 *   its files, where the outputs are, where the Node server listens, and where nginx is to listen.
 */
export function startNginx(places) {
  const hasBrotli = existsSync(BROTLI_MODULE);
  const values = {
    ...places,
    modules: hasBrotli ? `load_module ${BROTLI_MODULE};` : '',
    brotli: hasBrotli ? 'brotli_static on;' : '',
  };
  const template = readFileSync(path.join(import.meta.dirname, 'nginx.conf'), 'utf8');
  const text = template.replace(/\{\{(\w+)\}\}/g, (_all, name) => values[name] ?? '');
  mkdirSync(places.folder, { recursive: true });
  const file = path.join(places.folder, 'nginx.conf');
  writeFileSync(file, text);
  const args = ['-c', file, '-p', places.folder, '-g', 'daemon off; master_process off;'];
  const child = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return { child, end: () => end(child) };
}

async function end(child) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}
