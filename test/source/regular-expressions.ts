// The regular expressions that stand in the source.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type AnyNode, parse } from 'acorn';
import { transformSync } from 'esbuild';

export interface SourceExpression {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Lists files of a folder and of those in it. */
export function filesIn(folder: string): string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => path.join(folder, name));
}

/** Lists the literal regular expressions of a file in TypeScript. */
export function expressionsOf(file: string): SourceExpression[] {
  const { code } = transformSync(fs.readFileSync(file, 'utf8'), {
    loader: 'ts',
    format: 'esm',
    // decorators become calls
    target: 'es2022',
  });
  const found: SourceExpression[] = [];
  const open: unknown[] = [parse(code, { ecmaVersion: 'latest', sourceType: 'module' })];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isRegExp(node)) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    if (typeof node === 'object' && node !== null) open.push(...Object.values(node));
  }
  return found;
}

function isRegExp(node: unknown): node is AnyNode & { regex: { pattern: string; flags: string } } {
  return typeof node === 'object' && node !== null && 'regex' in node;
}
