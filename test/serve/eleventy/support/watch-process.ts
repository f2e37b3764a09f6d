// The process of a watch run: 11ty watches the working folder, and what it does is told to the parent.
import { Eleventy, type UserConfig } from '@11ty/eleventy';
import staticfile from '../../../../lib/eleventy.ts';
import type { WatchMessage, WatchSettings } from './watch.ts';

interface AfterEvent {
  readonly results: readonly { readonly url: string }[];
}

const { roots, copied, isIncremental } = JSON.parse(process.argv[2] ?? '') as WatchSettings;
const send = (message: WatchMessage) => process.send?.(message);

const eleventy = new Eleventy('site', 'out', {
  runMode: 'watch',
  config: (config: UserConfig) => {
    config.addPlugin(staticfile, { roots, cacheDir: false, sourceMap: false });
    if (copied !== undefined) config.addPassthroughCopy(copied);
    config.on('eleventy.after', async (event) => {
      const { results } = event as unknown as AfterEvent;
      send({ rendered: results.map(({ url }) => url).sort() });
    });
  },
});
eleventy.disableLogger();
eleventy.setIncrementalBuild(isIncremental);
await eleventy.init();
// resolves when the folders are watched
await eleventy.watch();
send('watching');
