// How the work for a text grows with its length: that for four times the text is compared with that for one.

/** So little is not told apart from what else a process does. */
const LEAST_MS = 10;
const RUNS = 3;

export interface Growth {
  /** What a run has computed, in ms of this process: the shortest of some. */
  readonly shortMs: number;
  readonly longMs: number;
  /** 4 where the work grows with the length, 16 where it grows with its square. */
  readonly factor: number;
}

/** @param run - Does the work for a text of a length; `mark` makes each text another one. */
export function growthOf(length: number, run: (length: number, mark: string) => unknown): Growth {
  let marks = 0;
  const computedMs = (each: number) => {
    const all = Array.from({ length: RUNS }, () => {
      marks += 1;
      const before = process.cpuUsage();
      run(each, `m${marks}`);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...all);
  };
  const shortMs = computedMs(length);
  const longMs = computedMs(4 * length);
  return { shortMs, longMs, factor: longMs / Math.max(LEAST_MS, shortMs) };
}
