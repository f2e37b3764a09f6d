// What is done for a text of others grows with its length, not with its square.
import assert from 'node:assert/strict';
import { makeInstance } from '../support/instance.ts';
import { isWhole, sampled } from '../support/sampled.ts';
import { growthOf } from './support/growth.ts';

/** Between the growth of what is linear, 4, and of what is quadratic, 16. */
const MOST = 9;
/** Of the short text; the long one has four times as many characters. */
const LENGTH = isWhole ? 20_000 : 8000;

const blanks = (length: number) => ' '.repeat(length);

const BODIES: Readonly<Record<string, (length: number) => string>> = {
  'blanks in a srcset': (length) => `<img srcset="a${blanks(length)}b">`,
  'commas in a srcset': (length) => `<img srcset="a${','.repeat(length)}x">`,
  'blanks in a type': (length) => `<script type="${blanks(length)}x"></script>`,
  'styles between texts': (length) => '<style></style><b> x </b>'.repeat(length / 20),
  'paragraphs that nothing ends': (length) => '<p>'.repeat(length / 4),
  'elements that nothing ends': (length) => '<div>'.repeat(length / 4),
  'attributes that nothing ends': (length) => '<a b="'.repeat(length / 4),
  'comments that nothing ends': (length) => '<!--'.repeat(length / 4),
  'names of no element': (length) => '<constructor>'.repeat(length / 20),
};

const SHEETS: Readonly<Record<string, (length: number) => string>> = {
  'blanks in a custom property': (length) => `a{--x:a${blanks(length)}b}`,
  'urls that are none': (length) => 'a{b:url(a"b\\61 )}'.repeat(length / 20),
  'nested selectors': (length) => ':nth-child('.repeat(length / 10),
  'strings that look like comments': (length) => '"/*",'.repeat(length / 4),
  'imports without an end': (length) => '@import '.repeat(length / 8),
  'blanks behind an import': (length) => `@import${blanks(length)}x`,
  'brackets that nothing ends': (length) => '('.repeat(length),
  'letters of no name': (length) => `*${'MR'.repeat(length / 2)}`,
  'comments that nothing ends': (length) => '/*'.repeat(length / 2),
};

const SCRIPTS: Readonly<Record<string, (length: number) => string>> = {
  'blanks behind the name of a map': (length) => `a()\n//# sourceMappingURL=a${blanks(length)}b`,
  'names of maps': (length) => '//# sourceMappingURL=a b\n'.repeat(length / 20),
  'strings that look like comments': (length) => `f(${'"/*",'.repeat(length / 4)}1)`,
  'comments that nothing ends': (length) => '/*'.repeat(length / 2),
  'templates that nothing ends': (length) => '`${'.repeat(length / 3),
  'regular expressions': (length) => 'a=/b/;'.repeat(length / 10),
  imports: (length) => 'import("./a.js");\n'.repeat(length / 20),
};

function checkAll(
  texts: Readonly<Record<string, (length: number) => string>>,
  open: () => (text: string, mark: string) => unknown,
): void {
  for (const [name, textOf] of sampled('texts that grow', 2, Object.entries(texts))) {
    it(name, function () {
      this.timeout(120_000);
      const run = open();
      run(textOf(1000), 'm0');
      const growth = growthOf(LENGTH, (length, mark) => run(textOf(length), mark));
      assert.ok(growth.factor < MOST, JSON.stringify(growth));
    });
  }
}

/** A file of its own for each text, so that nothing is known of it. */
function fileOf(extension: string, ask: 'slimfile' | 'staticfile', others: readonly string[]) {
  const files = Object.fromEntries(others.map((name) => [name, 'b{}']));
  const { staticfiles, site } = makeInstance(files, { debug: false, sourceMap: true });
  return (text: string, mark: string) => {
    site.write(`${mark}.${extension}`, text);
    return staticfiles[ask]([`/${mark}.${extension}`, ...others.map((name) => `/${name}`)]);
  };
}

describe('the growth of work', () => {
  it('of a quadratic function is seen', function () {
    this.timeout(120_000);
    const quadratic = (length: number) => / +$/.test(`${blanks(length)}x`);
    assert.ok(growthOf(isWhole ? 8000 : 4000, quadratic).factor > MOST);
  });
});

describe('work for the body of a block tag grows with its length', () => {
  checkAll(BODIES, () => {
    const { staticfiles } = makeInstance({ 'a.gif': 'a' });
    return (text, mark) => [staticfiles.staticall(mark + text), staticfiles.slimall(mark + text)];
  });
});

describe('work for the text of a content tag grows with its length', () => {
  const guessed = { 'blanks of no kind': blanks };
  checkAll({ ...guessed, ...BODIES, ...SHEETS, ...SCRIPTS }, () => {
    const { staticfiles } = makeInstance({});
    return (text, mark) => staticfiles.slimcontent(`${text} ${mark}`);
  });
});

describe('work for a sheet grows with its length', () => {
  checkAll(SHEETS, () => fileOf('css', 'slimfile', []));
});

describe('work for a combination of sheets grows with their length', () => {
  checkAll(SHEETS, () => fileOf('css', 'staticfile', ['b.css']));
});

describe('work for a script grows with its length', () => {
  checkAll(SCRIPTS, () => fileOf('js', 'slimfile', []));
});

describe('work for a combination of scripts grows with their length', () => {
  checkAll(SCRIPTS, () => fileOf('js', 'staticfile', ['b.js']));
});
