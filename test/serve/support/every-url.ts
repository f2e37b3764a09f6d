// Every kind of URL that pages get, and whether a server answers each with its bytes.
import * as fs from 'node:fs';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import type { Staticfiles, StaticfilesOptions } from '../../../lib/index.ts';
import { createStaticfiles } from '../../support/create.ts';
import type { TestServer } from '../../support/http.ts';
import { type Instance, type InstanceOptions, makeInstance } from '../../support/instance.ts';
import { createSite, type Site } from '../../support/site.ts';

type Naming = NonNullable<StaticfilesOptions['naming']>;

export const namings: Readonly<Record<string, Naming>> = {
  hash: 'hash',
  timestamp: 'timestamp',
  'a function': ({ stem, ext, version }) => `${stem}-${version}${ext}`,
};

const PAIR = '/js/one.js; /js/two.js';

/** `edition` is part of every file, so that an update changes all of them. */
export function filesOf(edition: string): Record<string, string> {
  return {
    'img/x.gif': `gif ${edition}`,
    'css/a.css': `a{background:url(../img/x.gif)}/* ${edition} */`,
    'css/long.css': `.e${edition} { color : red ; }\n\n\n.b { margin : 0px 0px ; }`,
    'js/one.js': `var one = '${edition}';`,
    'js/two.js': `var two = '${edition}';`,
    'js/long.js': `function add(first, second) {\n  return first + second + '${edition}';\n}\nadd(1, 2);`,
    'c/foo.css': `@import "bar.css";.f${edition}{color:red}`,
    'c/bar.css': `@import "foo.css";.b${edition}{color:red}`,
    'm/a.js': `import './b.js';export const a = '${edition}';`,
    'm/b.js': `import './a.js';export const b = '${edition}';`,
  };
}

/** What a page names, each as a tag does it. */
export const asks: Readonly<Record<string, (each: Staticfiles, site: Site) => string>> = {
  'a picture': (each) => each.staticfile('/img/x.gif'),
  'a sheet with a picture': (each) => each.staticfile('/css/a.css'),
  'a minified sheet': (each) => each.slimfile('/css/long.css'),
  'a minified script': (each) => each.slimfile('/js/long.js'),
  'a combination': (each) => each.staticfile(PAIR.split('; ')),
  'a circle of sheets': (each) => each.staticfile('/c/foo.css'),
  'the other sheet of it': (each) => each.staticfile('/c/bar.css'),
  'a circle of modules': (each) => each.staticfile('/m/a.js'),
  'the other module of it': (each) => each.staticfile('/m/b.js'),
  'a source map': (each, site) => mapOf(each.slimfile('/js/long.js'), site),
};

/** A URL as it was rendered, with the bytes that it means for ever. */
export interface Rendered {
  readonly name: string;
  readonly url: string;
  readonly bytes: string;
}

export function render({ staticfiles, site }: Pick<Instance, 'staticfiles' | 'site'>): Rendered[] {
  return Object.entries(asks).map(([name, ask]) => {
    const url = ask(staticfiles, site);
    return { name, url, bytes: site.read(`out${decodeURIComponent(url)}`) };
  });
}

/** A site whose files all have one time, as an unpacked archive gives it. */
export function siteOf(edition: string, seconds: number): Site {
  const site = createSite(filesOf(edition));
  stamp(site, edition, seconds);
  return site;
}

export function update(site: Site, edition: string, seconds: number): void {
  for (const [name, text] of Object.entries(filesOf(edition))) site.write(name, text);
  stamp(site, edition, seconds);
}

function stamp(site: Site, edition: string, seconds: number): void {
  for (const name of Object.keys(filesOf(edition))) {
    fs.utimesSync(path.join(site.root, name), seconds, seconds);
  }
}

/** The same files on another machine. */
export function copyOf(site: Site): Site {
  const copy = createSite();
  fs.cpSync(site.root, copy.root, { recursive: true, preserveTimestamps: true });
  return copy;
}

/** A server in production that has compiled the template of the page. */
export function serverOf(site: Site, naming: Naming, options: InstanceOptions = {}): Instance {
  const instance = makeInstance({}, { naming, debug: false, sourceMap: true, ...options }, site);
  const env = instance.staticfiles.install(new nunjucks.Environment(null));
  nunjucks.compile(`{% staticfile "${PAIR}" %}`, env).render({});
  return instance;
}

/** What a build has made, and a server that answers from its manifest alone. */
export async function builtFrom(
  site: Site,
  naming: Naming,
): Promise<{ readonly all: Rendered[]; readonly opened: Staticfiles }> {
  const manifest = path.join(site.dir, 'manifest.json');
  const building = serverOf(site, naming);
  const all = render(building);
  await building.staticfiles.prepare({ manifest });
  // how names are made is the build's affair
  const opened = createStaticfiles({ debug: false, outDir: site.outDir, manifest });
  return { all, opened };
}

/** Names what a server does not answer with its bytes, to be kept for ever. */
export async function misses(server: TestServer, all: readonly Rendered[]): Promise<string[]> {
  const missed: string[] = [];
  for (const { name, url, bytes } of all) {
    const { status, headers, body } = await server.get(url);
    const isKept = headers['cache-control'] === 'public, max-age=31536000, immutable';
    if (status !== 200 || !isKept || body.toString() !== bytes) missed.push(`${name} (${status})`);
  }
  return missed;
}

function mapOf(url: string, site: Site): string {
  const text = site.read(`out${decodeURIComponent(url)}`);
  const name = /sourceMappingURL=(\S+)/.exec(text)?.[1] ?? '';
  return path.posix.join(path.posix.dirname(url), name);
}
