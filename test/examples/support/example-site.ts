// The example site, with folders and servers of its own for each test.
import * as fs from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import type { StaticfilesOptions } from '../../../lib/index.ts';
import { sampled } from '../../support/sampled.ts';

const folder = path.resolve('examples/express');

interface ExampleModule {
  readonly defaultRoots: readonly (string | { dir: string; at: string })[];
  createApp(options: Partial<StaticfilesOptions> & { guestsFolder: string }): {
    app: RequestListener;
  };
}

async function exampleModule(): Promise<ExampleModule> {
  return (await import(path.join(folder, 'app.js'))) as ExampleModule;
}

/** The paths of all pages that answer 200. */
export function pagePaths(): string[] {
  const pictures = JSON.parse(fs.readFileSync(path.join(folder, 'pictures.json'), 'utf8'));
  const slugs = (pictures as { file: string }[]).map(({ file }) => path.parse(file).name);
  const shown = sampled('pictures of the example site that have a page', 1, slugs);
  return ['/', '/gallery', '/guests', '/about', ...shown.map((slug) => `/pictures/${slug}`)];
}

/** Copies the site's own files, so that a test may change them. */
export function copyPublicFolder(to: string): string {
  fs.cpSync(path.join(folder, 'public'), to, { recursive: true });
  return to;
}

/** Makes the app as it runs in production, with an output folder of its own. */
export async function createProductionApp(
  outDir: string,
  publicFolder?: string,
): Promise<RequestListener> {
  const { createApp, defaultRoots } = await exampleModule();
  const [own, ...mounted] = defaultRoots;
  const roots = [publicFolder ?? own ?? '', ...mounted];
  const guestsFolder = `${outDir}-guests`;
  return createApp({ outDir, guestsFolder, roots, debug: false, cacheDir: `${outDir}-cache` }).app;
}

export interface RunningServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Listens on a free port of the loopback address. */
export async function listen(listener: RequestListener): Promise<RunningServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
