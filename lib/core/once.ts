// Makes something when it is first needed, and only then.

/** Returns a function that makes something in its first call, and returns the same ever after. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
