// Groups of nodes that refer to each other in a circle.

/**
 * Finds the strongly connected groups that can be reached from `start`, each before all groups that
 * refer to it (R. Tarjan, "Depth-first search and linear graph algorithms", 1972).
 */
export function connectedGroups<T>(start: T, edgesOf: (node: T) => Iterable<T>): T[][] {
  const order = new Map<T, number>();
  const lowest = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const groups: T[][] = [];
  const path: { readonly node: T; readonly edges: Iterator<T> }[] = [];
  const lower = (node: T, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  const enter = (node: T): void => {
    lower(node, order.size);
    order.set(node, order.size);
    open.push(node);
    isOpen.add(node);
    path.push({ node, edges: edgesOf(node)[Symbol.iterator]() });
  };
  const leave = (node: T): void => {
    if (lowest.get(node) !== order.get(node)) return;
    const group = open.splice(open.lastIndexOf(node));
    for (const member of group) isOpen.delete(member);
    groups.push(group);
  };
  // no recursion: sheets may import each other in a chain of thousands
  enter(start);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const { done, value: next } = step.edges.next();
    if (!done && !order.has(next)) enter(next);
    else if (!done && isOpen.has(next)) lower(step.node, lowest.get(next) ?? 0);
    if (!done) continue;
    leave(step.node);
    path.pop();
    const above = path.at(-1);
    if (above && isOpen.has(step.node)) lower(above.node, lowest.get(step.node) ?? 0);
  }
  return groups;
}
