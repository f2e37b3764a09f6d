// What is called at the end of the process, by one listener for all: Node warns of more than ten.

const actions = new Set<() => void>();

/** Adds a function that is called when the process ends, and returns one that takes it back. */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) process.once('exit', callAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off('exit', callAll);
  };
}

function callAll(): void {
  for (const action of actions) action();
}
