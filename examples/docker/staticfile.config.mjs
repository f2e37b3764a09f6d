// biome-ignore lint/style/noDefaultExport: the command reads the configuration from there
export default {
  roots: ['public'],
  templates: 'views',
  manifest: 'manifest.json',
};
