// A naming function that goes wrong for one file costs that file its version, nothing else.
import assert from 'node:assert/strict';
import type { StaticfilesOptions } from '../../lib/index.ts';
import { useServers } from '../support/http.ts';
import { hash, type Instance, makeInstance } from '../support/instance.ts';

type NameFunction = Exclude<StaticfilesOptions['naming'], string | undefined>;

const FILES = {
  'img/bad.gif': 'bad',
  'img/x.gif': 'gif',
  'a.css': 'a{background:url(img/bad.gif)}',
};

const wrongNames: Record<string, (version: string) => unknown> = {
  throws: () => {
    throw new Error('broken');
  },
  'answers undefined': () => undefined,
  'answers nothing': () => '',
  'leads to the folder above': (version) => `../../bad.${version}.gif`,
  'leads into another folder': (version) => `deep/bad.${version}.gif`,
  'leads to the root of the disk': (version) => `/bad.${version}.gif`,
  'names a hidden file': (version) => `.bad.${version}.gif`,
  'names the folder itself': () => '..',
  'holds a NUL': (version) => `bad\0${version}.gif`,
  'is too long for a file': (version) => `bad${'b'.repeat(300)}.${version}.gif`,
};

/** Names all files like `x.<version>.gif`, but for `bad.gif`. */
function mostlyRight(wrongName: (version: string) => unknown): NameFunction {
  return ({ stem, ext, version }) =>
    stem === 'bad' ? (wrongName(version) as string) : `${stem}.${version}${ext}`;
}

/** All files of the site that were not there before, and are not below `outDir`. */
function elsewhere({ site }: Instance): string[] {
  const given = Object.keys(FILES).map((name) => `root/${name}`);
  return site.list().filter((name) => !name.startsWith('out/') && !given.includes(name));
}

for (const [name, wrongName] of Object.entries(wrongNames)) {
  describe(`where the name of one file ${name}`, () => {
    const servers = useServers();
    const naming = mostlyRight(wrongName);

    it('the page gets a URL that works, and one warning', async () => {
      const { staticfiles, log } = makeInstance(FILES, { naming });
      const url = staticfiles.staticfile('/img/bad.gif');
      staticfiles.staticfile('/img/bad.gif');
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
      assert.match(log.warnings.join(), /bad/);
      const answer = await (await servers.serve(staticfiles.middleware())).get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), 'bad');
    });

    it('nothing is written outside of outDir, nor hidden, nor into another folder', () => {
      const instance = makeInstance(FILES, { naming });
      instance.staticfiles.staticfile('/img/bad.gif');
      assert.deepEqual(elsewhere(instance), []);
      const odd = instance.site.list('out').filter((each) => !/^img\/[^./][^/]*$/.test(each));
      assert.deepEqual(odd, []);
    });

    it('other files get their names', () => {
      const { staticfiles } = makeInstance(FILES, { naming });
      staticfiles.staticfile('/img/bad.gif');
      assert.equal(staticfiles.staticfile('/img/x.gif'), `/img/x.${hash('gif')}.gif`);
    });

    it('a sheet that refers to it is versioned', () => {
      const { staticfiles, log } = makeInstance(FILES, { naming });
      assert.match(staticfiles.staticfile('/a.css'), /^\/a\.[0-9a-f]{12}\.css$/);
      assert.ok(log.warnings.length <= 2, log.warnings.join('\n'));
    });
  });
}
