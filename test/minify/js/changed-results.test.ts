// Results of engines that do something else than the source are refused, each kind of change by itself.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { AnyNode } from 'acorn';
import { childrenOf } from '../../../lib/core/js/tree.ts';
import { type ParsedScript, parseResult, parseScript } from '../../../lib/minify/js/parse.ts';
import { type Freedom, proveScript } from '../../../lib/minify/js/prove.ts';
import { Scopes } from '../../../lib/minify/js/scopes.ts';
import { fixture } from '../../../scripts/fixtures.js';
import { fewer, isWhole } from '../../support/sampled.ts';
import { moduleTraps, newerTraps } from '../support/traps-newer.ts';
import { scriptTraps } from '../support/traps-scripts.ts';
import { type Change, EXPRESSION_CHANGES } from './support/changes.ts';
import { captures, mixUps, splits, visibleNames } from './support/changes-names.ts';
import { STATEMENT_CHANGES } from './support/changes-statements.ts';
import { madeScripts } from './support/made-scripts.ts';

const REAL = ['bootstrap/dist/js/bootstrap.js', 'htmx.org/dist/htmx.js', 'moment/moment.js'];
/** Of each way to change a program, over all sources. */
const MOST = fewer('changes of each kind to scripts', 40, 12);
const LEAST = MOST * 0.75;
const MOST_OF_ONE = 3;

const texts = [
  ...Object.values(madeScripts),
  ...Object.values({ ...scriptTraps, ...newerTraps, ...moduleTraps }),
  ...REAL.map((file) => fs.readFileSync(fixture(file), 'utf8')),
];

function parse(text: string): ParsedScript | undefined {
  try {
    return parseScript(text, false);
  } catch {
    return undefined;
  }
}

const sources = texts.flatMap((text) => parse(text) ?? []);

function apply(text: string, changes: readonly Change[]): string {
  const last = [...changes].sort((one, other) => other.start - one.start);
  return last.reduce(
    (made, { start, end, text: to }) => made.slice(0, start) + to + made.slice(end),
    text,
  );
}

function* nodesOf(program: AnyNode): Generator<AnyNode> {
  const pending = [program];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    pending.push(...childrenOf(node));
  }
}

type Changes = (source: ParsedScript) => Iterable<readonly Change[]>;

function changesBy(operator: (typeof EXPRESSION_CHANGES)[string]): Changes {
  return function* (source) {
    for (const node of nodesOf(source.program)) {
      const change = operator(node, source.text);
      if (change !== undefined) yield [change];
    }
  };
}

const ALL: Readonly<Record<string, Changes>> = {
  ...Object.fromEntries(
    Object.entries({ ...EXPRESSION_CHANGES, ...STATEMENT_CHANGES }).map(([name, operator]) => [
      name,
      changesBy(operator),
    ]),
  ),
  'a binding that is captured': captures,
  'two variables mixed up': mixUps,
  'a declaration and its uses with two names': splits,
  'another name of a function or class': visibleNames,
};

/** A result that no parser takes is refused by that already, and shows nothing. */
function* changedResults(changes: Changes): Generator<[ParsedScript, string]> {
  for (const source of sources) {
    let left = MOST_OF_ONE;
    for (const each of changes(source)) {
      const result = apply(source.text, each);
      if (result === source.text || parse(result)?.isModule !== source.isModule) continue;
      yield [source, result];
      left -= 1;
      if (left === 0) break;
    }
  }
}

function isAccepted(source: ParsedScript, result: string, freedom: Freedom): boolean {
  try {
    proveScript(result, source, freedom, () => new Scopes(source.program));
    return true;
  } catch {
    return false;
  }
}

describe('the proof of scripts', () => {
  let total = 0;
  for (const [name, changes] of Object.entries(ALL)) {
    it(`refuses ${name}, at least ${LEAST} times`, () => {
      let count = 0;
      for (const [source, result] of changedResults(changes)) {
        // without the proof each would be taken
        assert.doesNotThrow(() => parseResult(result, source.isModule), result);
        assert.ok(result.isWellFormed());
        assert.ok(!isAccepted(source, result, 'names'), `${source.text}\n---\n${result}`);
        assert.ok(!isAccepted(source, result, 'none'), `${source.text}\n---\n${result}`);
        count += 1;
        if (count === MOST) break;
      }
      assert.ok(count >= LEAST, `only ${count}`);
      total += count;
    });
  }

  it(`refuses more than ${isWhole ? 1000 : 300} in all`, () => {
    if (isWhole) console.log(`${total} changed results, none accepted`);
    assert.ok(total > (isWhole ? 1000 : 300), String(total));
  });

  it('accepts every source as its own result', () => {
    for (const source of sources) assert.ok(isAccepted(source, source.text, 'names'), source.text);
  });
});
