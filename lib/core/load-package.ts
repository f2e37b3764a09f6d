// Loads a package when it is first needed: what a process does not use costs it no time to start.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Makes a function that gives a package, and loads it when it is first called.
 *
 * Synchronous, because a render can't wait. ES modules can be loaded so, too, since Node 20.19.
 */
export function lazily<Package>(name: string): () => Package {
  return once(() => require(name) as Package);
}

/** Makes a function that makes something when it is first called, and gives the same ever after. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
