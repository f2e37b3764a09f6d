// The origins of file proxies, for a Content-Security-Policy: of one, of a chain, of a list, of a module.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileProxy } from '../../lib/index.ts';
import { chain, createStaticfiles } from '../../lib/index.ts';
import { codeBlocks, readPages } from '../docs/support/pages.ts';
import { createSite } from '../support/site.ts';

/** A proxy that learns a moment later where it moves files to. */
function learning(origin: string): FileProxy {
  let known: string[] = [];
  return Object.assign((uri: string) => uri, {
    origins: () => known,
    ready: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      known = [origin];
    },
  });
}

const A = 'https://a.example.com';
const B = 'https://b.example.com';
const distUrl = (name: string) => pathToFileURL(path.resolve('dist', `${name}.js`)).href;
const plain: FileProxy = (uri) => uri;

function open(fileProxy: FileProxy | FileProxy[] | string) {
  const { root } = createSite({ 'img/a.png': 'a' });
  return createStaticfiles({ roots: root, outDir: false, cacheDir: false, fileProxy });
}

describe('origins of file proxies', () => {
  it('are known of a chain when ready() is over, each once', async () => {
    const all = chain(plain, learning(A), learning(B), learning(A));
    assert.deepEqual(all.origins?.(), []);
    await open(all).ready();
    assert.deepEqual(all.origins?.(), [A, B]);
  });

  it('are known of each proxy of a list, and of a chain in it', async () => {
    const [one, inner] = [learning(A), learning(B)];
    await open([one, plain, chain(inner)]).ready();
    assert.deepEqual([one.origins?.(), inner.origins?.()], [[A], [B]]);
  });

  for (const name of ['cdn.mjs', 'cdn.cjs']) {
    it(`are those of the proxy that a page imports itself, where a specifier names it: ${name}`, async () => {
      const isModule = name.endsWith('.mjs');
      const site = createSite({
        [name]: `
          let known = [];
          const fileProxy = Object.assign((uri) => uri, {
            origins: () => known,
            ready: async () => { known = ['${A}']; },
          });
          ${isModule ? 'export { fileProxy };' : 'module.exports = { fileProxy };'}`,
      });
      // loaders that compile would load the module a second time
      const program = `
        import { createStaticfiles } from ${JSON.stringify(distUrl('index'))};
        const options = { roots: '.', outDir: false, cacheDir: false, fileProxy: './${name}#fileProxy' };
        await createStaticfiles(options).ready();
        console.log(JSON.stringify((await import('./${name}')).fileProxy.origins()));
      `;
      site.write('run.mjs', program);
      const out = execFileSync(process.execPath, ['run.mjs'], { cwd: site.root, timeout: 15_000 });
      assert.deepEqual(JSON.parse(String(out)), [A]);
    });
  }

  it('reject ready() where one of them can’t be found out', async () => {
    const lost = Object.assign((uri: string) => uri, {
      ready: () => Promise.reject(new Error('no domain')),
    });
    await assert.rejects(open([plain, lost]).ready(), /no domain/);
  });
});

describe('the Content-Security-Policy of the documentation', () => {
  it('allows the CDN, from the first answer on', async () => {
    const [block] = readPages()
      .flatMap(codeBlocks)
      .filter(({ code }) => code.includes("'Content-Security-Policy'"));
    const imports =
      "import { createStaticfiles } from 'nunjucks-staticfile';\nimport { cloudFrontProxy } from 'nunjucks-staticfile/cloudfront';\n";
    const site = createSite({ 'policy.mjs': `${imports}${block?.code}`, 'public/x.txt': 'x' });
    const entries = { index: 'nunjucks-staticfile', cloudfront: 'nunjucks-staticfile/cloudfront' };
    let text = site
      .read('root/policy.mjs')
      .replace("roots: 'public'", `roots: ${JSON.stringify(site.root)}`);
    for (const [file, specifier] of Object.entries(entries)) {
      text = text.replace(`'${specifier}'`, JSON.stringify(distUrl(file)));
    }
    site.write('policy.mjs', text);
    const module = await import(pathToFileURL(path.join(site.root, 'policy.mjs')).href);
    const listener: RequestListener = (request, response) =>
      module.contentSecurityPolicy(request, response, () => response.end('page'));
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      assert.equal(
        answer.headers.get('content-security-policy'),
        "default-src 'self'; img-src 'self' https://d111111abcdef8.cloudfront.net",
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
