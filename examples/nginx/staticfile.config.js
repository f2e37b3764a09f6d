import path from 'node:path';
import { options } from './site.js';

// biome-ignore lint/style/noDefaultExport: the command reads the configuration from there
export default {
  ...options,
  outDir: path.join(import.meta.dirname, '.static'),
  templates: '../hosts/views',
};
