// What a script does that would show whether it stands in a file of its own.
import type { AnyNode, Program } from 'acorn';
import { Bindings } from './bindings.ts';
import { lookOf } from './global-object.ts';
import { madeCode } from './made-code.ts';
import { placeOf } from './own-place.ts';
import { nodesIn, parseClassicScript } from './tree.ts';

export interface Dependence {
  /** What shows a script in which file, or behind which scripts, it stands. */
  readonly dependsOn?: string;
  /** What may show it names that scripts behind it declare. */
  readonly passesOn?: string;
}

export function dependenceOf(program: Program, text: string): Dependence {
  const all = [...nodesIn(program)];
  const written = all.map((node) => writtenDependence(node, text)).find((each) => each);
  if (written !== undefined) return { dependsOn: written };
  const bindings = new Bindings(program);
  const place = placeOf(bindings, all);
  if (place !== undefined) return { dependsOn: place };
  const code = madeCode(bindings, all);
  const inside = code.unknown === undefined ? codeDependence(code.texts) : {};
  const look = lookOf(bindings, all, code.answers);
  const dependsOn = code.unknown ?? inside.dependsOn ?? look.looksAt;
  if (dependsOn !== undefined) return { dependsOn };
  const passesOn = look.passesOn ?? inside.passesOn;
  return passesOn === undefined ? {} : { passesOn };
}

function writtenDependence(node: AnyNode, text: string): string | undefined {
  if (node.type === 'WithStatement') return 'with';
  if (node.type !== 'ImportExpression') return undefined;
  // written in any other way its file is not found, and stays relative to another folder
  const isPlain = /^import\s*\(\s*["']/.test(text.slice(node.start, node.source.start + 1));
  return isPlain && node.source.type === 'Literal' ? undefined : 'import()';
}

/** Code in texts is read like that of files; only its references to files nobody finds. */
function codeDependence(texts: readonly string[]): Dependence {
  for (const text of texts) {
    if (/\bimport\b/.test(text)) return { dependsOn: 'import()' };
    const program = parseClassicScript(`(function(){${text}\n})()`);
    if (program === undefined) return { dependsOn: 'code in a text' };
    const found = dependenceOf(program, text);
    if (found.dependsOn ?? found.passesOn) return found;
  }
  return {};
}
