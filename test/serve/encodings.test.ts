// Text is served in the encoding that the file names itself.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { headersFor } from '../../lib/proxies/cdn/headers.ts';
import { createStaticfiles } from '../support/create.ts';
import { useServers } from '../support/http.ts';
import { createSite } from '../support/site.ts';

const BODY = 'a::after { content: "e" }\n'.repeat(20);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

/** Each file, and the type that it has. */
const TYPES: Readonly<Record<string, readonly [content: string | Buffer, type: string]>> = {
  'latin.css': [`@charset "ISO-8859-1";\n${BODY}`, 'text/css; charset=iso-8859-1'],
  'japanese.css': [`@charset "shift_jis";\n${BODY}`, 'text/css; charset=shift_jis'],
  'plain.css': [BODY, 'text/css; charset=utf-8'],
  'utf-8.css': [`@charset "utf-8";\n${BODY}`, 'text/css; charset=utf-8'],
  // letters that can be read are not in UTF-16, and a mark ranks above what is said
  'readable.css': [`@charset "utf-16le";\n${BODY}`, 'text/css; charset=utf-8'],
  'marked.css': [`\ufeff@charset "iso-8859-1";\n${BODY}`, 'text/css; charset=utf-8'],
  'late.css': [` @charset "iso-8859-1";\n${BODY}`, 'text/css; charset=utf-8'],
  'little.css': [utf16(BODY), 'text/css; charset=utf-16le'],
  'big.css': [utf16(BODY).swap16(), 'text/css; charset=utf-16be'],
  'page.html': ['<p>e', 'text/html; charset=utf-8'],
  'latin.html': ['<meta charset="iso-8859-1"><p>e', 'text/html'],
  'old.html': ['<meta http-equiv=a content="text/html; charset=koi8-r">', 'text/html'],
  'utf-8.html': ['<meta charset=utf-8><p>e', 'text/html; charset=utf-8'],
  'latin.xml': ['<?xml version="1.0" encoding="iso-8859-1"?><a/>', 'application/xml'],
};

describe('the content type', () => {
  const servers = useServers();
  const FILES = Object.fromEntries(
    Object.entries(TYPES).map(([name, [content]]) => [name, content]),
  );

  it('tells the encoding that a file names itself: as a source, an output, packed and on the CDN', async () => {
    const site = createSite(FILES);
    const staticfiles = createStaticfiles({ roots: site.root, outDir: site.outDir });
    const server = await servers.serve(staticfiles.middleware());
    const found: unknown[] = [];
    const expected: unknown[] = [];
    for (const [name, [, type]] of Object.entries(TYPES)) {
      const url = staticfiles.staticfile(name);
      assert.notEqual(url, `/${name}`);
      const output = path.join(site.outDir, url);
      for (const target of [`/${name}`, url]) {
        found.push((await server.get(target)).headers['content-type']);
        const answer = await staticfiles.handle(new Request(`http://site${target}`));
        found.push(answer?.headers.get('content-type'));
      }
      found.push(headersFor(`static${url}`, {}, output).contentType);
      fs.writeFileSync(`${output}.br`, brotliCompressSync(fs.readFileSync(output)));
      const packed = await server.get(url, { 'Accept-Encoding': 'br' });
      found.push(packed.headers['content-type']);
      expected.push(...Array(6).fill(type));
    }
    assert.deepEqual(found, expected);
  });
});
