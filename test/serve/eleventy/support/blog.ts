// A site of 11ty in a folder of its own.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Eleventy } from '@11ty/eleventy';
import staticfile from '../../../../lib/eleventy.ts';
import type { StaticfilesOptions } from '../../../../lib/index.ts';
import { createSite, type Files, type Site } from '../../../support/site.ts';

/** 11ty's configuration object, as far as tests use it. */
export interface TestConfig {
  addPlugin(plugin: unknown, options: unknown): void;
  addPairedNunjucksShortcode(name: string, render: (content: string) => string): void;
  setNunjucksEnvironmentOptions(options: object): void;
}

export interface Blog {
  readonly site: Site & { stat(name: string): fs.Stats };
  readonly config: (eleventy: TestConfig) => void;
}

/** Templates are in `input`, files in `root`; options of the plugin may be wrong ones. */
export function createBlog(
  templates: Files,
  options: object = {},
  more: (eleventy: TestConfig) => void = () => {},
): Blog {
  const site = createSite({ 'img/a.png': 'a', 'css/a.css': 'a { background: url(../img/a.png) }' });
  for (const [name, text] of Object.entries(templates)) site.write(`../input/${name}`, text);
  const stat = (name: string) => fs.statSync(path.join(site.dir, name));
  const plugin: Partial<StaticfilesOptions> = {
    roots: site.root,
    cacheDir: path.join(site.dir, 'cache'),
    sourceMap: false,
    ...options,
  };
  const config = (eleventy: TestConfig) => {
    eleventy.addPlugin(staticfile, plugin);
    eleventy.addPairedNunjucksShortcode('box', (content) => `<div class="box">${content}</div>`);
    more(eleventy);
  };
  return { site: { ...site, stat }, config };
}

/** Builds a site; answers its pages by URL. */
export async function build(
  { dir }: Site,
  config: (eleventy: TestConfig) => void,
): Promise<Record<string, string>> {
  const eleventy = new Eleventy(path.join(dir, 'input'), path.join(dir, '_site'), {
    quietMode: true,
    configPath: null,
    config,
  });
  eleventy.disableLogger();
  await eleventy.init();
  const written = (await eleventy.write()) as unknown;
  const [, pages = []] = written as [unknown, { url: string; content: string }[]];
  return Object.fromEntries(pages.map(({ url, content }) => [url, content.trim()]));
}
