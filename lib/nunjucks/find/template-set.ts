// The templates of a site by name, and what each is made of: its blocks, its macros, what it extends.
import * as path from 'node:path';
import type { NunjucksNode } from '../types.ts';
import { shapesOf, UNKNOWN } from './patterns.ts';
import { isNode } from './references.ts';

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

/** A template that was parsed. */
export interface ParsedTemplate {
  /** As messages name it. */
  readonly label: string;
  /** Absolute, with slashes. */
  readonly file: string;
  readonly root: TreeNode;
}

/** A block or macro, and the template that it stands in. */
export interface Placed {
  readonly template: ParsedTemplate;
  readonly node: TreeNode;
}

/** A template, and those that it extends, the nearest first; `undefined` where only a render knows them. */
export type Lineage = readonly ParsedTemplate[];

const MOST_ANCESTORS = 50;

export class TemplateSet {
  readonly all: readonly ParsedTemplate[];
  readonly #byFile: ReadonlyMap<string, ParsedTemplate>;
  readonly #folders: readonly string[];
  readonly #kinds = new Map<ParsedTemplate, ReadonlyMap<string, readonly TreeNode[]>>();

  /** @param folders - Absolute; names are looked for in them, in order. */
  constructor(all: readonly ParsedTemplate[], folders: readonly string[]) {
    this.all = all;
    this.#folders = folders.map((folder) => folder.replaceAll(path.sep, '/'));
    this.#byFile = new Map(all.map((each) => [each.file, each]));
  }

  /** Finds a template as Nunjucks would; where no folder has it, the one whose path ends so. */
  find(name: string, from: ParsedTemplate): ParsedTemplate | undefined {
    if (/^\.\.?\//.test(name)) {
      return this.#byFile.get(path.posix.join(path.posix.dirname(from.file), name));
    }
    for (const folder of this.#folders) {
      const found = this.#byFile.get(path.posix.join(folder, name));
      if (found !== undefined) return found;
    }
    return this.all.find(({ file }) => file.endsWith(`/${name}`));
  }

  /** Lists the names that an expression can be; `undefined` where one is not known. */
  namesOf(expression: TreeNode | undefined): readonly string[] | undefined {
    const shapes = expression ? shapesOf(expression) : [[UNKNOWN]];
    if (shapes.some((shape) => shape.includes(UNKNOWN))) return undefined;
    return shapes.map((shape) => shape.map(String).join(''));
  }

  /** Lists what a template can be rendered with; empty where only a render knows it. */
  lineagesOf(template: ParsedTemplate, below: Lineage = []): Lineage[] {
    const line = [...below, template];
    const [parent] = this.nodesOf(template, 'Extends');
    if (parent === undefined) return [line];
    const names = this.namesOf(parent.template);
    if (names === undefined || line.length > MOST_ANCESTORS) return [];
    return names.flatMap((name) => {
      const found = this.find(name, template);
      return found === undefined || line.includes(found) ? [] : this.lineagesOf(found, line);
    });
  }

  /** Lists what only a render knows of templates that others are rendered in. */
  unknownParents(): { template: string; line: number; column: number; message: string }[] {
    const isBody = (node: TreeNode) => node['prop'] === 'runBlock';
    const hasBodies = this.all.some((each) => this.nodesOf(each, 'CallExtension').some(isBody));
    if (!hasBodies) return [];
    return this.all.flatMap((template) => {
      const [node] = this.nodesOf(template, 'Extends');
      if (node === undefined || this.lineagesOf(template).length > 0) return [];
      const { lineno, colno } = node;
      const message = 'Only a render knows which template this one extends.';
      return [{ template: template.label, line: lineno + 1, column: colno + 1, message }];
    });
  }

  /** Lists the nodes of a kind in a template, wherever they stand. */
  nodesOf(template: ParsedTemplate, typename: string): readonly TreeNode[] {
    const known = this.#kinds.get(template) ?? byKind(template.root);
    this.#kinds.set(template, known);
    return known.get(typename) ?? [];
  }

  /** Lists the blocks of a name, the one that is rendered first. */
  blocksOf(line: Lineage, name: string): Placed[] {
    return line.flatMap((template) =>
      this.nodesOf(template, 'Block')
        .filter((node) => node.name?.value === name)
        .map((node) => ({ template, node })),
    );
  }

  /** Finds a macro by the name that a template calls it by: `nav`, or `macros.nav`. */
  macroOf(template: ParsedTemplate, called: TreeNode | undefined): Placed | undefined {
    if (called?.typename === 'LookupVal') {
      const { target, val } = called as { target?: TreeNode; val?: TreeNode };
      const imported = this.nodesOf(template, 'Import').find(
        (node) => (node['target'] as TreeNode).value === target?.value,
      );
      return this.#exported(template, imported?.template, String(val?.value));
    }
    const name = String(called?.value);
    return this.#macroIn(template, name) ?? this.#importedByName(template, name);
  }

  #importedByName(template: ParsedTemplate, name: string): Placed | undefined {
    for (const node of this.nodesOf(template, 'FromImport')) {
      for (const each of (node['names'] as TreeNode).children ?? []) {
        const { key = each, value: alias } = each as { key?: TreeNode; value?: unknown };
        const local = each.typename === 'Pair' ? (alias as TreeNode).value : each.value;
        if (local === name) return this.#exported(template, node.template, String(key.value));
      }
    }
    return undefined;
  }

  #exported(
    from: ParsedTemplate,
    expression: TreeNode | undefined,
    name: string,
  ): Placed | undefined {
    const [file, other] = this.namesOf(expression) ?? [];
    const template = file === undefined || other !== undefined ? undefined : this.find(file, from);
    return template && this.#macroIn(template, name);
  }

  #macroIn(template: ParsedTemplate, name: string): Placed | undefined {
    const node = this.nodesOf(template, 'Macro').find((each) => each.name?.value === name);
    return node && { template, node };
  }
}

function byKind(root: TreeNode): Map<string, TreeNode[]> {
  const kinds = new Map<string, TreeNode[]>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    const isList = Array.isArray(value);
    if (!isList && !isNode(value)) continue;
    if (!isList) {
      const { typename = '' } = value as TreeNode;
      kinds.set(typename, [...(kinds.get(typename) ?? []), value as TreeNode]);
    }
    pending.push(...Object.values(value as object).reverse());
  }
  return kinds;
}
