// Makes something when it is first needed, and only then.

/** Decorates a getter: what it returns first, it returns ever after. */
export function lazy<This extends object, Value>(
  make: (this: This) => Value,
  { name }: ClassGetterDecoratorContext<This, Value>,
): (this: This) => Value {
  return function (this: This): Value {
    const value = make.call(this);
    Object.defineProperty(this, name, { value });
    return value;
  };
}

/** Returns a function that makes something in its first call, and returns the same ever after. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
