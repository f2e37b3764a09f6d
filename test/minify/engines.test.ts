// One contract for all engines: what each keeps, refuses, and answers.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { StaticfileError } from '../../lib/index.ts';
import {
  createEngine,
  engineAttempts,
  enginesFor,
  engineVersion,
} from '../../lib/minify/engines.ts';
import type { MinifyLevel } from '../../lib/minify/minifier.ts';
import { minifyBy } from '../../lib/minify/text-minifier.ts';

function byteText(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function plainText(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}

/** Minifies by an engine, with the proof around it. */
function minify(kind: 'css' | 'js', engine: string, text: string, level: MinifyLevel = 'safe') {
  const chosen = { name: engine, attempts: engineAttempts(engine, level) };
  const made = minifyBy(chosen, {
    kind,
    path: '',
    text: byteText(text),
    isModule: false,
    wantsMap: false,
  });
  return { ...made, text: plainText(made.text) };
}

const SAMPLES = {
  js: {
    source: 'function add(first, second) {\n  // gone\n  return first + second;\n}\n\nadd(1, 2);\n',
    kept: (comment: string) => `${comment}\nfunction keep(first) {\n  return first + 1;\n}\n`,
    wide: 'var text = "\u00e9 \u4e2d \u{1f600}";\n\nuse( text );\n',
    broken: 'function ( {',
    tiny: 'a',
  },
  css: {
    source: 'a {\n  color: red;\n  /* gone */\n  margin: 1px;\n}\n\nb { top: 2px; }\n',
    kept: (comment: string) => `${comment}\na {\n  color : red;\n}\n`,
    wide: 'a::before {\n  content: "\u00e9 \u4e2d \u{1f600}";\n}\n',
    broken: 'a { b: "c',
    tiny: 'a{b:c}',
  },
};

for (const kind of ['js', 'css'] as const) {
  const sample = SAMPLES[kind];
  for (const engine of enginesFor(kind)) {
    describe(`${engine} for ${kind}`, () => {
      it('makes a text smaller, without its comments, and says so', () => {
        const { text, by, problem } = minify(kind, engine, sample.source);
        assert.ok(text.length < sample.source.length - 10, text);
        assert.doesNotMatch(text, /gone/);
        assert.deepEqual([by, problem ?? ''], ['engine', '']);
      });

      for (const comment of ['/*! mine */', '/* @license mine */', '/** @preserve mine */']) {
        it(`keeps ${comment}`, () => {
          const { text } = minify(kind, engine, sample.kept(comment));
          assert.ok(text.includes(comment), text);
          assert.ok(text.length < sample.kept(comment).length);
        });
      }

      it('keeps what is not ASCII', () => {
        const { text } = minify(kind, engine, sample.wide);
        const string = /["'`](.*)["'`]/.exec(text)?.[1] ?? '';
        const shown = kind === 'js' ? JSON.parse(`"${string}"`) : string;
        assert.equal(shown, '\u00e9 \u4e2d \u{1f600}');
      });

      it('answers the same for the same', () => {
        const texts = [1, 2, 3].map(() => minify(kind, engine, sample.source).text);
        assert.equal(new Set(texts).size, 1);
      });

      it('leaves a syntax error as it is, with a reason', () => {
        const { text, by, problem } = minify(kind, engine, sample.broken);
        assert.deepEqual([text, by], [sample.broken, 'source']);
        assert.ok(problem, 'a reason');
      });

      it('never makes a text longer', () => {
        for (const text of [sample.tiny, '', ' ', '\n']) {
          assert.ok(minify(kind, engine, text).text.length <= text.length, JSON.stringify(text));
        }
      });

      it('takes the level "full", too', () => {
        const { text } = minify(kind, engine, sample.source, 'full');
        assert.ok(text.length < sample.source.length - 10, text);
      });

      it('has the version that is installed', () => {
        const file = `node_modules/${engine}/package.json`;
        assert.equal(engineVersion(engine), JSON.parse(fs.readFileSync(file, 'utf8')).version);
      });
    });
  }
}

describe('an engine that is not installed', () => {
  it('is an error with the command that installs it', () => {
    assert.throws(
      () => createEngine('not-there-at-all'),
      (error) => {
        assert.ok(error instanceof StaticfileError);
        assert.equal(error.code, 'ERR_STATICFILE_OPTION');
        assert.match(error.message, /"not-there-at-all", which is not installed.*npm install/);
        return true;
      },
    );
  });
});
