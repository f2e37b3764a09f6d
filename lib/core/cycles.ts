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
  const lower = (node: T, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  const visit = (node: T): void => {
    const index = order.size;
    order.set(node, index);
    lower(node, index);
    open.push(node);
    isOpen.add(node);
    for (const next of edgesOf(node)) {
      if (!order.has(next)) visit(next);
      if (isOpen.has(next)) lower(node, lowest.get(next) ?? index);
    }
    if (lowest.get(node) !== index) return;
    const group = open.splice(open.lastIndexOf(node));
    for (const member of group) isOpen.delete(member);
    groups.push(group);
  };
  visit(start);
  return groups;
}
