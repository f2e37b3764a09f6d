// Replays of cases about bytes: combinations, encodings, and names that look like others.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Instance } from '../../support/instance.ts';
import {
  filesOf,
  freshInstance,
  namedPaths,
  type Replay,
  referencesIn,
  siteOf,
  targetsOf,
} from './cases.ts';

/** A sheet and those that it imports where imports count: before anything else. */
function sheetsOf(instance: Instance, url: string): string[] {
  const css = instance.site.read(`out${url}`);
  const [head = ''] = /^(?:\s*@(?:charset|import)[^;]*;)*/.exec(css) ?? [];
  const imported = referencesIn(head).flatMap((reference) =>
    sheetsOf(instance, new URL(reference, `http://site${url}`).pathname),
  );
  return [...imported, css.slice(head.length)];
}

const combineSheets: (check: (instance: Instance, url: string) => void) => Replay =
  (check) => (given) => {
    const instance = freshInstance(siteOf(given));
    check(instance, instance.staticfiles.staticfile(namedPaths(given)));
  };

export const contentReplays: Readonly<Record<string, Replay>> = {
  'combine-different-dirs': combineSheets((instance, url) => {
    const pictures = ['/a/img/x.png', '/b/img/y.png'].map((each) =>
      instance.staticfiles.staticfile(each),
    );
    assert.deepEqual(targetsOf(instance, url), pictures);
  }),

  'combine-import-not-first': combineSheets((instance, url) => {
    const rules = sheetsOf(instance, url).join('\n');
    const places = ['a{color:red}', 'c{color:green}', 'b{color:blue}'].map((rule) =>
      rules.indexOf(rule),
    );
    assert.ok(
      places.every((place) => place >= 0),
      rules,
    );
  }),

  'combine-charset': combineSheets((instance, url) => {
    const css = instance.site.read(`out${url}`);
    assert.ok(css.lastIndexOf('@charset') <= 0, css);
    assert.match(sheetsOf(instance, url).join('\n'), /b::before\{content:"é"\}/);
  }),

  'combine-unterminated': combineSheets((instance, url) => {
    const sheet = sheetsOf(instance, url).find((each) => each.includes('b{color:blue}')) ?? '';
    const before = sheet.slice(0, sheet.indexOf('b{color:blue}'));
    assert.notEqual(sheet, '');
    assert.equal(before.split('{').length, before.split('}').length, sheet);
  }),

  'js-sourcemap-semicolon': (given) => {
    const { content } = freshInstance(siteOf(given));
    const script = content(namedPaths(given));
    assert.doesNotMatch(script, /a\.js\.map;/);
    assert.ok(script.split('sourceMappingURL').length <= 2, script);
    assert.match(script, /var a=1[\s\S]*var b=2/);
  },

  predigested: (given) => {
    const site = siteOf(given);
    const versioned = (asked: string) => !/digested|\.[0-9a-f]{8}\./.test(asked);
    const { staticfiles } = freshInstance(site, { versioned });
    for (const asked of Object.keys(filesOf(given))) {
      assert.equal(staticfiles.staticfile(asked), asked);
    }
  },

  'nonutf8-css': (given) => {
    const site = siteOf(given);
    for (const [asked, bytes] of Object.entries(filesOf(given))) {
      const url = freshInstance(site).staticfiles.staticfile(asked);
      assert.deepEqual(fs.readFileSync(path.join(site.outDir, url)), bytes);
    }
  },

  'binary-identity': (given) => {
    const site = siteOf(given);
    const { staticfiles } = freshInstance(site);
    const all = Object.entries(filesOf(given));
    const versions = all.map(([asked, bytes]) => {
      const url = staticfiles.staticfile(asked);
      assert.deepEqual(fs.readFileSync(path.join(site.outDir, url)), bytes);
      return /\.([0-9a-f]{12})\./.exec(url)?.[1];
    });
    assert.equal(new Set(versions).size, all.length);
  },

  'prefix-names': (given) => {
    const instance = freshInstance(siteOf(given));
    const fonts = ['/font.woff', '/font.woff2'].map((each) =>
      instance.staticfiles.staticfile(each),
    );
    const url = instance.staticfiles.staticfile('/a.css');
    assert.deepEqual(targetsOf(instance, url), fonts);
  },

  'case-mismatch': (given) => {
    const instance = freshInstance(siteOf(given));
    const css = instance.content('/a.css');
    assert.equal(css, given.files?.['/a.css']);
    assert.equal(instance.log.warnings.length, 1);
    assert.match(instance.log.warnings.join(), /"\/a\.css" line 1 refers to "logo\.png"/);
  },
};
