// Replays of cases about what is served, to whom, and what nobody may reach.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Servers } from '../../support/http.ts';
import { hash } from '../../support/instance.ts';
import { createSite } from '../../support/site.ts';
import { freshInstance, type Replay, renderTemplate, siteOf } from './cases.ts';
import { renderAtOnce } from './processes.ts';

const PROCESSES = 8;
const TAGS = 50;

export function safetyReplays(servers: Servers): Readonly<Record<string, Replay>> {
  return {
    'rolling-old-names-live': async () => {
      const site = createSite({ 'app.css': 'a{color:red}' });
      const options = { cacheDir: path.join(site.dir, 'cache'), debug: false };
      const old = freshInstance(site, options).staticfiles.staticfile('/app.css');
      site.write('app.css', 'a{color:blue}');
      const { staticfiles } = freshInstance(site, options);
      assert.notEqual(staticfiles.staticfile('/app.css'), old);
      const answer = await (await servers.serve(staticfiles.middleware())).get(old);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), 'a{color:red}');
    },

    'manifest-names-in-own-name': async (given) => {
      const instance = freshInstance(siteOf(given));
      const url = renderTemplate(instance, given);
      const server = await servers.serve(instance.staticfiles.middleware());
      const [[asked, content] = ['', '']] = Object.entries(given.files ?? {});
      assert.equal(instance.staticfiles.isVersioned(asked), false);
      for (const each of [url, asked]) {
        const answer = await server.get(each);
        assert.equal(answer.status, 200, each);
        assert.equal(answer.body.toString(), content);
      }
      assert.equal(instance.staticfiles.staticfile(url), url);
    },

    'symlink-escape': async (given) => {
      const site = createSite();
      fs.symlinkSync('/etc', path.join(site.root, 'leak'));
      const instance = freshInstance(site);
      const url = renderTemplate(instance, given);
      assert.deepEqual(site.list('out'), []);
      assert.match(instance.log.warnings.join(), /is refused/);
      const answer = await (await servers.serve(instance.staticfiles.middleware())).get(url);
      assert.equal(answer.status, 404);
    },

    'template-traversal': async (given) => {
      const site = createSite({ 'a.gif': 'gif' });
      const instance = freshInstance(site);
      const opened: string[] = [];
      instance.disk.before = (name, file) => {
        if (name === 'openSync') opened.push(file);
      };
      const urls = renderTemplate(instance, given);
      assert.deepEqual(opened, []);
      assert.deepEqual(site.list('out'), []);
      const server = await servers.serve(instance.staticfiles.middleware());
      for (const url of urls.split(/(?=\/\.\.\/)/)) {
        assert.notEqual((await server.get(url)).status, 200, url);
      }
    },

    'parallel-workers': async () => {
      const names = Array.from({ length: TAGS }, (_, at) => `img/${at}.gif`);
      const site = createSite(Object.fromEntries(names.map((name) => [name, `gif ${name}`])));
      const pages = await renderAtOnce(PROCESSES, site);
      const expected = names.map((name) => `/${name.slice(0, -4)}.${hash(`gif ${name}`)}.gif`);
      for (const { urls, torn } of pages) {
        assert.deepEqual(urls, expected);
        assert.deepEqual(torn, []);
      }
      assert.deepEqual(
        site.list('out').sort(),
        expected.map((url) => path.join(...url.slice(1).split('/'))).sort(),
      );
      const { staticfiles, disk } = freshInstance(site, { cacheDir: path.join(site.dir, 'cache') });
      assert.deepEqual(
        names.map((name) => staticfiles.staticfile(name)),
        expected,
      );
      assert.deepEqual(disk.published(), []);
    },
  };
}
