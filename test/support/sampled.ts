// What the short form of the tests leaves out, and says so; `npm run test:all` leaves out nothing.

/** Whether everything is run. */
export const isWhole: boolean = process.env['STATICFILE_TEST_ALL'] !== undefined;

const said = new Set<string>();

/** Picks cases that lie evenly in a list, and prints how many are left out. */
export function sampled<Case>(what: string, count: number, all: readonly Case[]): readonly Case[] {
  if (isWhole || all.length <= count) return all;
  say(`${count} of ${all.length} ${what}`);
  return Array.from(
    { length: count },
    (_, at) => all[Math.floor((at * all.length) / count)] as Case,
  );
}

/** Returns how many of so many made cases to try, a tenth or as many as given, and prints it. */
export function fewer(what: string, runs: number, count: number = Math.ceil(runs / 10)): number {
  if (isWhole || count >= runs) return runs;
  say(`${count} of ${runs} ${what}`);
  return count;
}

/** Files that share a list say it once. */
function say(sample: string): void {
  if (said.has(sample)) return;
  said.add(sample);
  console.log(`> ${sample}: samples`);
}

/** Defines a test that only the long form runs: others of its file show most of the same for less. */
export function itInLongForm(title: string, test: Mocha.AsyncFunc): void {
  if (isWhole) it(title, test);
  else console.log(`> left to the long form: ${title}`);
}
