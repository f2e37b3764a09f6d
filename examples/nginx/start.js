// nginx at :8080, the Node server behind it at :3000. `npx staticfile build` first makes the .gz files.
import path from 'node:path';
import { startNginx } from './nginx.js';
import { createApp } from './site.js';

const outDir = path.join(import.meta.dirname, '.static');
const { app } = createApp({ outDir });
app.listen(3000, '127.0.0.1');
startNginx({
  folder: path.join(import.meta.dirname, '.static-nginx'),
  outDir,
  node: '127.0.0.1:3000',
  listen: '127.0.0.1:8080',
});
console.log('nginx listens at http://127.0.0.1:8080/');
