// Links that lead out, dotfiles and files that cannot be read are no files of the site.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { createStaticfiles } from '../support/create.ts';
import { type Answer, useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

const SECRET = 'the secret beside the root';
const VERSION = createHash('sha256').update(SECRET).digest('hex').slice(0, 12);
const NOBODY = 65_534;

function makeSite(files: Files = {}) {
  const site = createSite({ 'img/x.gif': 'GIF89a', ...files });
  fs.mkdirSync(path.join(site.dir, 'outside'));
  fs.writeFileSync(path.join(site.dir, 'outside', 'secret.txt'), SECRET);
  const options = { roots: [site.root], outDir: site.outDir, debug: true, logger: collectLog() };
  return { site, staticfiles: createStaticfiles(options) };
}

/** Makes a link below the root; `false` where the system does not let us. */
function link(site: Site, name: string, target: string): boolean {
  try {
    fs.symlinkSync(path.join(site.dir, target), path.join(site.root, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return false;
    throw error;
  }
}

/** Skips a test and says why. */
function skip(context: Mocha.Context, reason: string): never {
  process.stderr.write(`skipped: ${context.test?.title}: ${reason}\n`);
  return context.skip();
}

function withVersion(target: string): string {
  const dot = target.lastIndexOf('.');
  return `${target.slice(0, dot)}.${VERSION}${target.slice(dot)}`;
}

function assertRefused(answer: Answer, content = SECRET): void {
  assert.ok(answer.status >= 400 && answer.status < 500, `status ${answer.status}`);
  assert.equal(answer.body.includes(content), false);
}

function assertNotPublished(site: Site, content = SECRET): void {
  const holders = site.list('out').filter((name) => site.read(`out/${name}`).includes(content));
  assert.deepEqual(holders, []);
}

type Prepare = (site: Site) => boolean;

/** Links below the root that lead out of it, and the path that asks for them. */
const links: Record<string, { prepare: Prepare; asked: string }> = {
  'to a file': {
    prepare: (site) => link(site, 'link.txt', 'outside/secret.txt'),
    asked: '/link.txt',
  },
  'to a folder': {
    prepare: (site) => link(site, 'linked', 'outside'),
    asked: '/linked/secret.txt',
  },
  'to a link that leads out': {
    prepare: (site) =>
      link(site, 'link.txt', 'outside/secret.txt') && link(site, 'second.txt', 'root/link.txt'),
    asked: '/second.txt',
  },
};

describe('a link that leads out of the root', () => {
  const servers = useServers();

  for (const [name, { prepare, asked }] of Object.entries(links)) {
    it(`is not rendered: ${name}`, function () {
      const { site, staticfiles } = makeSite();
      if (!prepare(site)) skip(this, 'links may not be made here');
      assert.equal(staticfiles.staticfile(asked), asked);
      assertNotPublished(site);
    });

    it(`is not served: ${name}`, async function () {
      const { site, staticfiles } = makeSite();
      if (!prepare(site)) skip(this, 'links may not be made here');
      const server = await servers.serve(staticfiles.middleware());
      assertRefused(await server.get(asked));
      assertRefused(await server.get(withVersion(asked)));
      assertNotPublished(site);
    });
  }

  it('is not followed by a reference in a sheet', function () {
    const sheet = 'a{background:url(linked/secret.txt)}';
    const { site, staticfiles } = makeSite({ 'a.css': sheet });
    if (!link(site, 'linked', 'outside')) skip(this, 'links may not be made here');
    assert.equal(site.read(`out${staticfiles.staticfile('/a.css')}`), sheet);
    assertNotPublished(site);
  });
});

describe('a link that stays in the root', () => {
  const servers = useServers();

  it('is rendered and served', async function () {
    const { site, staticfiles } = makeSite();
    if (!link(site, 'link.gif', 'root/img/x.gif')) skip(this, 'links may not be made here');
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/link.gif');
    assert.match(url, /^\/link\.[0-9a-f]{12}\.gif$/);
    assert.equal((await server.get(url)).body.toString(), 'GIF89a');
    assert.equal((await server.get('/link.gif')).body.toString(), 'GIF89a');
  });
});

const DOTFILES = {
  '.env': SECRET,
  '.env.txt': SECRET,
  '.git/config': SECRET,
  '.git/config.txt': SECRET,
  'img/.hidden.txt': SECRET,
  '.well-known/security.txt': 'Contact: mailto:a@example.com',
  '.well-known/.env.txt': SECRET,
};

describe('a dotfile', () => {
  const servers = useServers();
  const dotfiles = Object.entries(DOTFILES).filter(([, content]) => content === SECRET);

  for (const [name] of dotfiles) {
    it(`is not rendered: /${name}`, () => {
      const { site, staticfiles } = makeSite(DOTFILES);
      assert.equal(staticfiles.staticfile(`/${name}`), `/${name}`);
      const encoded = `/${name.replace('.', '%2e')}`;
      assert.equal(staticfiles.staticfile(encoded), encoded);
      assertNotPublished(site);
    });

    it(`is not served: /${name}`, async () => {
      const { site, staticfiles } = makeSite(DOTFILES);
      const server = await servers.serve(staticfiles.middleware());
      for (const target of [`/${name}`, withVersion(`/${name}`), `/${name}.${VERSION}`]) {
        assertRefused(await server.get(target));
        assertRefused(await server.get(target.replace('.', '%2e')));
      }
      assertNotPublished(site);
    });
  }

  it('is rendered and served where a link in the root names it otherwise', async function () {
    const { site, staticfiles } = makeSite({ '.data/app.txt': 'ours' });
    if (!link(site, 'app.txt', 'root/.data/app.txt')) skip(this, 'links may not be made here');
    const url = staticfiles.staticfile('/app.txt');
    assert.match(url, /^\/app\.[0-9a-f]{12}\.txt$/);
    const server = await servers.serve(staticfiles.middleware());
    for (const target of ['/app.txt', url]) {
      assert.equal((await server.get(target)).body.toString(), 'ours');
    }
    assertRefused(await server.get('/.data/app.txt'));
  });

  it('below .well-known is rendered and served', async () => {
    const { staticfiles } = makeSite(DOTFILES);
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/.well-known/security.txt');
    assert.match(url, /^\/\.well-known\/security\.[0-9a-f]{12}\.txt$/);
    assert.match((await server.get(url)).body.toString(), /^Contact:/);
    assert.match((await server.get('/.well-known/security.txt')).body.toString(), /^Contact:/);
  });

  it('is not every file of a root that lies below a folder with a dot', async () => {
    const { site } = makeSite({ '../.app/public/x.gif': 'GIF89a' });
    const roots = [path.join(site.dir, '.app', 'public')];
    const staticfiles = createStaticfiles({ roots, outDir: path.join(site.dir, '.out') });
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/x.gif');
    assert.match(url, /^\/x\.[0-9a-f]{12}\.gif$/);
    assert.equal((await server.get(url)).body.toString(), 'GIF89a');
    assert.equal((await server.get('/x.gif')).body.toString(), 'GIF89a');
  });
});

/** Runs without the rights of root, which may read everything. */
async function withoutRights(context: Mocha.Context, run: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (process.platform === 'win32') skip(context, 'modes mean nothing here');
  try {
    if (root) process.seteuid?.(NOBODY);
  } catch {
    skip(context, 'root reads every file and may not step down here');
  }
  try {
    await run();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('a file that cannot be read', () => {
  const servers = useServers();

  function unreadable() {
    const { site, staticfiles } = makeSite({ 'locked.txt': SECRET });
    for (const name of ['.', 'root', 'root/img']) fs.chmodSync(path.join(site.dir, name), 0o777);
    fs.chmodSync(path.join(site.root, 'locked.txt'), 0);
    return { site, staticfiles };
  }

  it('is left as it is written by a render, and others are not touched by it', function () {
    const { staticfiles } = unreadable();
    return withoutRights(this, async () => {
      assert.equal(staticfiles.staticfile('/locked.txt'), '/locked.txt');
      assert.match(staticfiles.staticfile('/img/x.gif'), /^\/img\/x\.[0-9a-f]{12}\.gif$/);
    });
  });

  it('is not served', async function () {
    const { site, staticfiles } = unreadable();
    const server = await servers.serve(staticfiles.middleware());
    await withoutRights(this, async () => {
      assertRefused(await server.get('/locked.txt'));
      assertRefused(await server.get(withVersion('/locked.txt')));
    });
    assertNotPublished(site);
  });
});

describe('what is no regular file', () => {
  const servers = useServers();

  it('is left as it is written and not served: a link to itself', async function () {
    const { site, staticfiles } = makeSite();
    if (!link(site, 'loop.txt', 'root/loop.txt')) skip(this, 'links may not be made here');
    assert.equal(staticfiles.staticfile('/loop.txt'), '/loop.txt');
    const server = await servers.serve(staticfiles.middleware());
    assertRefused(await server.get('/loop.txt'));
    assertRefused(await server.get(withVersion('/loop.txt')));
  });

  it('is left as it is written and not served: a socket', async function () {
    if (process.platform === 'win32') skip(this, 'sockets are no files here');
    const { site, staticfiles } = makeSite();
    const socket = net.createServer();
    await new Promise<void>((resolve) => {
      socket.listen(path.join(site.root, 'socket.txt'), resolve);
    });
    try {
      assert.equal(staticfiles.staticfile('/socket.txt'), '/socket.txt');
      const server = await servers.serve(staticfiles.middleware());
      assertRefused(await server.get('/socket.txt'));
      assertRefused(await server.get(withVersion('/socket.txt')));
    } finally {
      socket.close();
    }
  });
});
