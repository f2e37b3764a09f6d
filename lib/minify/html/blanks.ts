// Blanks of a page shrink where they stand: a run of them becomes one, and every other byte stays.
import type { Edit } from '../../core/edits.ts';
import { htmlTokens } from '../../core/html/tokens.ts';
import type { Range } from '../../core/inline/ranges.ts';
import { keptRanges } from './kept.ts';
import type { HtmlTree } from './tree.ts';

/** A form feed is white space in HTML, but none in CSS. */
const RUN = /[ \t\n\r]{2,}/g;

/** Finds the runs of blanks between tags and comments, but in elements whose blanks count. */
export function blankEdits(tree: HtmlTree): Edit[] {
  const edits: Edit[] = [];
  const kept = keptRanges(tree);
  for (const gap of gapsOf(tree.text)) {
    while ((kept.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= gap.start) kept.pop();
    const isKept = (kept.at(-1)?.start ?? gap.end) < gap.end;
    if (!isKept) addEdits(tree.text, gap, edits);
  }
  return edits;
}

function gapsOf(text: string): Range[] {
  const gaps: Range[] = [];
  let start = 0;
  for (const token of htmlTokens(text)) {
    if (token.kind === 'text') continue;
    if (token.start - start > 1) gaps.push({ start, end: token.start });
    start = token.end;
  }
  return [...gaps, { start, end: text.length }];
}

/** A line break stays one: beside Chinese it is no blank, and some sheets show it. */
function addEdits(text: string, { start, end }: Range, edits: Edit[]): void {
  for (const { 0: run, index } of text.slice(start, end).matchAll(RUN)) {
    const at = start + index;
    edits.push({ start: at, end: at + run.length, text: /[\n\r]/.test(run) ? '\n' : ' ' });
  }
}
