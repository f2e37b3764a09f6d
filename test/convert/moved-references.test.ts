// When a picture moves, every sheet in the chain of imports follows, in whatever order it is asked.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { movingProxy } from '../support/moving-proxy.ts';
import { sampled } from '../support/sampled.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

const CDN = 'https://cdn.example.com';
const CHAIN = {
  'a.css': '@import "sub/b.css";a{}',
  'sub/b.css': '@import "../c.css";b{}',
  'c.css': 'c{d:url(img/x.gif)}',
  'img/x.gif': 'gif',
};
const FORK = {
  'a.css': '@import "c.css";@import "sub/b.css";a{}',
  'sub/b.css': '@import "../c.css";b{c:url(../img/x.gif)}',
  'c.css': 'c{d:url(img/x.gif)}',
  'img/x.gif': 'gif',
};
const CIRCLE = {
  'a.css': '@import "sub/b.css";a{}',
  'sub/b.css': '@import "../c.css";b{}',
  'c.css': '@import "a.css";c{d:url(img/x.gif)}',
  'img/x.gif': 'gif',
};
const trees: Record<string, Files> = { chain: CHAIN, fork: FORK, circle: CIRCLE };
const SHEETS = ['/a.css', '/sub/b.css', '/c.css'];
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The URL of each sheet, asked for in an order, with what it holds. */
function sheetsOf(
  instance: ReturnType<typeof makeInstance>,
  order: readonly number[],
  out = 'out',
) {
  const asked = order.map((at) => {
    const url = instance.staticfiles.staticfile(SHEETS[at] ?? '');
    return [SHEETS[at], url, instance.site.read(`${out}${url}`)] as const;
  });
  return asked.sort(([left = ''], [right = '']) => left.localeCompare(right));
}

/** What an instance answers that has not seen the pictures anywhere else. */
function freshSheets(site: Site, base: string, options: InstanceOptions = {}) {
  const { fileProxy } = movingProxy(false, base);
  const outDir = path.join(site.dir, 'fresh');
  const fresh = makeInstance({}, { debug: false, fileProxy, outDir, ...options }, site);
  return sheetsOf(fresh, [0, 1, 2], 'fresh');
}

for (const [tree, files] of Object.entries(trees)) {
  for (const [name, isFinal] of Object.entries({ 'may change': false, 'are final': true })) {
    describe(`a ${tree} of imports, with answers that ${name}`, () => {
      for (const order of sampled('orders in which sheets are asked for', 2, ORDERS)) {
        const text = order.map((at) => SHEETS[at]).join(', ');
        it(`follows a picture that moves, asked for in the order ${text}`, () => {
          const { fileProxy, move } = movingProxy(isFinal);
          const instance = makeInstance(files, { debug: false, fileProxy });
          sheetsOf(instance, [0, 1, 2]);
          for (const base of [CDN, '', CDN]) {
            move(base);
            instance.clock.ms += 1001;
            sheetsOf(instance, order);
            const expected = freshSheets(instance.site, base);
            assert.deepEqual(sheetsOf(instance, order), expected);
          }
        });

        it(`follows it at the first render, in the order ${text}`, () => {
          const { fileProxy, move } = movingProxy(isFinal);
          const instance = makeInstance(files, { debug: false, fileProxy });
          sheetsOf(instance, [0, 1, 2]);
          move(CDN);
          instance.clock.ms += 1001;
          assert.deepEqual(sheetsOf(instance, order), freshSheets(instance.site, CDN));
        });
      }

      it('follows it when only the outermost sheet was asked for before', () => {
        const { fileProxy, move } = movingProxy(isFinal);
        const instance = makeInstance(files, { debug: false, fileProxy });
        instance.staticfiles.staticfile('/a.css');
        move(CDN);
        instance.clock.ms += 1001;
        instance.staticfiles.staticfile('/c.css');
        assert.deepEqual(sheetsOf(instance, [0, 1, 2]), freshSheets(instance.site, CDN));
      });

      it('is described as it follows', () => {
        const { fileProxy, move } = movingProxy(isFinal);
        const instance = makeInstance(files, { debug: false, fileProxy });
        sheetsOf(instance, [0, 1, 2]);
        move(CDN);
        instance.clock.ms += 1001;
        instance.staticfiles.staticfile('/c.css');
        const { url } = instance.staticfiles.describe('/a.css');
        assert.equal(url, instance.staticfiles.staticfile('/a.css'));
      });

      it('follows it after a restart', () => {
        const site = createSite(files);
        const cacheDir = path.join(site.dir, 'cache');
        const before = movingProxy(isFinal);
        const options = { debug: false, cacheDir, fileProxy: before.fileProxy };
        sheetsOf(makeInstance({}, options, site), [0, 1, 2]);
        const { fileProxy } = movingProxy(isFinal, CDN);
        const restarted = makeInstance({}, { ...options, fileProxy }, site);
        sheetsOf(restarted, [2, 0, 1]);
        assert.deepEqual(sheetsOf(restarted, [0, 1, 2]), freshSheets(site, CDN));
      });
    });
  }
}
