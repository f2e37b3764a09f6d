// That a file is not there is remembered for at most a second; that it is there, for good.
import assert from 'node:assert/strict';
import { hash, makeInstance } from '../support/instance.ts';

const PRODUCTION = { debug: false, missing: 'ignore' } as const;

describe('a missing file in production', () => {
  it('is found a second after it has appeared, and not looked for before', () => {
    const { staticfiles, site, clock, disk } = makeInstance({}, PRODUCTION);
    assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
    site.write('x.gif', 'gif');
    clock.ms += 999;
    disk.reset();
    assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
    assert.equal(disk.count(), 0);
    clock.ms += 1;
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${hash('gif')}.gif`);
  });

  it('is found a second after the last look, not later', () => {
    const { staticfiles, site, clock } = makeInstance({}, PRODUCTION);
    for (let seconds = 0; seconds < 5; seconds += 1) {
      assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
      clock.ms += 500;
      assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
      clock.ms += 500;
    }
    site.write('x.gif', 'gif');
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${hash('gif')}.gif`);
  });

  it('is kept from then on, even when it is removed', () => {
    const { staticfiles, site, clock } = makeInstance({ 'x.gif': 'gif' }, PRODUCTION);
    const url = staticfiles.staticfile('/x.gif');
    site.remove('x.gif');
    clock.ms += 3_600_000;
    assert.equal(staticfiles.staticfile('/x.gif'), url);
  });

  it('throws within the second as well where missing files throw', () => {
    const { staticfiles, clock } = makeInstance({}, { debug: false, missing: 'throw' });
    const NOT_FOUND = { code: 'ERR_STATICFILE_NOT_FOUND' };
    assert.throws(() => staticfiles.staticfile('/x.gif'), NOT_FOUND);
    clock.ms += 10;
    assert.throws(() => staticfiles.staticfile('/x.gif'), NOT_FOUND);
  });

  it('is looked for again at once where it is asked for with another query', () => {
    const { staticfiles, site } = makeInstance({}, PRODUCTION);
    staticfiles.staticfile('/x.gif?v=1');
    site.write('x.gif', 'gif');
    assert.equal(staticfiles.staticfile('/x.gif?v=2'), `/x.${hash('gif')}.gif?v=2`);
  });
});

describe('a missing file with debug', () => {
  it('is found as soon as it is there', () => {
    const { staticfiles, site } = makeInstance({}, { missing: 'ignore' });
    assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
    site.write('x.gif', 'gif');
    assert.equal(staticfiles.staticfile('/x.gif'), `/x.${hash('gif')}.gif`);
  });

  it('is missing as soon as it is gone', () => {
    const { staticfiles, site } = makeInstance({ 'x.gif': 'gif' }, { missing: 'ignore' });
    staticfiles.staticfile('/x.gif');
    site.remove('x.gif');
    assert.equal(staticfiles.staticfile('/x.gif'), '/x.gif');
  });
});

describe('a missing member of a combination in production', () => {
  const FILES = { 'a.js': 'a()', 'c.js': 'c()' };
  const PATH = '/a.js;/b.js;/c.js';

  it('is part of it a second after it has appeared, and not looked for before', () => {
    const { staticfiles, site, clock, disk, content } = makeInstance(FILES, PRODUCTION);
    const before = staticfiles.staticfile(PATH);
    site.write('b.js', 'b()');
    clock.ms += 999;
    disk.reset();
    assert.equal(staticfiles.staticfile(PATH), before);
    assert.equal(disk.count(), 0);
    clock.ms += 1;
    assert.equal(content(PATH), 'a()\n;\nb()\n;\nc()');
  });

  it('is looked for at most once a second, also by a file proxy that may change its mind', () => {
    const options = { ...PRODUCTION, fileProxy: (uri: string) => uri };
    const { staticfiles, clock, disk } = makeInstance(FILES, options);
    staticfiles.staticfile(PATH);
    clock.ms += 1_000;
    staticfiles.staticfile(PATH);
    disk.reset();
    clock.ms += 10;
    staticfiles.staticfile(PATH);
    assert.equal(disk.count(), 0);
  });
});

describe('the memory', () => {
  // it is bounded by bytes: long texts fill it soon
  const LONG = `${'x'.repeat(200)}/`.repeat(15);
  const MANY = 3_401;

  it('of files that are missing is bounded: the oldest is looked for again', () => {
    const { staticfiles, disk } = makeInstance({}, PRODUCTION);
    staticfiles.staticfile('/no-0.gif');
    disk.reset();
    staticfiles.staticfile('/no-0.gif');
    assert.equal(disk.count(), 0);
    for (let at = 1; at < MANY; at += 1) staticfiles.staticfile(`/${LONG}no-${at}.gif`);
    disk.reset();
    staticfiles.staticfile('/no-0.gif');
    assert.notEqual(disk.count(), 0);
  });

  it('of files that are there is bounded: visitors can not fill it with queries', () => {
    const { staticfiles, disk } = makeInstance({ 'x.gif': 'gif' }, PRODUCTION);
    staticfiles.staticfile('/x.gif?0');
    disk.reset();
    for (let at = 1; at < MANY; at += 1) staticfiles.staticfile(`/x.gif?${LONG}${at}`);
    disk.reset();
    staticfiles.staticfile('/x.gif?0');
    assert.notEqual(disk.count(), 0);
  });
});
