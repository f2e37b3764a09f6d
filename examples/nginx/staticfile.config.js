import { options } from './site.js';

// biome-ignore lint/style/noDefaultExport: the command reads the configuration from there
export default {
  ...options,
  outDir: '.static',
  templates: '../hosts/views',
};
