// What runs before neighbouring scripts decides, too, whether they may become one.
import assert from 'node:assert/strict';
import { EarlierScripts } from '../../lib/resolve/earlier-scripts.ts';
import { FoundGroups } from '../../lib/resolve/found-groups.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'a.js': 'probe();\n',
  'own.js': 'console.log(document.currentScript.src, function () { return late; });\n',
  'late.js': 'function late() {}\n',
  'let.js': 'let app = 1;\n',
  'var.js': 'var app = app || {};\n',
  'b.js': 'other();\n',
};

function joined(html: string): number {
  const site = createSite(FILES);
  const all = { roots: site.root, outDir: site.outDir, logger: collectLog() };
  return (
    createStaticfiles(all)
      .staticall(html)
      .match(/_\w+(?:-\w+)?\.[0-9a-f]{12}\.js/g)?.length ?? 0
  );
}

const tags = (names: string, attributes = '') =>
  names
    .split(' ')
    .map((name) => `<script src="/${name}.js"${attributes}></script>`)
    .join('');

describe('neighbouring scripts', () => {
  const PROBE = '<script>function probe() { return typeof late }</script>';
  const APART: Readonly<Record<string, string>> = {
    'if a script in the page reads what the later declares': PROBE + tags('a late'),
    'if a file before them reads what the later declares': `${tags('own')}<p>${tags('a late')}`,
    'if a neighbour that stays alone reads what the later declares': tags('own a late'),
    'if a script in the page may have the name that the later declares': `<script>var app</script>${tags('a let')}`,
    'if a script in the page may have the name that the first declares': `<script>var app</script>${tags('let b')}`,
    'if a script in the page may keep the first from declaring a name': `<script>const app = 1</script>${tags('var b')}`,
    'if neighbours before them read what the later declares': `${tags('own b')}<p>${tags('a late')}`,
    'that wait, if neighbours that do not wait read what the later declares': `${tags('a late', ' defer')}<p>${tags('own b')}`,
    'that wait, if a script behind them reads what the later declares':
      tags('a late', ' defer') + PROBE,
  };
  for (const [name, html] of Object.entries(APART)) {
    it(`${name} stay apart`, () => assert.equal(joined(html), 0));
  }

  const ONE: Readonly<Record<string, string>> = {
    'behind a script in the page that has nothing to do with them': `<script>const page = 1</script>${tags('a late')}`,
    'behind a script in the page that fills the namespace of the first': `<script>window.app = {}</script>${tags('var b')}`,
    'before a script in the page that uses them': tags('a late') + PROBE,
    'behind mere data': `<script type="application/json">{"late":1}</script>${tags('a late')}`,
  };
  for (const [name, html] of Object.entries(ONE)) {
    it(`${name} become one`, () => assert.equal(joined(html), 1));
  }

  it('stay apart in a manifest as soon as they do on one page', () => {
    const groups = new FoundGroups((_paths, _onLater, earlier) =>
      earlier ? [['a.js'], ['b.js', 'c.js']] : [['a.js', 'b.js'], ['c.js']],
    );
    groups.runs(['a.js', 'b.js', 'c.js'], () => {});
    groups.runs(['a.js', 'b.js', 'c.js'], () => {}, new EarlierScripts());
    assert.deepEqual(Object.values(groups.lengths()), [[1, 1, 1]]);
  });
});
