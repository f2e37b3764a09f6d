// What never moves, whatever is included; and what is stored with what moves.
import * as assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { headersFor } from '../../../lib/proxies/cdn/headers.ts';
import { whyItStays } from '../../../lib/proxies/cdn/own-origin.ts';
import { createStaticfiles } from '../../support/create.ts';
import { collectLog } from '../../support/log.ts';
import { createSite, type Files } from '../../support/site.ts';
import { calmWorld, oneServer } from './support/one-server.ts';

async function moved(files: Files, path: string) {
  const world = calmWorld();
  const { proxy } = oneServer({ world, isFree: true, include: 'all' });
  const site = createSite(files);
  const { root: roots, outDir } = site;
  const options = { roots, outDir, debug: false, fileProxy: proxy, logger: collectLog() };
  const staticfiles = createStaticfiles(options, { now: world.time.now });
  const render = () => staticfiles.staticfile(path);
  render();
  await world.time.pass(60_000);
  render();
  await world.time.pass(60_000);
  return { render, staticfiles, proxy, time: world.time };
}

describe('a file that works on its own origin only', () => {
  const STAY = [
    '/a.0123456789ab.html',
    '/site.0123456789ab.webmanifest',
    '/manifest.0123456789ab.json',
    '/browserconfig.0123456789ab.xml',
    '/live.0123456789ab.m3u8',
    '/live.0123456789ab.pls',
    '/live.0123456789ab.smil',
    '/a.0123456789ab.shtml',
    '/a.0123456789ab.xht',
    '/cube.0123456789ab.obj',
    '/cube.0123456789ab.mtl',
    '/font.0123456789ab.fnt',
    '/map.0123456789ab.tmx',
    '/scene.0123456789ab.gltf',
    '/sw.0123456789ab.js',
    '/js/service-worker.0123456789ab.js',
    '/js/pdf.worker.min.0123456789ab.mjs',
  ];
  for (const uri of STAY) {
    it(`stays: ${uri}`, () => assert.equal(typeof whyItStays(uri), 'string'));
  }

  for (const uri of ['/a.0123456789ab.js', '/data.0123456789ab.json', '/network.0123456789ab.js']) {
    it(`is told from others, which move: ${uri}`, () => assert.equal(whyItStays(uri), undefined));
  }

  it('is a drawing that names other files, packed or not', async () => {
    const alone = '<svg><use href="#a"/><path fill="url(#b)"/><a href="https://a.example/"/></svg>';
    const names = '<svg><image href="b.png"/></svg>';
    const files = { 'alone.svg': alone, 'names.svg': names, 'packed.svgz': gzipSync(names) };
    assert.match((await moved(files, '/alone.svg')).render(), /^https:/);
    assert.match((await moved(files, '/names.svg')).render(), /^\/names\./);
    assert.match((await moved(files, '/packed.svgz')).render(), /^\/packed\./);
  });

  it('is a document that names other files', async () => {
    const files = {
      'a.xml': '<?xml-stylesheet href="a.xsl"?><a/>',
      'b.xml': '<a><b href="https://b.example/"/></a>',
    };
    assert.match((await moved(files, '/a.xml')).render(), /^\/a\./);
    assert.match((await moved(files, '/b.xml')).render(), /^https:/);
  });

  it('is a classic worker, and not a script that looks whether it is one', async () => {
    const large = `x = ${JSON.stringify('x'.repeat(600_000))};`;
    const files = {
      'a.js': 'var a;importScripts("b.js");',
      'b.js': 'if (typeof importScripts === "function") b();',
      'c.js': large,
    };
    assert.match((await moved(files, '/a.js')).render(), /^\/a\./);
    assert.match((await moved(files, '/b.js')).render(), /^https:/);
    assert.match((await moved(files, '/c.js')).render(), /^https:/);
  });

  const BY_ITSELF = {
    'a.mjs': 'export const load = (name) => import("./lang/" + name + ".mjs");',
    'b.js': 'load = (name) => import(name);',
    'c.mjs': 'export const folder = new URL(".", import.meta.url);',
    'd.mjs': 'const { url } = import.meta; export { url };',
    'e.js': 'var base = document.currentScript.src.replace("e.js", "");',
    'f.js': 'var all = document.getElementsByTagName("script"); base = all[all.length - 1].src;',
    'g.json': '{"layers": [{"u": "images/", "p": "a.png"}]}',
    'h.json': '{"root": {"uri": "..\\/tiles\\/0.b3dm"}}',
    'i.vtt': 'WEBVTT\n\n00:00.000 --> 00:01.000\nsprite.jpg#xywh=0,0,10,10\n',
    'j.kml': '<kml><Icon><href>a.png</href></Icon></kml>',
    'k.xml': '<Url template="/find?q={searchTerms}"/>',
    'l.svg': '<!DOCTYPE svg [<!ENTITY a SYSTEM "a.txt">]><svg>&a;</svg>',
    'l-public.svg': '<!DOCTYPE svg [<!ENTITY % a PUBLIC "-//A" "a.txt"> %a;]><svg/>',
    'm.importmap': '{"imports": {}}',
    'n.js': 'self.addEventListener("fetch", (event) => event.respondWith(a(event)));',
    'o.js': 'onconnect = ({ ports }) => ports[0].postMessage(1);',
    'PushSDKWorker.js': 'a();',
  };
  for (const [name, text] of Object.entries(BY_ITSELF)) {
    it(`finds others by itself, or is run by itself: ${name}: ${text.slice(0, 60)}`, () => {
      const { root } = createSite({ [name]: text });
      assert.equal(typeof whyItStays(`/${name}`, `${root}/${name}`), 'string');
    });
  }

  const ALONE = {
    'a.mjs': 'import "./b.mjs"; export const load = () => import("https://c.example/d.mjs");',
    'b.mjs': 'if (import.meta.env) a(new URL("./b.png", import.meta.url)); export {};',
    'c.js':
      's = document.createElement("script"); s.src = "https://c.example/a.js"; document.getElementsByTagName("script")[0].before(s);',
    'd.js': 'socket.onmessage = (event) => a(event); window.addEventListener("message", a);',
    'e.json': '{"at": "https://e.example/a.png", "on": "2026-11-28", "of": "/users/1"}',
    'f.vtt': 'WEBVTT\n\n00:00.000 --> 00:01.000\nSee a.txt for more.\n',
    'g.svg': '<svg sodipodi:docname="g.svg"><title>g.svg</title></svg>',
  };
  for (const [name, text] of Object.entries(ALONE)) {
    it(`is told from one that finds none: ${name}: ${text.slice(0, 60)}`, () => {
      const { root } = createSite({ [name]: text });
      assert.equal(whyItStays(`/${name}`, `${root}/${name}`), undefined);
    });
  }

  it('is a worker that a module starts, named before it or behind it', async () => {
    const files = {
      'a.mjs': 'new Worker(new URL("./b.mjs", import.meta.url), {type: "module"});',
      'b.mjs': 'export {};',
    };
    const before = await moved(files, '/a.mjs');
    assert.match(before.staticfiles.staticfile('/b.mjs'), /^\/b\./);
    await before.time.pass(60_000);
    assert.match(before.staticfiles.staticfile('/b.mjs'), /^\/b\./);
    const { staticfiles, time } = await moved(files, '/a.mjs');
    staticfiles.staticfile('/b.mjs');
    staticfiles.staticfile('/a.mjs');
    await time.pass(60_000);
    assert.match(staticfiles.staticfile('/b.mjs'), /^\/b\./);
  });

  it('is a module that starts a worker', async () => {
    const files = {
      'js/a.mjs': 'new Worker(new URL("./b.mjs", import.meta.url), {type: "module"});',
      'js/c.mjs': 'fetch(new URL("./b.mjs", import.meta.url));',
      'js/b.mjs': 'export {};',
    };
    assert.match((await moved(files, '/js/a.mjs')).render(), /^\/js\/a\./);
    assert.match((await moved(files, '/js/c.mjs')).render(), /^https:/);
  });
});

describe('a file with integrity', () => {
  it('has its CDN URL only where CORS is proven, in a tag and in a block', async () => {
    const { staticfiles, proxy } = await moved({ 'a.js': 'a()' }, '/a.js');
    const inTag = () => staticfiles.staticfile('/a.js', { integrity: true }).url;
    const inBlock = () => staticfiles.staticall('<script src="/a.js" integrity=""></script>');
    assert.match(staticfiles.staticfile('/a.js'), /^https:/);
    assert.match(inTag(), /^\/a\./);
    assert.match(inBlock(), /src="\/a\.[0-9a-f]+\.js" integrity="sha384-[^"]{64}"><\/script>/);
    proxy.proveCors(true);
    assert.match(inTag(), /^https:/);
  });
});

describe('what is stored with an object', () => {
  it('tells that a packed drawing is packed', () => {
    const { contentEncoding, contentType } = headersFor('static/a.svgz');
    assert.deepEqual([contentType, contentEncoding], ['image/svg+xml', 'gzip']);
  });

  it('tells the encoding that a sheet names itself', () => {
    const site = createSite({
      'a.css': '@charset "ISO-8859-1"; a{}',
      'b.css': '@charset "utf-8"; a{}',
      'c.css': 'a{}',
    });
    const typeOf = (name: string) =>
      headersFor(`static/${name}`, {}, `${site.root}/${name}`).contentType;
    assert.equal(typeOf('a.css'), 'text/css; charset=iso-8859-1');
    for (const name of ['b.css', 'c.css']) assert.equal(typeOf(name), 'text/css; charset=utf-8');
  });
});
