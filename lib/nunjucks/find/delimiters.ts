// Tags of ours between delimiters that are not the ones that Nunjucks was told of.
import { quote } from '../../errors.ts';
import { TAG_NAMES } from '../tags.ts';
import type { UnknownPart } from './body-nodes.ts';
import type { TemplateSyntax } from './template-parser.ts';

interface ForeignTag {
  readonly template: string;
  readonly line: number;
  readonly start: string;
  readonly name: string;
}

/** The characters that delimiters are made of, right before what may be the name of one of our tags. */
const TAG = /([<{([%#$@=*!?&|~^]{2,4})-?[ \t]*([a-z]{1,20})\b/g;

export class ForeignDelimiters {
  readonly #syntax: TemplateSyntax;
  readonly #found: ForeignTag[] = [];

  constructor(syntax: TemplateSyntax) {
    this.#syntax = syntax;
  }

  /** Looks for the first of such tags in a template. */
  look(template: string, text: string): void {
    const { blockStart, variableStart, commentStart } = this.#syntax;
    const own = [blockStart, variableStart, commentStart];
    for (const { 1: start = '', 2: name = '', index } of text.matchAll(TAG)) {
      if (!TAG_NAMES.includes(name) || own.some((each) => start.endsWith(each))) continue;
      const line = text.slice(0, index).split('\n').length;
      this.#found.push({ template, line, start, name });
      return;
    }
  }

  /** @param isAll - No template has a tag between the delimiters that are configured. */
  found(isAll: boolean): Record<'problems' | 'notices', Omit<UnknownPart, 'column'>[]> {
    const all = this.#found.map((tag) => this.#tell(tag));
    return isAll ? { problems: all, notices: [] } : { problems: [], notices: all };
  }

  #tell({ template, line, start, name }: ForeignTag): Omit<UnknownPart, 'column'> {
    const { blockStart, blockEnd } = this.#syntax;
    const end = mirrored(start);
    const message =
      `Line ${line} has ${quote(`${start} ${name}`)}, and tags are configured to stand between ${quote(blockStart)} and ` +
      `${quote(blockEnd)}. If it is a tag, say --block-start ${quote(start)} --block-end ${quote(end)}, or set ` +
      `nunjucks: { tags: { blockStart: '${start}', blockEnd: '${end}' } } in the configuration ` +
      '("tags" of the environment that "prepare" is given).';
    return { template, line, message };
  }
}

const MIRRORED: ReadonlyMap<string, string> = new Map([
  ['<', '>'],
  ['{', '}'],
  ['(', ')'],
  ['[', ']'],
]);

function mirrored(start: string): string {
  return [...start]
    .reverse()
    .map((each) => MIRRORED.get(each) ?? each)
    .join('');
}
