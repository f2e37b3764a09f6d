// Measures two things in turn, so that what slows the machine down slows both.

/**
 * Runs `subject` and `baseline` in alternation and compares their times.
 *
 * @param clock - `cpuMs` for what a busy machine is not to change.
 * @returns the median of the rounds' ratios, their quartiles, and the medians in words.
 */
export async function compare({ subject, baseline, rounds, per = 1, unit = 'ms', clock = wallMs }) {
  const subjectTimes = [];
  const baselineTimes = [];
  for (let round = 0; round < rounds + 1; round += 1) {
    const baselineMs = await timeMs(baseline, round, clock);
    const subjectMs = await timeMs(subject, round, clock);
    // the first round compiles and fills caches
    if (round === 0) continue;
    baselineTimes.push(baselineMs);
    subjectTimes.push(subjectMs);
  }
  const ratios = subjectTimes.map((time, at) => time / baselineTimes[at]);
  const show = (times) => `${((quantile(times, 0.5) / per) * UNITS[unit]).toPrecision(3)} ${unit}`;
  return {
    ratio: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    detail: `${show(subjectTimes)} against ${show(baselineTimes)}`,
  };
}

/** Units in terms of milliseconds. */
const UNITS = { ms: 1, µs: 1000, ns: 1_000_000 };

async function timeMs(action, round, clock) {
  const start = clock();
  await action(round);
  return clock() - start;
}

function wallMs() {
  return performance.now();
}

/** What this process has computed. */
export function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
