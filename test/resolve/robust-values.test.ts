// Whatever a value, an output or a logger is like, a render goes on by default.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { engines } from '../support/nunjucks.ts';

const FILES = { 'a.css': 'a{}', 'a.js': 'a()', 'b.js': 'b()' };

function throwing(): never {
  throw new Error('no text for you');
}

function selfContaining(): unknown[] {
  const list: unknown[] = ['/a.js'];
  list.push(list);
  return list;
}

const values: Record<string, unknown> = {
  'an object without a prototype': Object.create(null),
  'an object whose toString throws': { toString: throwing, valueOf: throwing },
  'an object whose conversion throws': { [Symbol.toPrimitive]: throwing },
  'an array that contains itself': selfContaining(),
  'nested arrays': ['/a.js', ['/b.js', ['/a.js']]],
  'an array with holes': Array(3),
  'an array of such objects': ['/a.js', Object.create(null), { toString: throwing }],
  'an array of symbols': [Symbol('a')],
  'a symbol': Symbol('a'),
  'a symbol without a description': Symbol(),
  'a function': () => '/a.js',
  'a function whose toString throws': Object.assign(() => '', { toString: throwing }),
  'a class': class Path {},
  'a big integer': 12n,
  'not a number': Number.NaN,
  'a date that is none': new Date(Number.NaN),
  'a map': new Map([['/a.js', '/b.js']]),
};

type AnyPath = (path: unknown, options?: { integrity?: boolean }) => unknown;

function make(options: InstanceOptions = {}) {
  const instance = makeInstance(FILES, options);
  const ask = instance.staticfiles.staticfile as AnyPath;
  const describe = instance.staticfiles.describe as AnyPath;
  return { ...instance, ask, describe };
}

for (const [name, value] of Object.entries(values)) {
  describe(`${name} as a path`, () => {
    it('gives a text and one warning', () => {
      const { ask, log } = make();
      assert.equal(typeof ask(value), 'string');
      assert.equal(typeof ask(value), 'string');
      assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
    });

    it('gives a text with integrity', () => {
      const link = make().ask(value, { integrity: true }) as { url: unknown; integrity: unknown };
      assert.equal(typeof link.url, 'string');
      assert.equal(link.integrity, '');
    });

    it('gives a text where nothing is converted', () => {
      assert.equal(typeof make({ enabled: false }).ask(value), 'string');
    });

    it('is described', () => {
      assert.equal(typeof make().describe(value), 'object');
    });

    it('throws an error of ours where missing files throw', () => {
      const { ask } = make({ missing: 'throw' });
      assert.throws(() => ask(value), { code: 'ERR_STATICFILE_ARGUMENT' });
    });

    for (const engine of engines) {
      for (const autoescape of [true, false]) {
        it(`ends no page of ${engine.name}, autoescape ${autoescape}`, () => {
          const env = new engine.nunjucks.Environment(null, { autoescape });
          make().staticfiles.install(env);
          const page =
            '<i>{% staticfile value %}</i>' +
            '<i>{% staticfile value as u %}{{ u }}</i>' +
            '<i>{% staticfile value integrity=true as v %}{{ v }}{{ v.integrity }}</i>' +
            '<i>{{ value | staticfile }}{{ staticfile(value) }}</i>';
          assert.match(env.renderString(page, { value }), /^(<i>[^<>\0]*<\/i>){4}$/);
        });
      }
    }
  });
}

describe('integrity of an output that was deleted', () => {
  for (const debug of [true, false]) {
    it(`ends no render, debug ${debug}`, () => {
      const { staticfiles, ask, site } = make({ debug });
      const url = staticfiles.staticfile('/a.js');
      fs.rmSync(path.join(site.outDir, url));
      const link = ask('/a.js', { integrity: true }) as { url: string; integrity: string };
      assert.equal(link.url, url);
      assert.match(link.integrity, /^(sha384-.{64})?$/);
    });

    for (const engine of engines) {
      it(`ends no page of ${engine.name}, debug ${debug}`, () => {
        const { staticfiles, site } = make({ debug });
        const env = new engine.nunjucks.Environment(null);
        staticfiles.install(env);
        const url = staticfiles.staticfile('/a.js');
        fs.rmSync(site.outDir, { recursive: true });
        const page = '{% staticfile "/a.js" integrity=true as js %}{{ js }}';
        assert.equal(env.renderString(page, {}), url);
      });
    }
  }
});

describe('a logger that throws', () => {
  const logger = { debug: throwing, info: throwing, warn: throwing, error: throwing };
  const brokenProxy = () => throwing();

  it('ends no render of what is missing or is no path', () => {
    const { ask } = make({ logger });
    assert.equal(ask('/no.js'), '/no.js');
    assert.equal(ask(undefined), '');
    assert.equal(ask('/a.js;/a.css'), make().ask('/a.js'));
  });

  it('ends no render of what can not be published', () => {
    const { ask, disk } = make({ logger });
    disk.before = (call) => {
      if (call === 'renameSync') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    assert.equal(ask('/a.js'), '/a.js');
  });

  it('ends no render with a file proxy that throws', () => {
    const { ask } = make({ logger, fileProxy: brokenProxy });
    assert.equal(ask('/a.js'), make().ask('/a.js'));
  });

  it('ends no render with a file proxy that answers a promise', () => {
    const fileProxy = (() => Promise.reject(new Error('later'))) as never;
    const { ask } = make({ logger, fileProxy });
    assert.equal(ask('/a.js'), make().ask('/a.js'));
  });

  it('ends no render of a sheet with an absent reference', () => {
    const { ask, site } = make({ logger });
    site.write('s.css', 's{b:url(no.gif)}');
    assert.match(String(ask('/s.css')), /^\/s\.[0-9a-f]{12}\.css$/);
  });
});
