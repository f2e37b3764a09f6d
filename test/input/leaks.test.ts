// Hidden files, and files outside of the roots, are neither read nor published, by whatever way they are asked for.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import { createStaticfiles } from '../support/create.ts';
import { type Servers, useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { sampled } from '../support/sampled.ts';
import { createSite, type Site } from '../support/site.ts';
import { LINKS_OUT, leakForms, SECRET, SECRET_FILES } from './support/leak-forms.ts';
import { type Way, ways } from './support/leak-ways.ts';

const FORMS = 500;
/** Shares no factor with the kinds of forms, so that samples are of all kinds. */
const MOST_IN_SHORT = 97;
const FINE_FILES = { 'fine.css': 'a{}', 'fine.gif': 'GIF89a', 'img/x.gif': 'GIF89a' };
/** Part of the name of an output that was made of a secret. */
const VERSIONS = Object.values(SECRET_FILES).map((content) =>
  createHash('sha256').update(content).digest('hex').slice(0, 12),
);

function siteWithSecrets(): Site {
  const site = createSite({ ...FINE_FILES, ...SECRET_FILES });
  for (const [name, target] of Object.entries(LINKS_OUT)) {
    fs.symlinkSync(path.join(site.dir, target), path.join(site.root, name));
  }
  return site;
}

/** The real disk; notes which secrets are read. */
function listeningDisk(leaks: Set<string>): Disk {
  const readFileSync = (...args: Parameters<Disk['readFileSync']>) => {
    const content = nodeDisk.readFileSync(...args);
    if (content.includes(SECRET)) leaks.add(`read: ${String(content)}`);
    return content;
  };
  return new Proxy(nodeDisk, {
    get: (disk, name) => (name === 'readFileSync' ? readFileSync : Reflect.get(disk, name)),
  });
}

/** Lists what leaks where forms are asked for by a way. */
async function leaksOf(way: Way, site: Site, forms: readonly string[], servers: Servers) {
  const leaks = new Set<string>();
  const before = new Set(site.list());
  const disk = listeningDisk(leaks);
  const fileProxy = (uri: string, { filepath }: { filepath?: string }) => {
    if (filepath !== undefined && holdsSecret(fs.readFileSync(filepath, 'utf8'))) leaks.add(uri);
    return uri;
  };
  const common = { roots: site.root, outDir: site.outDir, debug: true, logger: collectLog() };
  const seen = await way({
    site,
    forms,
    servers,
    disk,
    make: (options) => createStaticfiles({ ...common, fileProxy, ...options }, { disk }),
  });
  for (const each of seen) if (holdsSecret(String(each))) leaks.add(`seen: ${String(each)}`);
  const written = site.list().filter((name) => !before.has(name));
  for (const name of written) if (site.read(name).includes(SECRET)) leaks.add(`written: ${name}`);
  return [...leaks];
}

function holdsSecret(text: string): boolean {
  return text.includes(SECRET) || VERSIONS.some((version) => text.includes(version));
}

describe('a file that is hidden or outside', () => {
  const servers = useServers();

  before(function () {
    // links need rights there that a test has not
    if (process.platform === 'win32') this.skip();
  });

  for (const [name, way] of Object.entries(ways)) {
    it(`does not leak by ${name}`, async () => {
      const site = siteWithSecrets();
      const all = leakForms(site.root, FORMS);
      assert.ok(all.length >= FORMS);
      const forms = sampled('forms of paths to hidden files', MOST_IN_SHORT, all);
      assert.deepEqual(await leaksOf(way, site, forms, servers), []);
    });

    it(`would be seen to leak by ${name}`, async () => {
      const site = siteWithSecrets();
      const names = ['leak.css', 'leak.js', 'leak.gif'];
      const sources = ['.env.css', '.env.js', '.env'];
      for (const [at, each] of names.entries()) {
        fs.linkSync(path.join(site.root, sources[at] ?? ''), path.join(site.root, each));
      }
      const forms = names.map((each) => `/${each}`);
      assert.notDeepEqual(await leaksOf(way, site, forms, servers), []);
    });
  }
});
