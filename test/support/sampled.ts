// What the short form of the tests leaves out, and says so; `npm run test:all` leaves out nothing.

/** Whether everything is run. */
export const isWhole: boolean = process.env['STATICFILE_TEST_ALL'] !== undefined;

/** Picks cases that lie evenly in a list, and prints how many are left out. */
export function sampled<Case>(what: string, count: number, all: readonly Case[]): readonly Case[] {
  if (isWhole || all.length <= count) return all;
  console.log(`> ${count} of ${all.length} ${what}: samples`);
  return Array.from(
    { length: count },
    (_, at) => all[Math.floor((at * all.length) / count)] as Case,
  );
}

/** Returns how many random cases to try of those that the whole form tries. */
export function fewer(runs: number): number {
  return isWhole ? runs : Math.ceil(runs / 10);
}
