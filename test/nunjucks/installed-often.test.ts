// An environment is listened to once, however often it is installed into.
import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import { createStaticfiles } from '../support/create.ts';
import { type Engine, engines } from '../support/nunjucks.ts';
import { createSite } from '../support/site.ts';
import { assets, url } from './support/assets.ts';
import { openPage } from './support/page.ts';

const TIMES = 20;

/** The warnings of the process while `action` runs, and right after it. */
async function processWarnings(action: () => void): Promise<string[]> {
  const warnings: string[] = [];
  const keep = ({ name }: Error) => warnings.push(name);
  process.on('warning', keep);
  action();
  // warnings are told of in the next turn
  await new Promise(setImmediate);
  process.off('warning', keep);
  return warnings;
}

function describeInstalls(engine: Engine): void {
  const listeners = (env: unknown) => (env as EventEmitter).listenerCount('load');

  function open() {
    return openPage(engine, { 'main.njk': '{% staticfile "/img/a.gif" %}' }, { onDisk: true });
  }

  it('by one instance adds no listener each time', async () => {
    const { env, staticfiles, render } = open();
    const before = listeners(env);
    const warnings = await processWarnings(() => {
      for (let at = 0; at < TIMES; at += 1) staticfiles.install(env);
    });
    assert.deepEqual(warnings, []);
    assert.equal(listeners(env), before);
    assert.equal(await render(), url.a);
  });

  it('by one instance after another adds no listener each time', async () => {
    const { env, site } = open();
    const before = listeners(env);
    const warnings = await processWarnings(() => {
      for (let at = 0; at < TIMES; at += 1) createStaticfiles({ roots: site.root }).install(env);
    });
    assert.deepEqual(warnings, []);
    assert.equal(listeners(env), before);
  });

  it('leaves the last one in charge, which names templates in its warnings', async () => {
    const { env, site, log, render } = open();
    const { root: roots, outDir } = createSite({ 'img/a.gif': assets['img/b.gif'] });
    createStaticfiles({ roots: site.root }).install(env);
    createStaticfiles({ roots, outDir, logger: log }).install(env);
    assert.match(await render(), new RegExp(`^/img/a\\.${/b\.(\w+)\./.exec(url.b)?.[1]}\\.gif$`));
    const value = env.renderString('{% staticfile "/img/no.gif" %}', {});
    assert.equal(value, '/img/no.gif');
    assert.equal(log.warnings.length, 1);
  });
}

for (const engine of engines) {
  describe(`${engine.name}: an environment that is installed into again and again`, () => {
    describeInstalls(engine);
  });
}
