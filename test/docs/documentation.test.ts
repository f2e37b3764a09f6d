// The documentation is true: its links, the options and messages that it names.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { COMMANDS, OPTIONS } from '../../lib/cli/table.ts';
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

  it('has an example of each option', () => {
    const [, ...sections] = textOf('docs/configuration.md').split(/^### [^`\n]*`(?=\w+`)/m);
    const bare = sections
      .map((section) => [section.split('`', 1)[0] ?? '', section] as const)
      .filter(([name, section]) => !new RegExp(`\\b${name}(?:: |\\()`).test(section));
    assert.deepEqual(
      bare.map(([name]) => name),
      [],
    );
    assert.ok(sections.length > 20);
  });

  it('shows each option of cloudFrontProxy in its example', () => {
    const example = blockWith('docs/cloudfront.md', 'channel:');
    const source = fs.readFileSync('lib/proxies/cloudfront/proxy-options.ts', 'utf8');
    const [, body = ''] = /interface CloudFrontProxyOptions \{([\s\S]*?)\n\}/.exec(source) ?? [];
    const names = [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, name = '']) => name);
    assert.ok(names.length > 10);
    assert.deepEqual(
      names.filter((name) => !example.includes(`${name}:`)),
      [],
    );
  });

  it('names each command and flag', () => {
    const text = pages.map((page) => page.text).join('\n');
    const flags = [OPTIONS, ...COMMANDS.map(({ options }) => options)].flatMap(Object.keys);
    assert.deepEqual(
      flags.filter((flag) => !new RegExp(`--${flag}\\b`).test(text)),
      [],
    );
    const commands = COMMANDS.map(({ name }) => name);
    assert.deepEqual(
      commands.filter((name) => !new RegExp(`(?:staticfile |\`)${name}`).test(text)),
      [],
    );
  });

  it('shows the configuration of nginx that the example runs', () => {
    const values = { node: '127.0.0.1:3000', listen: '80', outDir: '/site/.static' };
    const example = fs
      .readFileSync('examples/nginx/nginx.conf', 'utf8')
      .replaceAll(/\{\{(\w+)\}\}/g, (_all, name) => values[name as keyof typeof values] ?? '');
    const known = linesOf(example);
    const shown = linesOf(blockOf('docs/deploying.md', 'nginx'));
    assert.ok(shown.length > 20);
    assert.deepEqual(
      shown.filter((line) => !known.includes(line)),
      [],
    );
    // how long a file is kept depends on each of them
    const isOfFiles = (line: string) => /gzip_|try_files|add_header|rewrite/.test(line);
    assert.deepEqual(shown.filter(isOfFiles), known.filter(isOfFiles));
  });

  it('shows the Dockerfile of the example', () => {
    const example = linesOf(fs.readFileSync('examples/docker/Dockerfile', 'utf8'));
    assert.deepEqual(linesOf(blockOf('docs/deploying.md', 'dockerfile')), example);
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

function blockOf(page: string, language: string): string {
  const text = textOf(page);
  return (
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? assert.fail(language)
  );
}

/** The block of code that holds a text. */
function blockWith(page: string, text: string): string {
  const blocks = [...textOf(page).matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  return blocks.find((code) => code.includes(text)) ?? assert.fail(`no block with ${text}`);
}

/** Lines that say something: neither blank nor a comment. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

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
