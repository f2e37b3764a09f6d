// Nodes that refer to each other in a circle form a group; groups come after what they refer to.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { connectedGroups } from '../../lib/core/cycles.ts';

type Graph = Readonly<Record<string, string>>;

/** Groups as sorted words: `['c', 'ab']`. Edges are words too: `{ a: 'bc' }`. */
function groupsFrom(start: string, graph: Graph): string[] {
  return connectedGroups(start, (node) => graph[node] ?? '').map((group) => group.sort().join(''));
}

const cases: Record<string, [graph: Graph, groups: string[]]> = {
  'one node': [{}, ['a']],
  'a node that refers to itself': [{ a: 'a' }, ['a']],
  'a chain': [{ a: 'b', b: 'c' }, ['c', 'b', 'a']],
  'a diamond': [{ a: 'bc', b: 'd', c: 'd' }, ['d', 'b', 'c', 'a']],
  'a circle of two': [{ a: 'b', b: 'a' }, ['ab']],
  'a circle of three': [{ a: 'b', b: 'c', c: 'a' }, ['abc']],
  'a circle that refers to a node': [{ a: 'bc', b: 'a' }, ['c', 'ab']],
  'a node that refers to a circle': [{ a: 'b', b: 'c', c: 'b' }, ['bc', 'a']],
  'two circles': [{ a: 'b', b: 'ac', c: 'd', d: 'c' }, ['cd', 'ab']],
  'two circles that share a node': [{ a: 'bc', b: 'a', c: 'a' }, ['abc']],
  'a circle in a circle': [{ a: 'b', b: 'c', c: 'bd', d: 'a' }, ['abcd']],
  'a node named twice': [{ a: 'bb' }, ['b', 'a']],
  'a node that nothing leads to': [{ a: 'b', x: 'a' }, ['b', 'a']],
};

const NODES = 'abcdefgh';
const graph = fc.record(
  Object.fromEntries(
    [...NODES].map((node) => [node, fc.subarray([...NODES], { maxLength: 3 })]),
  ) as Record<string, fc.Arbitrary<string[]>>,
);

/** All nodes that can be reached from one, in any number of steps from 1 up. */
function reachable(edges: Readonly<Record<string, string[]>>, start: string): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of edges[node] ?? []) {
      if (!reached.has(next)) open.push(next);
      reached.add(next);
    }
  }
  return reached;
}

describe('connectedGroups', () => {
  for (const [name, [edges, groups]] of Object.entries(cases)) {
    it(`groups ${name}`, () => {
      assert.deepEqual(groupsFrom('a', edges), groups);
    });
  }

  it('asks for the edges of a node once', () => {
    const asked: string[] = [];
    connectedGroups('a', (node) => {
      asked.push(node);
      return node === 'a' ? ['b', 'c'] : ['a', 'b'];
    });
    assert.deepEqual(asked.sort(), ['a', 'b', 'c']);
  });

  it('has every edge lead to the same or an earlier group', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const groups = connectedGroups('a', (node) => edges[node] ?? []);
        const place = new Map(groups.flatMap((group, at) => group.map((node) => [node, at])));
        for (const [from, at] of place) {
          for (const to of edges[from] ?? []) assert.ok((place.get(to) ?? Infinity) <= at);
        }
      }),
    );
  });

  it('has each node that can be reached once, with all that lead back to it', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const groups = connectedGroups('a', (node) => edges[node] ?? []);
        const nodes = new Set(['a', ...reachable(edges, 'a')]);
        assert.deepEqual(groups.flat().sort(), [...nodes].sort());
        for (const group of groups) {
          for (const node of group) {
            const partners = [...reachable(edges, node)].filter((other) =>
              reachable(edges, other).has(node),
            );
            assert.deepEqual(group.toSorted(), [...new Set([node, ...partners])].sort());
          }
        }
      }),
    );
  });
});
