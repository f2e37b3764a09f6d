// The templates of a site by name, and the blocks that each has.
import * as path from 'node:path';
import { quote } from '../../errors.ts';
import type { NunjucksNode } from '../types.ts';

/** Parts of nodes that are looked at; Nunjucks names the kind of a node in `typename`. */
export interface TreeNode extends NunjucksNode {
  readonly typename?: string;
  readonly children?: readonly TreeNode[];
  readonly name?: TreeNode;
  readonly body?: TreeNode | null;
  readonly else_?: TreeNode | null;
  readonly args?: TreeNode;
  readonly template?: TreeNode;
  readonly [field: string]: unknown;
}

export interface ParsedTemplate {
  /** As messages name it. */
  readonly label: string;
  /** Absolute, with slashes. */
  readonly file: string;
  readonly root: TreeNode;
}

/** A block, and the template that it stands in. */
export interface Placed {
  readonly template: ParsedTemplate;
  readonly node: TreeNode;
}

/** A template, and those that it extends, the nearest first. */
export type Lineage = readonly ParsedTemplate[];

/** Reads a template that nobody has named so far; `undefined` where it is not there. */
export type LoadTemplate = (file: string) => ParsedTemplate | undefined;

/** Names that a message lists. */
const MOST_FOLDERS = 5;

export class TemplateSet {
  readonly all: readonly ParsedTemplate[];
  readonly #byFile: Map<string, ParsedTemplate | undefined>;
  readonly #folders: readonly string[];
  readonly #load: LoadTemplate;
  readonly #blocks = new Map<ParsedTemplate, readonly TreeNode[]>();

  /** @param folders - Absolute; names are looked for in them, in order. */
  constructor(
    all: readonly ParsedTemplate[],
    folders: readonly string[],
    load: LoadTemplate = () => undefined,
  ) {
    this.all = all;
    this.#folders = [...new Set(folders.map((folder) => folder.replaceAll(path.sep, '/')))];
    this.#load = load;
    this.#byFile = new Map(all.map((each) => [each.file, each]));
  }

  /** Finds a template as Nunjucks would; where no folder has it, the one whose path ends so. */
  find(name: string, from: ParsedTemplate): ParsedTemplate | undefined {
    const own = path.posix.dirname(from.file);
    if (/^\.\.?\//.test(name)) return this.#at(path.posix.join(own, name));
    for (const folder of [...this.#folders, own]) {
      const found = this.#at(path.posix.join(folder, name));
      if (found !== undefined) return found;
    }
    return this.all.find(({ file }) => file.endsWith(`/${name}`));
  }

  whereLooked(): string {
    const more = this.#folders.length > MOST_FOLDERS ? ', …' : '';
    const named = this.#folders.slice(0, MOST_FOLDERS).map(quote).join(', ');
    return `Looked in ${named}${more}; name its folder, too, to have it read.`;
  }

  /** Lists the blocks of a name, the one that is rendered first. */
  blocksOf(line: Lineage, name: string): Placed[] {
    return line.flatMap((template) =>
      this.#blocksIn(template)
        .filter((node) => node.name?.value === name)
        .map((node) => ({ template, node })),
    );
  }

  #blocksIn(template: ParsedTemplate): readonly TreeNode[] {
    const known = this.#blocks.get(template) ?? nodesOf(template.root, ['Block']);
    this.#blocks.set(template, known);
    return known;
  }

  /** Nothing outside the folders is read. */
  #at(file: string): ParsedTemplate | undefined {
    if (this.#byFile.has(file)) return this.#byFile.get(file);
    const isInside = this.#folders.some((folder) => file.startsWith(`${folder}/`));
    const loaded = isInside ? this.#load(file) : undefined;
    this.#byFile.set(file, loaded);
    return loaded;
  }
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'typename' in value;
}

/** Lists the nodes of some kinds, wherever they stand, in their order. */
export function nodesOf(root: TreeNode, kinds: readonly string[]): TreeNode[] {
  const found: TreeNode[] = [];
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    const isList = Array.isArray(value);
    if (!isList && !isNode(value)) continue;
    if (!isList && kinds.includes((value as TreeNode).typename ?? ''))
      found.push(value as TreeNode);
    pending.push(...Object.values(value as object).reverse());
  }
  return found;
}
