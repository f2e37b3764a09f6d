// Which of many ranges of a text holds an offset.

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Returns a function that finds the range around an offset; offsets must ascend. */
export function rangeFinder<R extends Range>(
  ranges: readonly R[],
): (offset: number) => R | undefined {
  const ordered = [...ranges].sort((one, other) => one.start - other.start);
  let next = 0;
  return (offset) => {
    while (next < ordered.length && (ordered[next]?.end ?? 0) <= offset) next += 1;
    const range = ordered[next];
    return range !== undefined && range.start <= offset ? range : undefined;
  };
}
