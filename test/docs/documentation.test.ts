// The documentation is true: its links, the options and messages that it names.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createStaticfiles } from '../../lib/index.ts';
import { brokenLinks, readPages } from './support/pages.ts';

const MOST_README_LINES = 200;
const LONGEST_LINE = 120;

const pages = readPages();
const textOf = (name: string): string =>
  pages.find((page) => page.name === name)?.text ?? assert.fail(`no page ${name}`);

describe('the documentation', () => {
  for (const page of pages) {
    it(`has links that lead somewhere: ${page.name}`, () => {
      assert.deepEqual(brokenLinks(page), []);
    });
  }

  it('has an index that names every page', () => {
    const index = textOf('docs/README.md');
    const unnamed = pages
      .map(({ name }) => name)
      .filter((name) => /^docs\/(?!README)/.test(name) && !index.includes(`(${name.slice(5)})`));
    assert.deepEqual(unnamed, []);
  });

  it('describes each option, and no other', () => {
    const described = [...textOf('docs/configuration.md').matchAll(/^### `(\w+)`/gm)];
    assert.deepEqual(described.map(([, name = '']) => name).sort(), knownOptions().sort());
  });

  it('quotes messages that the code can write', () => {
    const source = sourceText();
    const unknown = [...textOf('docs/troubleshooting.md').matchAll(/\*\*`([^`]+)`/g)]
      .map(([, message = '']) => message)
      .filter((message) => message.split('…').some((piece) => !source.includes(piece.trim())));
    assert.deepEqual(unknown, []);
  });

  it('explains each code of an error', () => {
    const explained = new Set(textOf('docs/troubleshooting.md').match(/ERR_STATICFILE_[A-Z]+/g));
    const codes = new Set(fs.readFileSync('lib/errors.ts', 'utf8').match(/ERR_STATICFILE_[A-Z]+/g));
    assert.deepEqual([...explained].sort(), [...codes].sort());
  });
});

describe('the README', () => {
  const lines = textOf('README.md').split('\n');

  it(`has at most ${MOST_README_LINES} lines`, () => {
    assert.ok(lines.length <= MOST_README_LINES, `${lines.length} lines`);
  });

  it(`has no line over ${LONGEST_LINE} characters`, () => {
    assert.deepEqual(
      lines.filter((line) => line.length > LONGEST_LINE),
      [],
    );
  });
});

/** The options, as the error for an unknown one would name them. */
function knownOptions(): string[] {
  const declared = /export interface StaticfilesOptions \{([\s\S]*?)\n\}/;
  const [, body = ''] = declared.exec(fs.readFileSync('lib/options/options.ts', 'utf8')) ?? [];
  const names = [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = '']) => name);
  for (const name of names) assert.doesNotThrow(() => accepts(name));
  return names;
}

/** Throws where the option is unknown; a wrong value is fine. */
function accepts(name: string): void {
  try {
    createStaticfiles({ roots: ['.'], [name]: Symbol('no value of any option') } as never);
  } catch (error) {
    assert.doesNotMatch(String(error), /Unknown option/);
  }
}

/** All of `lib/`, with texts that are put together from pieces made whole. */
function sourceText(): string {
  return (
    fs
      .readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => fs.readFileSync(`lib/${name}`, 'utf8'))
      .join('\n')
      // values of others are quoted by one function
      .replaceAll(/\$\{quote\([^()]*(?:\([^()]*\))?[^()]*\)\}/g, '"…"')
      .replaceAll(/['`]\s*\+\s*['`]/g, '')
      .replaceAll(/\\'/g, "'")
  );
}
