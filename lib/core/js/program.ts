// acorn, in time that grows with a script's length only.
import type * as Acorn from 'acorn';
import { once } from '../lazy.ts';
import { acorn } from '../packages.cjs';

/** @throws The parser's error where it is none. */
export function parseProgram(text: string, options: Acorn.Options): Acorn.Program {
  return parser().parse(text, options);
}

const parser = once(() => acorn().Parser.extend(withKnownNames as never, withRanges as never));

/** The names that a scope declares. acorn looks for each new one among all that are there. */
class DeclaredNames extends Array<string> {
  readonly #known = new Set<string>();

  override push(name: string): number {
    this.#known.add(name);
    return super.push(name);
  }

  override indexOf(name: string): number {
    return this.#known.has(name) ? 0 : -1;
  }
}

/** What acorn keeps of a scope, and plugins of it see. */
interface AcornScope {
  var: string[];
  lexical: string[];
  functions: string[];
}

interface AcornParser {
  readonly scopeStack: readonly AcornScope[];
  enterScope(flags: number): void;
}

function withKnownNames(Base: new (...parts: never[]) => AcornParser) {
  return class extends Base {
    override enterScope(flags: number): void {
      super.enterScope(flags);
      const scope = this.scopeStack.at(-1);
      if (scope === undefined) return;
      scope.var = new DeclaredNames();
      scope.lexical = new DeclaredNames();
      scope.functions = new DeclaredNames();
    }
  };
}

interface NodeMaker {
  readonly start: number;
  startNode(): Acorn.Node;
  startNodeAt(start: number): Acorn.Node;
  copyNode(node: Acorn.Node): Acorn.Node;
}

/** A node of acorn. eslint-scope asks few for their range, by which it tells a parameter's default from the body. */
class ProgramNode implements Acorn.Node {
  type = '';
  start: number;
  end = 0;

  constructor(start: number) {
    this.start = start;
  }

  get range(): [number, number] {
    return [this.start, this.end];
  }
}

function withRanges(Base: new (...parts: never[]) => NodeMaker) {
  return class extends Base {
    override startNode(): Acorn.Node {
      return new ProgramNode(this.start);
    }

    override startNodeAt(start: number): Acorn.Node {
      return new ProgramNode(start);
    }

    override copyNode(node: Acorn.Node): Acorn.Node {
      return Object.assign(new ProgramNode(node.start), node);
    }
  };
}
