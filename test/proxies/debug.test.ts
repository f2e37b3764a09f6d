// debugProxy prints every call and changes nothing; identityProxy changes nothing silently.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { debugProxy, type FileInfo, type FileProxy, identityProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

type Flags = Partial<Record<'new' | 'changed' | 'checked' | 'notfound' | 'disabled', boolean>>;

function infoOf(flags: Flags, filepath?: string): FileInfo {
  const none = { new: false, changed: false, checked: false, notfound: false, disabled: false };
  const info = { ...none, cached: false, provisional: false, ...flags };
  return filepath === undefined ? info : { ...info, filepath };
}

/** What one call prints. */
function printed(uri: string, info: FileInfo): string {
  const lines: string[] = [];
  debugProxy({ write: (text: string) => lines.push(text) })(uri, info);
  return lines.join('');
}

describe('debugProxy', () => {
  it('returns the uri', () => {
    const proxy = debugProxy({ write: () => {} });
    assert.equal(proxy('/x.gif', infoOf({ new: true }, '/out/x.gif')), '/x.gif');
  });

  it('prints the uri and the file', () => {
    const text = printed('/img/x.0123456789ab.gif', infoOf({}, '/out/img/there.gif'));
    assert.match(text, /\/img\/x\.0123456789ab\.gif/);
    assert.match(text, /\/out\/img\/there\.gif/);
  });

  it('prints the flags', () => {
    assert.match(printed('/x.gif', infoOf({ new: true, checked: true }, '/out/y')), /\bnew\b/);
    assert.match(printed('/x.gif', infoOf({ changed: true }, '/out/y')), /\bchanged\b/);
    assert.match(printed('/x.gif', infoOf({ notfound: true })), /\bnotfound\b/);
    assert.match(printed('/x.gif', infoOf({ disabled: true })), /\bdisabled\b/);
  });

  it('prints different flags differently', () => {
    const all = [{}, { new: true }, { changed: true }, { checked: true }, { notfound: true }];
    const texts = all.map((flags) => printed('/x.gif', infoOf(flags)));
    assert.equal(new Set(texts).size, all.length);
  });
});

describe('debugProxy, call after call', () => {
  it('prints every call, each the same number of times', () => {
    const lines: string[] = [];
    const proxy = debugProxy({ write: (text: string) => lines.push(text) });
    proxy('/x.gif', infoOf({}));
    const perCall = lines.length;
    assert.ok(perCall > 0);
    proxy('/x.gif', infoOf({}));
    proxy('/y.gif', infoOf({}));
    assert.equal(lines.length, 3 * perCall);
  });

  it('prints every render', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const lines: string[] = [];
    const fileProxy = debugProxy({ write: (text: string) => lines.push(text) });
    const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir, fileProxy });
    const uri = staticfiles.staticfile('/x.gif');
    staticfiles.staticfile('/x.gif');
    const file = path.join(site.outDir, uri);
    const parts = lines.join('\n').split(file);
    assert.equal(parts.length - 1, 2);
    assert.equal(parts.join('').split(uri).length - 1, 2);
  });

  it('breaks no render when it cannot write', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const fileProxy: FileProxy = debugProxy({
      write: () => {
        throw new Error('EPIPE');
      },
    });
    const options = { roots: [site.root], outDir: site.outDir, fileProxy, logger: collectLog() };
    const url = createStaticfiles(options).staticfile('/x.gif');
    assert.match(url, /^\/x\.[0-9a-f]{12}\.gif$/);
  });
});

describe('identityProxy', () => {
  it('returns the uri', () => {
    assert.equal(identityProxy()('/x.gif', infoOf({ new: true }, '/out/x.gif')), '/x.gif');
  });

  it('gives the same URL as no proxy at all', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const options = { roots: [site.root], outDir: site.outDir };
    const without = createStaticfiles(options).staticfile('/x.gif');
    const fileProxy = identityProxy();
    assert.equal(createStaticfiles({ ...options, fileProxy }).staticfile('/x.gif'), without);
  });
});
