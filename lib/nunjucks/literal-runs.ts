// The runs of literal tags in the templates of one environment: found when they are compiled, and kept.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import { contentHash } from '../core/names.ts';
import {
  type FlatRun,
  flattened,
  LiteralRun,
  type LiteralTag,
  type LiteralUrls,
} from './literal-run.ts';
import type { ParseTools } from './parse.ts';
import { EXTENSION_NAME } from './tags.ts';
import type { NunjucksNode, NunjucksParser, NunjucksToken } from './types.ts';

/** For the texts of runs. One that is forgotten is made again of what its template holds. */
const MOST_BYTES = 32_000_000;
/** What a tag costs besides its text: its URL is kept with it. */
const TAG_BYTES = 500;

interface Kept {
  readonly run: LiteralRun;
  readonly sizeBytes: number;
}

export class LiteralRuns {
  readonly #urls: LiteralUrls;
  readonly #tags = new WeakMap<NunjucksNode, LiteralTag>();
  /** What each parser gathers at the moment, by the blocks that end it: a list of its own for each list of nodes. */
  readonly #gathering = new WeakMap<NunjucksParser, readonly string[] | null>();
  readonly #runs = new BoundedMemory<Kept>({
    mostBytes: MOST_BYTES,
    sizeOf: ({ sizeBytes }) => sizeBytes,
  });

  constructor(urls: LiteralUrls) {
    this.#urls = urls;
  }

  note(node: NunjucksNode, tag: LiteralTag): void {
    this.#tags.set(node, tag);
  }

  /**
   * Parses all that stands behind a literal tag up to the end of its block, so that neighbours become one
   * node. Any other node comes back as it is.
   */
  gather(tools: ParseTools, node: NunjucksNode, template: string | null): NunjucksNode {
    const { parser, nodes } = tools;
    if (!this.#tags.has(node) || !canGather(tools)) return node;
    const { breakOnBlocks } = parser;
    const outer = this.#gathering.get(parser);
    // the first tag of this list gathers already
    if (outer === breakOnBlocks) return node;
    this.#gathering.set(parser, breakOnBlocks);
    const siblings = parser.parseNodes();
    if (outer === undefined) this.#gathering.delete(parser);
    else this.#gathering.set(parser, outer);
    giveBack(tools);
    const list = this.#joined(tools, [node, ...siblings], template);
    return new nodes.NodeList(node.lineno, node.colno, list);
  }

  /** Returns the text of a run; one that another environment compiled is made of what its template holds. */
  html(key: string, template: string | null, flat: FlatRun, isEscaped: boolean): string {
    const run = this.#runs.get(key)?.run ?? this.#keep(key, template, flat);
    return run.html(isEscaped);
  }

  #keep(key: string, template: string | null, flat: FlatRun): LiteralRun {
    const run = new LiteralRun(this.#urls, template, flat);
    const texts = flat.filter((each) => typeof each === 'string');
    const sizeBytes = texts.reduce((sum, text) => sum + TAG_BYTES + 2 * textBytes(text), 0);
    this.#runs.set(key, { run, sizeBytes });
    return run;
  }

  #joined(
    tools: ParseTools,
    list: readonly NunjucksNode[],
    template: string | null,
  ): NunjucksNode[] {
    const joined: NunjucksNode[] = [];
    for (let at = 0; at < list.length; ) {
      const length = this.#runLength(tools, list, at);
      const run = list.slice(at, at + length);
      joined.push(length > 1 ? this.#nodeOf(tools, run, template) : (list[at] as NunjucksNode));
      at += Math.max(length, 1);
    }
    return joined;
  }

  /** Counts the nodes from a literal tag to the last one that only text separates from it, and the text behind. */
  #runLength(tools: ParseTools, list: readonly NunjucksNode[], start: number): number {
    let length = 0;
    for (let at = start; at < list.length; at += 1) {
      const node = list[at] as NunjucksNode;
      const isTag = this.#tags.has(node);
      if (!isTag && (length === 0 || textOf(tools, node) === undefined)) break;
      if (isTag || length > 1) length = at - start + 1;
    }
    return length;
  }

  #nodeOf(tools: ParseTools, run: readonly NunjucksNode[], template: string | null): NunjucksNode {
    const tags: (LiteralTag & { text: string })[] = [];
    for (const node of run) {
      const tag = this.#tags.get(node);
      const last = tags.at(-1);
      if (tag !== undefined) tags.push({ ...tag, text: '' });
      else if (last !== undefined) last.text += textOf(tools, node) ?? '';
    }
    return runNode(tools, template, flattened(tags), run[0] as NunjucksNode);
  }
}

/** A run in one call. Its arguments are constants that tell all of it, to whichever environment renders it. */
function runNode(
  { nodes }: ParseTools,
  template: string | null,
  flat: FlatRun,
  { lineno, colno }: NunjucksNode,
): NunjucksNode {
  const literal = (value: unknown) => new nodes.Literal(lineno, colno, value);
  const key = contentHash(JSON.stringify([template, flat]));
  const all = new nodes.Array(lineno, colno, flat.map(literal));
  const args = new nodes.NodeList(lineno, colno, [literal(template), literal(key), all]);
  const extension = { __name: EXTENSION_NAME, autoescape: false };
  return new nodes.CallExtension(extension, 'runLiterals', args, []);
}

/** The text of a node that is nothing else. */
function textOf({ nodes }: ParseTools, node: NunjucksNode): string | undefined {
  if (!(node instanceof nodes.Output)) return undefined;
  let text = '';
  for (const child of node.children ?? []) {
    if (!(child instanceof nodes.TemplateData) || typeof child.value !== 'string') return undefined;
    text += child.value;
  }
  return text;
}

/** Other copies of Nunjucks may lack what is nowhere documented. */
function canGather({ parser, nodes }: ParseTools): boolean {
  return (
    typeof parser.parseNodes === 'function' &&
    typeof parser.tokens.backN === 'function' &&
    parser.peeked === null &&
    parser.breakOnBlocks !== undefined &&
    nodes.Output !== undefined &&
    nodes.TemplateData !== undefined
  );
}

/**
 * Lets the parser read the beginning of the tag again that ended a list of nodes: `{%` and the name of a
 * block's end, which the list around it looks for.
 */
function giveBack({ parser, lexer }: ParseTools): void {
  const name = parser.peeked;
  if (name === null) return;
  parser.tokens.backN(name.value.length);
  const { lineno, colno } = name;
  const start: NunjucksToken = { type: lexer.TOKEN_BLOCK_START, value: '', lineno, colno };
  parser.peeked = start;
}
