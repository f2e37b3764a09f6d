// What a sheet does to a page: the computed styles of all of its elements, in Chromium.
import type { Page } from 'playwright-core';

/** Elements that frameworks style without a class. */
const PLAIN = `<h1>a</h1><p>b <a href="#">c</a> <code>d</code> <small>e</small></p><hr>
  <ul><li>f</li><li>g</li></ul><blockquote>h</blockquote><pre>i</pre>
  <table><thead><tr><th>j</th></tr></thead><tbody><tr><td>k</td></tr><tr><td>l</td></tr></tbody></table>
  <form><label>m</label><input><input type="checkbox" checked><select><option>n</option></select>
  <textarea>o</textarea><button>p</button><button disabled>q</button></form>
  <details open><summary>r</summary>s</details><progress value="1" max="2"></progress>`;

const MOST_CLASSES = 30;

/** Writes a page that uses classes of a sheet, spread over all of it. */
export function samplePage(sheet: string): string {
  const names = new Set([...sheet.matchAll(/\.(-?[_a-z][\w-]*)/gi)].map(([, name = '']) => name));
  const every = Math.max(1, Math.floor(names.size / MOST_CLASSES));
  const used = [...names].filter((_, at) => at % every === 0);
  const boxes = used.map((name) => `<div class="${name}"><a class="${name}" href="#">x</a></div>`);
  return PLAIN + boxes.join('');
}

/** Lists where the computed styles of a page differ between two sheets, and counts what was read. */
export async function computedDifferences(
  page: Page,
  html: string,
  [before, after]: readonly [string, string],
): Promise<{ readonly count: number; readonly differences: readonly string[] }> {
  const [was, is] = [before, after].map((sheet) => JSON.stringify(sheet));
  const script = `(() => { ${READ} return differences(${JSON.stringify(html)}, ${was}, ${is}); })()`;
  return (await page.evaluate(script)) as Awaited<ReturnType<typeof computedDifferences>>;
}

/** What runs in the page. Animations stand still, so that both pages are read at the same moment. */
const READ = `
  function differences(html, before, after) {
    const [was, is] = [before, after].map((sheet) => styles(html, sheet));
    const differences = was.flatMap((style, at) => (style === is[at] ? [] : [firstOf(style, is[at])]));
    if (was.length !== is.length) differences.push(was.length + ' and ' + is.length + ' elements');
    return { count: was.length, differences };
  }
  function firstOf(style, other) {
    const [was, is] = [style, other ?? ''].map((each) => each.split('\\n'));
    const at = was.findIndex((line, index) => line !== is[index]);
    return was[0] + ': ' + was[at] + ' became ' + is[at];
  }
  function styles(html, sheet) {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 1000px; height: 800px';
    document.body.append(frame);
    const { contentDocument, contentWindow } = frame;
    for (const text of [sheet, '*, ::before, ::after { animation-play-state: paused !important }']) {
      const element = contentDocument.createElement('style');
      element.textContent = text;
      contentDocument.head.append(element);
    }
    contentDocument.body.innerHTML = html;
    const elements = [contentDocument.documentElement, ...contentDocument.body.querySelectorAll('*')];
    const read = elements.map((element) => {
      const names = element.tagName + '.' + element.className;
      const style = contentWindow.getComputedStyle(element);
      const lines = [...style].map((name) => name + ': ' + style.getPropertyValue(name));
      for (const pseudo of ['::before', '::after']) {
        const { content, display, color, width } = contentWindow.getComputedStyle(element, pseudo);
        lines.push([pseudo, content, display, color, width].join(' '));
      }
      return [names, ...lines].join('\\n');
    });
    frame.remove();
    return read;
  }`;
