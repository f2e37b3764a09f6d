// Results of minifying that look much like their source and do something else: none is taken.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type ParsedScript, parseResult, parseScript } from '../../../lib/minify/js/parse.ts';
import { type Freedom, proveScript } from '../../../lib/minify/js/prove.ts';
import { Scopes } from '../../../lib/minify/js/scopes.ts';

/** Files of pairs of lines: a source, and what an engine could make of it. */
const FOLDER = path.join(import.meta.dirname, 'support/lies');
const LEAST = 1000;

const lies = fs.readdirSync(FOLDER).map((file) => {
  const pairs = fs.readFileSync(path.join(FOLDER, file), 'utf8').trimEnd().split('\n\n');
  return { about: path.parse(file).name.replaceAll('-', ' '), pairs };
});

function parsedPair(pair: string): readonly [source: ParsedScript, result: string] {
  const [source = '', result = ''] = pair.split('\n');
  return [parseScript(source, false), result];
}

function isProven(source: ParsedScript, result: string, freedom: Freedom): boolean {
  try {
    proveScript(result, source, freedom, () => new Scopes(source.program));
    return true;
  } catch {
    return false;
  }
}

describe('a result that does something else', () => {
  for (const { about, pairs } of lies) {
    it(`is refused, ${about}`, () => {
      for (const [source, result] of pairs.map(parsedPair)) {
        assert.ok(!isProven(source, result, 'names'), `${source.text}\n${result}`);
        assert.ok(!isProven(source, result, 'none'), `${source.text}\n${result}`);
      }
    });
  }

  it(`is one of at least ${LEAST}, which nothing but the proof refuses`, () => {
    const pairs = lies.flatMap((each) => each.pairs.map(parsedPair));
    for (const [source, result] of pairs) {
      assert.doesNotThrow(() => parseResult(result, source.isModule), result);
      assert.notEqual(result, source.text);
      assert.ok(isProven(source, source.text, 'names'), source.text);
    }
    assert.ok(pairs.length >= LEAST, String(pairs.length));
  });
});
