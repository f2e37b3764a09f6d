// What is said when a path names no file: what failed, where was looked, what to do.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as net from 'node:net';
import * as path from 'node:path';
import { parsePath } from '../../lib/core/paths.ts';
import { printable } from '../../lib/errors.ts';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import { Roots } from '../../lib/files/roots.ts';
import { LOOKS, refuse, watchDisk } from '../support/disk.ts';
import { createSite, type Site } from '../support/site.ts';

function explain(text: string, site: Site = createSite(), disk: Disk = nodeDisk) {
  const roots = [
    { dir: site.root, at: '' },
    { dir: path.join(site.dir, 'dist'), at: '/vendor' },
  ];
  const { code, message } = new Roots(roots, disk).explain(text, parsePath(text));
  return [code, message.replaceAll(site.dir, '')];
}

const LOOKED = 'Looked in "/root", "/dist" (at "/vendor").';
const ONLY = 'Only files below "roots" can be named.';

const refused: Record<string, string> = {
  '../x.gif': 'It leads out of the roots.',
  '/.env': 'It names a hidden file.',
};

const nonsense = ['', '?v=1', '/a\0b.gif'];

describe('the error of a path', () => {
  it('that is nowhere says where was looked', () => {
    assert.deepEqual(explain('/x.gif'), [
      'ERR_STATICFILE_NOT_FOUND',
      '[ERR_STATICFILE_NOT_FOUND] Cannot find "/x.gif". ' +
        'Looked in "/root", "/dist" (at "/vendor") (there is no such folder). ' +
        'Check the path, or add its folder to "roots".',
    ]);
  });

  for (const [text, reason] of Object.entries(refused)) {
    it(`that is refused says why: ${text}`, () => {
      assert.deepEqual(explain(text), [
        'ERR_STATICFILE_FORBIDDEN',
        `[ERR_STATICFILE_FORBIDDEN] "${text}" is refused. ${reason} ${ONLY}`,
      ]);
    });
  }

  for (const text of nonsense) {
    it(`that is none says so: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(explain(text), [
        'ERR_STATICFILE_NOT_FOUND',
        `[ERR_STATICFILE_NOT_FOUND] "${printable(text)}" is not the path of a file.`,
      ]);
    });
  }

  it('that is a socket says so', async function () {
    if (process.platform === 'win32') this.skip();
    const site = createSite({ 'img/x.gif': '' });
    const server = net.createServer().listen(path.join(site.root, 'img/y.gif'));
    await once(server, 'listening');
    const [, message] = explain('/img/y.gif', site);
    server.close();
    const said = '"/img/y.gif" is a pipe, a socket or a device. Name a file.';
    assert.equal(message, `[ERR_STATICFILE_NOT_FOUND] ${said}`);
  });

  it('that is a folder says so', () => {
    const site = createSite({ 'img/x.gif': '' });
    const message = (text: string) =>
      `[ERR_STATICFILE_NOT_FOUND] "${text}" is a folder. Name a file in it.`;
    assert.deepEqual(explain('/img', site), ['ERR_STATICFILE_NOT_FOUND', message('/img')]);
    assert.deepEqual(explain('/img/', site), ['ERR_STATICFILE_NOT_FOUND', message('/img/')]);
  });

  it('that is below a file says that it is not there', () => {
    const site = createSite({ 'x.gif': '' });
    assert.equal(explain('/x.gif/y.gif', site)[0], 'ERR_STATICFILE_NOT_FOUND');
  });

  it("that can't be read names the permissions", () => {
    const { disk } = watchDisk(refuse(LOOKS, 'EACCES'));
    assert.deepEqual(explain('/x.gif', createSite({ 'x.gif': '' }), disk), [
      'ERR_STATICFILE_UNREADABLE',
      `[ERR_STATICFILE_UNREADABLE] Cannot read "/x.gif". ${LOOKED} ` +
        'Check the rights of the folders.',
    ]);
  });

  it('that is very long is cut', () => {
    const [code = '', message = ''] = explain(`/${'a'.repeat(5000)}`);
    assert.equal(code, 'ERR_STATICFILE_NOT_FOUND');
    assert.ok(message.length < 300);
    const [, refusal = ''] = explain(`../${'a'.repeat(3000)}`);
    assert.ok(refusal.length < 400);
  });
});
