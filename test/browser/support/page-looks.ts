// What pages and pieces of pages look like in Chromium: their texts, and the boxes of their elements.
import type { Page } from 'playwright-core';

/** A text, what became of it, and whether both are whole pages. */
export interface Pair {
  readonly before: string;
  readonly after: string;
  readonly isPage: boolean;
}

/** Two looks that differ. */
export interface PageDifference extends Pair {
  readonly sheet: string;
  readonly was: string;
  readonly is: string;
}

/** What makes blanks count that a browser's own sheet hides, and a sheet of boxes as they are. */
const KEEP = '[data-staticfile=keep] { white-space: pre }';
export const SHEETS: readonly string[] = [
  KEEP,
  `${KEEP} div, p, ul, li, h1, section, form, details, dt, dd, table, tbody, tr, td, summary, option,
    select { display: inline; font: 16px monospace }`,
  `${KEEP} div, li, td, tr, i { display: inline-block } li:empty, i:empty { display: none }`,
];

/** Compares pairs under each sheet; `elements` counts the boxes that were compared. */
export async function comparePairs(
  page: Page,
  pairs: readonly Pair[],
): Promise<{ readonly differences: PageDifference[]; readonly elements: number }> {
  const given = JSON.stringify({ pairs, sheets: SHEETS });
  return (await page.evaluate(`(() => { ${RUN} return run(${given}); })()`)) as never;
}

/** What runs in the page: one frame for each sheet, in which one text after the other is shown. */
const RUN = `
  function run({ pairs, sheets }) {
    const found = { differences: [], elements: 0 };
    for (const sheet of sheets) {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'width: 700px; height: 500px';
      document.body.append(frame);
      write(frame.contentDocument, '<!doctype html>');
      for (const pair of pairs) {
        const was = look(frame, sheet, pair.before, pair.isPage);
        const is = look(frame, sheet, pair.after, pair.isPage);
        found.elements += was.count;
        if (was.text !== is.text) {
          found.differences.push({ ...pair, sheet, was: was.text, is: is.text });
        }
      }
      frame.remove();
    }
    return found;
  }
  function write(shown, html) {
    shown.open();
    shown.write(html);
    shown.close();
  }
  function look(frame, sheet, html, isPage) {
    const shown = frame.contentDocument;
    if (isPage) write(shown, html);
    else shown.body.innerHTML = html;
    if (isPage || !shown.querySelector('head > style')) {
      const style = shown.createElement('style');
      style.textContent = sheet;
      shown.head.append(style);
    }
    const elements = [...shown.body.querySelectorAll('*')];
    const boxes = elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, x, y, width, height].join(' ');
    });
    const text = shown.body.textContent.replace(/[ \\t\\n\\r]+/g, ' ');
    return { text: [text, shown.body.innerText, ...boxes].join('\\n'), count: boxes.length };
  }`;
