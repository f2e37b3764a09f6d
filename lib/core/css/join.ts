// Several stylesheets → one that means the same.
import { stripByteOrderMark } from '../byte-text.ts';
import { type Joined, joinPieces } from '../joined.ts';
import { charsetOf, charsetRule, holdsAscii } from './charset.ts';
import { TopLevelScan } from './scan.ts';

/** What decides whether a sheet may stand behind another one. */
interface SheetShape {
  /** The sheet without its byte-order mark and `@charset`, with all that it leaves open closed. */
  readonly text: string;
  /** How many characters were taken off the front. */
  readonly from: number;
  readonly charset: string | undefined;
  /** Its statements in order; those that never count are left out. */
  readonly statements: readonly string[];
  readonly isJoinable: boolean;
}

/** The byte-order marks of UTF-16, whose bytes do not stand for ASCII. */
const UTF_16 = /^(?:\u00ff\u00fe|\u00fe\u00ff)/;

/**
 * Joins sheets, `undefined` where no joining keeps their meaning: a later sheet imports something,
 * one declares a namespace, or their encodings differ.
 */
export function joinSheets(sheets: readonly string[]): Joined | undefined {
  const shapes = sheets.map(shapeOf);
  if (!shapes.every((shape) => shape.isJoinable) || !keepsImports(shapes)) return undefined;
  const charsets = new Set(shapes.map((shape) => shape.charset ?? 'utf-8'));
  if (charsets.size > 1) return undefined;
  const isDeclared = shapes.some((shape) => shape.charset !== undefined);
  const head = isDeclared ? `@charset "${[...charsets][0]}";\n` : '';
  return joinPieces(head, shapes, '\n');
}

/**
 * Checks whether the imports of later sheets still count: before an `@import` only `@layer` statements
 * and imports may stand, and between two of them nothing (CSS Cascade 5, 2).
 */
function keepsImports(shapes: readonly SheetShape[]): boolean {
  const later = shapes.slice(1).flatMap((shape) => shape.statements);
  if (!later.includes('@import')) return true;
  const all = shapes.flatMap((shape) => shape.statements);
  const upToLast = all.slice(0, all.lastIndexOf('@import') + 1);
  return /^(?:@layer )*(?:@import ?)*$/.test(upToLast.join(' '));
}

function shapeOf(sheet: string): SheetShape {
  const whole = stripByteOrderMark(sheet);
  const body = whole.slice(charsetRule(sheet).length);
  const scan = new TopLevelScan(body);
  const { statements } = scan;
  return {
    text: body + scan.closing(),
    from: sheet.length - body.length,
    charset: charsetOf(sheet),
    statements: statements.filter((name) => name !== '@charset'),
    isJoinable: !UTF_16.test(sheet) && !holdsAscii(sheet) && !statements.includes('@namespace'),
  };
}
