// The process that builds the 11ty example in its working folder, once or after each edit.
import { Eleventy } from '@11ty/eleventy';

const isWatching = process.argv[2] === 'watch';
const options = { runMode: isWatching ? 'watch' : 'build', configPath: 'eleventy.config.js' };
const eleventy = new Eleventy('', '', {
  ...options,
  config: (config: { on(event: string, listener: () => Promise<void>): void }) => {
    if (!isWatching) return;
    config.on('eleventy.after', async () => void process.send?.('built'));
  },
});
eleventy.disableLogger();
await eleventy.init();
await (isWatching ? eleventy.watch() : eleventy.write());
process.send?.('done');
// with a CDN the process goes on: its edge serves the pictures
process.channel?.unref();
