// A getter that makes its value when it is first asked for, and from then on is that value.

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
