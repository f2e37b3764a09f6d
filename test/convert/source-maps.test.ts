// Source maps: from a place in a minified or combined output back to the file that people wrote.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { minify } from 'uglify-js';
import { createStaticfiles } from '../support/create.ts';
import { createSite, type Files } from '../support/site.ts';

function open(files: Files, options: object = {}) {
  const site = createSite(files);
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    sourceMap: true,
    ...options,
  });
  return { site, staticfiles };
}

/** Reads an output with the map that its last line names. */
function withMap({ site }: ReturnType<typeof open>, url: string) {
  const text = site.read(`out${url}`);
  const name = /\n(?:\/\/# sourceMappingURL=(.*)|\/\*# sourceMappingURL=(.*) \*\/)\n$/.exec(text);
  assert.ok(name, text.slice(-200));
  const json = site.read(path.posix.join('out', path.posix.dirname(url), name[1] ?? name[2] ?? ''));
  return { text, map: JSON.parse(json), trace: new TraceMap(json) };
}

/** Says where the text behind a mark comes from: `a.js:2:4`. */
function origin({ text, trace }: ReturnType<typeof withMap>, mark: string): string {
  const at = text.indexOf(mark);
  assert.ok(at >= 0, `${mark} in ${text}`);
  const before = text.slice(0, at).split('\n');
  const position = { line: before.length, column: before.at(-1)?.length ?? 0 };
  const { source, line, column } = originalPositionFor(trace, position);
  return `${source}:${line}:${column}`;
}

const SCRIPTS = {
  'js/a.js': '// first\n\nfunction one(argument) {\n  throw new Error("one " + argument);\n}\n',
  'js/b.js': '"use strict";\nvar two = function () {\n\n  throw new Error("two");\n};\n',
};

describe('the map of a combined script', () => {
  it('leads to the lines of its members', () => {
    const site = open(SCRIPTS);
    const output = withMap(site, site.staticfiles.staticfile('/js/a.js; /js/b.js'));
    assert.equal(origin(output, 'throw new Error("one'), 'a.js:4:0');
    assert.equal(origin(output, 'throw new Error("two'), 'b.js:4:0');
    assert.deepEqual(output.map.sourcesContent, Object.values(SCRIPTS));
  });

  it('leads to the very places of minified members', () => {
    const site = open(SCRIPTS);
    const output = withMap(site, site.staticfiles.slimfile('/js/a.js; /js/b.js'));
    assert.equal(origin(output, 'throw new Error("one'), 'a.js:4:2');
    assert.equal(origin(output, 'throw new Error("two'), 'b.js:4:2');
    assert.ok(output.map.names.includes('argument'));
  });

  it('counts columns in UTF-16, in the source and in the output', () => {
    const text = 'var text = "\u00e9 \u{1f600} \u4e2d"; function here() { throw text }\n';
    const site = open({ 'a.js': text, 'b.js': `${text.replace('here', 'there')}` });
    const output = withMap(site, site.staticfiles.slimfile('/a.js; /b.js'));
    assert.equal(origin(output, 'throw text'), `a.js:1:${text.indexOf('throw')}`);
  });

  it('has its sources relative to itself', () => {
    const site = open({ 'lib/x/a.js': 'a(1)', 'app/b.js': 'b(2)' });
    const url = site.staticfiles.staticfile('/lib/x/a.js; /app/b.js');
    const { map } = withMap(site, url);
    const resolved = map.sources.map(
      (source: string) => new URL(source, `http://h${url}`).pathname,
    );
    assert.deepEqual(resolved, ['/lib/x/a.js', '/app/b.js']);
  });

  it('has none of what a member says of its own map', () => {
    const site = open({ 'a.js': 'a(1)\n//# sourceMappingURL=a.js.map\n', 'b.js': 'b(2)' });
    const url = site.staticfiles.staticfile('/a.js; /b.js');
    assert.equal(site.site.read(`out${url}`).match(/sourceMappingURL/g)?.length, 1);
  });
});

describe('the map of a script that was made of another', () => {
  const written = 'function written(argument) {\n  throw new Error(argument);\n}\n';
  const { code, map } = minify({ 'src/written.ts': written }, {
    compress: false,
    sourceMap: { includeSources: true },
  } as never);
  const WAYS: Readonly<Record<string, Files>> = {
    'in a file': {
      'js/made.js': `${code}\n//# sourceMappingURL=made.js.map`,
      'js/made.js.map': map,
    },
    'in a data URL': {
      'js/made.js': `${code}\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${btoa(map)}\n`,
    },
  };

  for (const [way, files] of Object.entries(WAYS)) {
    it(`leads through the map that it brings ${way}, minified or not`, () => {
      const site = open({ ...files, 'js/b.js': 'b ( 2 )' });
      for (const make of ['staticfile', 'slimfile'] as const) {
        const output = withMap(site, site.staticfiles[make]('/js/made.js; /js/b.js'));
        assert.equal(origin(output, 'throw new Error('), 'src/written.ts:2:2');
        assert.equal(origin(output, make === 'slimfile' ? 'b(2)' : 'b ( 2 )'), 'b.js:1:0');
        assert.ok(output.map.sourcesContent.includes(written));
      }
    });
  }

  for (const bad of [
    'none.map',
    'bad.map',
    '../../out.map',
    'data:application/json,{',
    'sections.map',
  ]) {
    it(`leads to the script itself where that is no map: "${bad}"`, () => {
      const site = open({
        'js/made.js': `${code}\n//# sourceMappingURL=${bad}`,
        'js/bad.map': 'nonsense',
        'js/sections.map': '{"version":3,"sections":[]}',
        'js/b.js': 'b ( 2 )',
      });
      const output = withMap(site, site.staticfiles.staticfile('/js/made.js; /js/b.js'));
      assert.equal(origin(output, 'function written'), 'made.js:1:0');
    });
  }
});

describe('the map of a combined sheet', () => {
  it('leads to the lines of its members, behind references that moved', () => {
    const site = open({
      'css/a.css': '@charset "utf-8";\na { b: url(x.gif) } i { j: k }\n',
      'css/b.css': '\n\nc { d: e }\n',
      'css/x.gif': 'GIF89a',
    });
    const output = withMap(site, site.staticfiles.staticfile('/css/a.css; /css/b.css'));
    assert.equal(origin(output, 'i { j'), 'a.css:2:0');
    assert.equal(origin(output, 'c { d'), 'b.css:3:0');
  });
});

describe('the map of a minified sheet', () => {
  const SHEET = `/* gone */
@media (min-width: 1px) {
  .first, .second > b {
    color: red;
    background: url( "x.gif" );
  }
}
/*! kept */
.third { --own:  1px ; margin: 0px }
.\u00e9 { content: "\u{1f600}" } .fourth { top: 0 }
`;

  for (const [way, css] of Object.entries({ engine: 'csso', reduction: () => 'nonsense' })) {
    it(`leads to rules and declarations, made by the ${way}`, () => {
      const site = open({ 'css/a.css': SHEET, 'css/x.gif': 'GIF89a' }, { minify: { css } });
      const output = withMap(site, site.staticfiles.slimfile('/css/a.css'));
      const made = site.staticfiles.describe('/css/a.css', { slim: true }).minified;
      assert.deepEqual([made?.engine, made?.reduction], way === 'engine' ? [1, 0] : [0, 1]);
      assert.equal(origin(output, '.first'), 'a.css:3:2');
      assert.equal(origin(output, 'background'), 'a.css:5:4');
      assert.equal(origin(output, '--own'), 'a.css:9:9');
      assert.equal(origin(output, 'margin'), 'a.css:9:23');
      assert.equal(
        origin(output, '.fourth'),
        `a.css:10:${SHEET.split('\n')[9]?.indexOf('.fourth')}`,
      );
    });
  }
});

describe('a source map', () => {
  it('is not made where nothing was changed, or none is wanted', () => {
    const site = open({ ...SCRIPTS, 'a.min.js': 'a(1)' });
    site.staticfiles.staticfile('/js/a.js');
    site.staticfiles.slimfile('/a.min.js');
    assert.deepEqual(
      site.site.list('out').filter((name) => name.endsWith('.map')),
      [],
    );
    const without = open(SCRIPTS, { sourceMap: false });
    const url = without.staticfiles.slimfile('/js/a.js; /js/b.js');
    assert.doesNotMatch(without.site.read(`out${url}`), /sourceMappingURL/);
  });

  it('is served, forever, also by a server that has to make it', async () => {
    const one = open(SCRIPTS);
    one.staticfiles.slimfile('/js/a.js; /js/b.js');
    const [map = ''] = one.site.list('out').filter((name) => name.endsWith('.map'));
    const other = open(SCRIPTS);
    other.staticfiles.slimfile('/js/a.js; /js/b.js');
    const third = open(SCRIPTS);
    third.staticfiles.slimfile('/js/a.js');
    for (const { staticfiles } of [one, other]) {
      const response = await staticfiles.handle(new Request(`http://h/${map}`));
      assert.equal(response?.status, 200);
      assert.match(response?.headers.get('cache-control') ?? '', /immutable/);
      assert.match(response?.headers.get('content-type') ?? '', /json/);
      assert.ok(staticfiles.isVersioned(`/${map}`));
    }
    assert.equal(third.staticfiles.isVersioned(`/${map}`), false);
  });

  it('is the same for members of a circle on every machine', () => {
    const files = {
      'a.js': 'import "./b.js";\nexport var a = 1;\n',
      'b.js': 'import "./a.js";\nexport var b = 2;\n',
    };
    const [one, other] = [open(files), open(files)];
    const [first, second] = ['/a.js', '/b.js'];
    assert.equal(one.staticfiles.slimfile(first), other.staticfiles.slimfile(first));
    assert.equal(other.staticfiles.slimfile(second), one.staticfiles.slimfile(second));
    const output = withMap(one, one.staticfiles.slimfile('/b.js'));
    assert.equal(origin(output, 'b=2'), 'b.js:2:11');
  });
});
