// A version goes into a name and comes out of it again.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  customScheme,
  hashScheme,
  timestampScheme,
  type VersionScheme,
} from '../../lib/core/version-scheme.ts';

const VERSION = '0123456789ab';
const HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

const versioned: Record<string, string> = {
  '/img/x.gif': `/img/x.${VERSION}.gif`,
  '/x.gif': `/x.${VERSION}.gif`,
  '/js/a.min.js': `/js/a.min.${VERSION}.js`,
  '/IMG/X.GIF': `/IMG/X.${VERSION}.GIF`,
  '/LICENSE': `/LICENSE.${VERSION}`,
  '/v1.2/LICENSE': `/v1.2/LICENSE.${VERSION}`,
  '/img/a b.gif': `/img/a b.${VERSION}.gif`,
  '/é.ü': `/é.${VERSION}.ü`,
  '/x.ba7816bf8f01.gif': `/x.ba7816bf8f01.${VERSION}.gif`,
};

const unversioned: Record<string, string> = {
  'a plain name': '/img/x.gif',
  '11 digits': '/x.0123456789a.gif',
  '13 digits': '/x.0123456789abc.gif',
  'capital digits': '/x.0123456789AB.gif',
  'letters that are no digits': '/x.0123456789ag.gif',
  'no stem': '/.0123456789ab.gif',
  'no slash': 'x.0123456789ab.gif',
  'a version of a folder': '/x.0123456789ab/y.gif',
  'a version in front of two extensions': '/x.0123456789ab.tar.gz',
};

const word = fc
  .string({ unit: fc.constantFrom(...'ab01.-_ %é;A'), minLength: 1, maxLength: 14 })
  .filter((text) => !/^\.|\.\d*$/.test(text));
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => `/${all.join('/')}`);

function assertInverse(scheme: VersionScheme, version: fc.Arbitrary<string>): void {
  fc.assert(
    fc.property(path, version, (plain, text) => {
      assert.deepEqual(scheme.parse(scheme.write(plain, text)), { path: plain, version: text });
    }),
    { numRuns: 500 },
  );
}

describe('a name with a hash', () => {
  const basis = { hash: HASH, newestSeconds: 1242930552, isPlain: true };

  it('has the first 12 digits, whatever the times are', () => {
    assert.equal(hashScheme.versionOf(basis), 'ba7816bf8f01');
    assert.equal(
      hashScheme.versionOf({ ...basis, newestSeconds: 1, isPlain: false }),
      'ba7816bf8f01',
    );
  });

  for (const [plain, name] of Object.entries(versioned)) {
    it(`is "${name}", and read again`, () => {
      assert.equal(hashScheme.write(plain, VERSION), name);
      assert.deepEqual(hashScheme.parse(name), { path: plain, version: VERSION });
    });
  }

  for (const [name, text] of Object.entries(unversioned)) {
    it(`is not read out of ${name}`, () => {
      assert.equal(hashScheme.parse(text), undefined);
    });
  }

  it('is read again, whatever the file is called', () => {
    assertInverse(hashScheme, fc.stringMatching(/^[0-9a-f]{12}$/));
  });

  it('is read again where the extension itself looks like a version', () => {
    const plain = '/chunk.ba7816bf8f01';
    const named = hashScheme.parse(hashScheme.write(plain, VERSION));
    assert.deepEqual(named, { path: plain, version: VERSION });
  });

  it('is read again where the file ends with a dot', () => {
    const named = hashScheme.parse(hashScheme.write('/x.', VERSION));
    assert.deepEqual(named, { path: '/x.', version: VERSION });
  });
});

describe('a name with a timestamp', () => {
  const basis = { hash: HASH, newestSeconds: 1242930552, isPlain: true };

  it('has the seconds alone where the time tells the bytes, else also six digits of them', () => {
    assert.equal(timestampScheme.versionOf(basis), '1242930552');
    assert.equal(timestampScheme.versionOf({ ...basis, isPlain: false }), '1242930552-ba7816');
  });

  it('is read again, whatever the file is called', () => {
    assertInverse(timestampScheme, fc.stringMatching(/^1[0-9]{9}(-[0-9a-f]{6})?$/));
  });

  it('is read again where the extension itself looks like a time', () => {
    const named = timestampScheme.parse(timestampScheme.write('/man/ls.1', '1242930552'));
    assert.deepEqual(named, { path: '/man/ls.1', version: '1242930552' });
  });

  it('is "x.1242930552.gif" and "x.1242930552-ba7816.gif"', () => {
    assert.equal(timestampScheme.write('/img/x.gif', '1242930552'), '/img/x.1242930552.gif');
    assert.equal(timestampScheme.write('/x.gif', '1242930552-ba7816'), '/x.1242930552-ba7816.gif');
  });

  it('is not read out of a plain name', () => {
    assert.equal(timestampScheme.parse('/img/x.gif'), undefined);
    assert.equal(timestampScheme.parse('/img/x.ba7816bf8f01.gif'), undefined);
    assert.equal(timestampScheme.parse('/img/x.1242930552-ba78.gif'), undefined);
  });
});

type Parts = { stem: string; ext: string; version: string };

const custom: Record<string, [(parts: Parts) => string, name: string]> = {
  'with the version in front': [({ stem, ext, version }) => `${version}-${stem}${ext}`, '-x.gif'],
  'with a dash': [({ stem, ext, version }) => `${stem}-${version}${ext}`, 'x-'],
  'with brackets': [({ stem, ext, version }) => `${stem}[${version}]$${ext}`, 'x['],
};

describe('a name made by a function', () => {
  for (const [name, [nameOf, part]] of Object.entries(custom)) {
    it(`${name} is written in its folder, and read again`, () => {
      const scheme = customScheme(nameOf);
      const written = scheme.write('/img/x.gif', VERSION);
      assert.match(written, /^\/img\/[^/]+$/);
      assert.ok(written.includes(part));
      assert.deepEqual(scheme.parse(written), { path: '/img/x.gif', version: VERSION });
      assert.equal(scheme.parse('/img/x.gif'), undefined);
    });
  }

  it('that does not show its parts is not read', () => {
    const scheme = customScheme(
      ({ stem, ext, version }) => `${stem.toUpperCase()}${version}${ext}`,
    );
    assert.equal(scheme.write('/x.gif', VERSION), `/X${VERSION}.gif`);
    assert.equal(scheme.parse(`/X${VERSION}.gif`), undefined);
  });

  it('has the content hash for a version', () => {
    const scheme = customScheme(({ version }) => version);
    const basis = { hash: HASH, newestSeconds: 1, isPlain: false };
    assert.equal(scheme.versionOf(basis), 'ba7816bf8f01');
  });
});

describe('a scheme', () => {
  it('says whether versions follow time', () => {
    assert.equal(hashScheme.usesTime, false);
    assert.equal(timestampScheme.usesTime, true);
    assert.equal(customScheme(({ version }) => version).usesTime, false);
  });

  it('says whether its names are read again', () => {
    assert.equal(hashScheme.isReadable, true);
    assert.equal(timestampScheme.isReadable, true);
    assert.equal(customScheme(({ stem, ext, version }) => stem + version + ext).isReadable, true);
    assert.equal(customScheme(({ version }) => version).isReadable, false);
  });
});
