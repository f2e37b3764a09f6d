// What an error says in Chromium, of a minified and combined script, leads to the line that was written.
import assert from 'node:assert/strict';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import express from 'express';
import { useBrowser } from '../examples/support/browser.ts';
import { listen } from '../examples/support/example-site.ts';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'js/first.js': '// a comment\n\nfunction innocent(value) {\n  return value;\n}\n',
  'js/second.js': `(function () {
  function thrower(argument) {
    // here it is
    throw new Error("wrong: " + innocent(argument) + " \u00e9\u{1f600}");
  }

  try {
    thrower(1);
  } catch (error) {
    fetch("/report", { method: "POST", body: error.stack });
  }
})();
`,
};

describe('the stack of an error in a minified, combined script', () => {
  const browser = useBrowser();

  it('leads to the lines that people wrote', async () => {
    const { root, outDir } = createSite(FILES);
    const staticfiles = createStaticfiles({ roots: root, outDir, sourceMap: true });
    const app = express();
    const report = new Promise<string>((resolve) => {
      app.post('/report', express.text({ type: () => true }), (request, response) => {
        response.type('text').send('received');
        resolve(String(request.body));
      });
    });
    const url = staticfiles.slimfile('/js/first.js; /js/second.js');
    app.get('/', (_request, response) => {
      response.send(`<!doctype html><link rel=icon href=data:,><script src="${url}"></script>`);
    });
    app.use(staticfiles.middleware());
    const server = await listen(app);
    try {
      const { problems } = await browser.visit(`${server.origin}/`);
      assert.deepEqual(problems, []);
      const places = await tracedPlaces(await report, server.origin);
      assert.deepEqual(places.slice(0, 2), ['/js/second.js:4', '/js/second.js:8']);
    } finally {
      await server.close();
    }
  });
});

/** Reads the places of a stack as DevTools do: with the map that the script names. */
async function tracedPlaces(stack: string, origin: string): Promise<string[]> {
  const frames = [...stack.matchAll(/(http[^\s()]+):(\d+):(\d+)/g)];
  const script = frames[0]?.[1] ?? '';
  const text = await (await fetch(script)).text();
  const name = /\/\/# sourceMappingURL=(.*)\n$/.exec(text)?.[1] ?? '';
  const mapUrl = new URL(name, script).href;
  const trace = new TraceMap(await (await fetch(mapUrl)).text(), mapUrl);
  return frames.map(([, , line, column]) => {
    const position = { line: Number(line), column: Number(column) - 1 };
    const original = originalPositionFor(trace, position);
    return `${original.source?.replace(origin, '')}:${original.line}`;
  });
}
