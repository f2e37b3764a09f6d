// A request is answered though nothing but it keeps the process alive, which ends then.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';
import { useChildren } from './support/children.ts';

describe('handle() in a process that has nothing else to do', () => {
  const children = useChildren();

  it('answers for what has to be minified, searched and mapped, and lets the process end', async function () {
    this.timeout(60_000);
    const site = createSite({
      'a.js': 'function f ( one ) { return one ; }',
      'large.css': `a { background: url(x.gif) }\n${'b { color : red }\n'.repeat(20_000)}`,
      'x.gif': 'gif',
    });
    const other = { outDir: path.join(site.dir, 'other'), sourceMap: true };
    const { slimfile } = createStaticfiles({ roots: site.root, ...other });
    const urls = [slimfile('/a.js'), slimfile('/large.css'), '/a.0123456789ab.js', '/none.gif'];
    const child = children.start('handle-alone.ts', site.root, site.outDir, ...urls);
    const { code, stdout, stderr } = await child.ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^200 \d+\n200 \d+\nnone 0\nnone 0\n$/);
  });

  it('answers for another version of a sheet that a page has just asked for', async function () {
    this.timeout(60_000);
    const site = createSite({ 'a.css': 'a { color : red }\n'.repeat(500) });
    const asked = ['slim:/a.css', '/a.000000000000.css'];
    const child = children.start('handle-alone.ts', site.root, site.outDir, ...asked);
    const { code, stdout } = await child.ended;
    assert.deepEqual([code, stdout], [0, 'none 0\n']);
  });
});
