// The README and the pages of docs/: their text, headings, links and blocks of code.
import * as fs from 'node:fs';
import * as path from 'node:path';

export interface Page {
  /** Relative to the project. */
  readonly name: string;
  readonly text: string;
}

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** The page and its line. */
  readonly place: string;
}

export function readPages(): readonly Page[] {
  const names = fs.readdirSync('docs').filter((name) => name.endsWith('.md'));
  return ['README.md', ...names.map((name) => `docs/${name}`)].map((name) => ({
    name,
    text: fs.readFileSync(name, 'utf8'),
  }));
}

export function codeBlocks({ name, text }: Page): CodeBlock[] {
  return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)].map((found) => ({
    language: found[2] ?? '',
    code: (found[3] ?? '').replaceAll(new RegExp(`^${found[1]}`, 'gm'), ''),
    place: `${name}:${text.slice(0, found.index).split('\n').length}`,
  }));
}

/** What users get with the pages: a link to anything else leads nowhere for them. */
const PACKED = /^(?:docs\/.+|README\.md|CHANGELOG\.md|LICENSE)$/;

/** Links that lead nowhere in the packed package, each with its page. */
export function brokenLinks(page: Page): string[] {
  const prose = page.text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))
    .map((target) => `${page.name}: ${target}`);
}

function leadsSomewhere(page: Page, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const name = file === '' ? page.name : path.join(path.dirname(page.name), file);
  if (!PACKED.test(name) || !fs.existsSync(name)) return false;
  return anchor === undefined || anchors(fs.readFileSync(name, 'utf8')).includes(anchor);
}

/** The anchors of headings, as GitHub makes them. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
