// Every way by which a path comes into the package; each gives back all that is seen from outside.
import * as fs from 'node:fs';
import * as path from 'node:path';
import nunjucks from 'nunjucks';
import { isStaticfileError } from '../../../lib/errors.ts';
import type { nodeDisk } from '../../../lib/files/disk.ts';
import type { StaticfilesOptions } from '../../../lib/index.ts';
import { Copier } from '../../../lib/prepare/copier.ts';
import { openCache } from '../../processes/support/cache.ts';
import type { createStaticfiles } from '../../support/create.ts';
import type { Servers } from '../../support/http.ts';
import type { Site } from '../../support/site.ts';

/** What a way is given. */
export interface Entrance {
  readonly site: Site;
  readonly forms: readonly string[];
  readonly servers: Servers;
  readonly make: (options?: Partial<StaticfilesOptions>) => ReturnType<typeof createStaticfiles>;
  readonly disk: typeof nodeDisk;
}

export type Way = (entrance: Entrance) => Promise<readonly unknown[]> | readonly unknown[];

/** A path of a site that is there, to be named beside the forms. */
const FINE = '/fine.css';

const byFunctions =
  (options?: Partial<StaticfilesOptions>): Way =>
  ({ forms, make }) => {
    const { staticfile, slimfile, describe } = make(options);
    return forms.flatMap((form) => [
      staticfile(form),
      slimfile(form),
      staticfile([FINE, form]),
      staticfile(`${form}; ${FINE}`),
      JSON.stringify(describe(form)),
    ]);
  };

const byTags: Way = ({ forms, make }) => {
  const env = make().install(new nunjucks.Environment(null, { autoescape: false }));
  return forms.flatMap((form) => [
    env.renderString('{% staticfile value %}{{ value | staticfile }}', { value: form }),
    env.renderString(`{% slimfile ${JSON.stringify(form)} %}`, {}),
  ]);
};

const byBlocks: Way = ({ forms, make }) => {
  const { staticall, slimall } = make();
  return forms.flatMap((form) => {
    const value = form.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const html =
      `<link rel="stylesheet" href="${value}"><script src="${value}"></script>` +
      `<img src="${value}" srcset="${value} 2x">`;
    return [staticall(html), slimall(html)];
  });
};

const byContents: Way = ({ forms, make }) => {
  const { slimcontent } = make();
  return forms.flatMap((form) => {
    const quoted = JSON.stringify(form);
    return [slimcontent(`a{b:url(${quoted})}`, 'css'), slimcontent(`import ${quoted};`, 'js')];
  });
};

/** Sheets and modules that refer to many, and scripts whose maps they are to be. */
const byReferences: Way = ({ forms, make, site }) => {
  const { staticfile, slimfile } = make({ sourceMap: true });
  const quoted = forms.map((form) => JSON.stringify(form));
  for (let at = 0; at < forms.length; at += 25) {
    const some = quoted.slice(at, at + 25);
    site.write(`${at}.css`, some.map((each) => `@import ${each};`).join(''));
    site.write(`${at}-url.css`, some.map((each) => `a{b:url(${each})}`).join(''));
    site.write(`${at}.mjs`, some.map((each) => `import ${each};`).join(''));
  }
  for (const [at, form] of forms.entries()) {
    const map = form.replaceAll(/[\s'"`*]/g, '');
    site.write(`map-${at}.js`, `x();\n//# sourceMappingURL=${map}`);
  }
  const names = site
    .list('root')
    .filter((name) => /^(?:\d+(?:-url)?\.(?:css|mjs)|map-\d+\.js)$/.test(name));
  return names.flatMap((each) => [staticfile(each), slimfile(each)]);
};

const byPreparedPaths: Way = async ({ forms, make }) => {
  const literal = forms.filter((form) => !/[*?[\]{}()!]/.test(form));
  return [
    JSON.stringify(await make().prepare({ paths: literal })),
    JSON.stringify(await make().prepare({ paths: '/**' })),
  ];
};

const byPreparedTemplates: Way = async ({ forms, make, site }) => {
  const tags = forms.map((form) => `{% staticfile ${JSON.stringify(form)} %}`);
  fs.mkdirSync(path.join(site.dir, 'views'));
  fs.writeFileSync(path.join(site.dir, 'views/page.njk'), tags.join('\n'));
  const manifest = path.join(site.dir, 'manifest.json');
  const report = await make().prepare({ templates: path.join(site.dir, 'views'), manifest });
  return [JSON.stringify(report), fs.readFileSync(manifest, 'utf8')];
};

const byRequests: Way = async ({ forms, make, servers }) => {
  const { middleware, handle, isVersioned } = make();
  const server = await servers.serve(middleware());
  const targets = forms.filter((form) => form.startsWith('/') && !/[^\x21-\x7e]/.test(form));
  const seen: unknown[] = [];
  for (const target of targets) {
    seen.push(isVersioned(target), (await server.get(target)).body.toString());
    const answer = await handle(new Request(`http://site${target}`));
    seen.push(await answer?.text());
  }
  return seen;
};

/** Records that somebody has changed: what an output refers to, and what combinations are made of. */
const byCacheLines: Way = async ({ forms, make, site }) => {
  const cacheDir = path.join(site.dir, 'cache');
  site.write('refers.css', 'a{b:url(fine.gif)}');
  make({ cacheDir }).staticfile(['/refers.css', FINE]);
  make({ cacheDir }).staticfile('/refers.css');
  const { cache } = openCache(cacheDir);
  for (const key of cache.keys('')) {
    const fact = cache.get(key);
    if (!Array.isArray(fact)) cache.set(key, lieOf(fact, forms));
    else {
      for (const [at, form] of forms.entries()) {
        cache.set(key.replace(/[^/]*$/, `made${at}.css`), [form, form]);
        cache.set(key.replace(/[^/]*$/, `made${at}.js`), [form]);
      }
    }
  }
  const { handle, staticfile } = make({ cacheDir });
  const seen: unknown[] = [staticfile('/refers.css')];
  for (const at of forms.keys()) {
    for (const type of ['css', 'js']) {
      const answer = await handle(new Request(`http://site/made${at}.000000000000.${type}`));
      seen.push(await answer?.text());
    }
  }
  return seen;
};

function lieOf(fact: unknown, forms: readonly string[]): unknown {
  if (typeof fact !== 'object' || fact === null) return fact;
  return { ...fact, references: forms.map((form) => ({ key: form, uri: form, answer: form })) };
}

/** The outputs of a manifest lie in the root itself, so that a path which is taken would be served. */
const byManifest: Way = async ({ forms, make, site, servers }) => {
  const seen: unknown[] = [];
  const entry = { version: '0', bytes: 1, originalBytes: 1, integrity: `sha384-${'a'.repeat(64)}` };
  const fine = { ...entry, path: FINE, uri: FINE };
  const lies = forms.flatMap((form) => {
    const lie = { path: form, uri: form, bytes: 1, integrity: entry.integrity };
    return [
      { form, plain: { '/x.gif': { ...entry, ...lie } } },
      { form, plain: { '/x.gif': { ...fine, map: lie } } },
    ];
  });
  for (const { form, plain } of lies) {
    const manifest = path.join(site.dir, 'manifest.json');
    fs.writeFileSync(manifest, JSON.stringify({ format: 1, plain, slim: {} }));
    try {
      const staticfiles = make({ manifest, outDir: site.root });
      seen.push(staticfiles.staticfile('/x.gif'), staticfiles.staticfile(form));
      const server = await servers.serve(staticfiles.middleware());
      if (/^\/[\x21-\x7e]*$/.test(form)) seen.push((await server.get(form)).body.toString());
    } catch (error) {
      if (!isStaticfileError(error)) throw error;
    }
  }
  return seen;
};

const byCombineName: Way = ({ forms, make, site }) => {
  let name = '';
  const { staticfile } = make({ combineName: () => name });
  return forms.map((form, at) => {
    name = form;
    site.write(`other${at}.css`, '');
    return staticfile([FINE, `/other${at}.css`, form]);
  });
};

/** What worker threads do that copy. */
const byCopies: Way = ({ forms, site, disk }) => {
  const roots = [{ dir: site.root, at: '' }];
  const where = { roots, naming: 'hash', outDir: site.outDir, publish: 'copy' } as const;
  const options = { disk, now: Date.now, random: () => 'random' };
  return [JSON.stringify(new Copier({ ...where, wantsIntegrity: true }, options).copyAll(forms))];
};

export const ways: Readonly<Record<string, Way>> = {
  functions: byFunctions(),
  'functions of a process that looks once': byFunctions({ debug: false }),
  'functions without a folder for outputs': byFunctions({ outDir: false }),
  'functions where names are kept': byFunctions({ versioned: () => false }),
  'functions where nothing is converted': byFunctions({ enabled: false }),
  'functions where outputs are hard links': byFunctions({ publish: 'hardlink', debug: false }),
  'functions where outputs are symbolic links': byFunctions({ publish: 'symlink', debug: false }),
  tags: byTags,
  'block tags': byBlocks,
  texts: byContents,
  'references of sheets and modules, and their maps': byReferences,
  'paths of a build': byPreparedPaths,
  'templates of a build': byPreparedTemplates,
  requests: byRequests,
  'lines of the cache': byCacheLines,
  'a manifest': byManifest,
  'names of combinations': byCombineName,
  copies: byCopies,
};
