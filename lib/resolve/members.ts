// Which of the files that are asked for become one: each once, and not more than a page can mean.
import { extensionOf, splitSuffix } from '../core/paths.ts';
import { quote, StaticfileError } from '../errors.ts';

/** How many files become one. A value may come from a visitor, and name the same files without end. */
export const MOST_MEMBERS = 64;

/** Lists the members that count, and says what is wrong where that is not all. */
export function countedMembers(members: readonly string[]): {
  readonly members: readonly string[];
  readonly problems: readonly StaticfileError[];
} {
  if (members.length < 2) return { members, problems: [] };
  const distinct = eachOnce(members, isSheet(members[0] ?? ''), (member) => member);
  if (distinct.length <= MOST_MEMBERS) return { members: distinct, problems: [] };
  return { members: distinct.slice(0, MOST_MEMBERS), problems: [tooMany(distinct)] };
}

/** Keeps of doubles the last of sheets, which decides, and the first of scripts, which has run by then. */
export function eachOnce<T>(
  all: readonly T[],
  keepsLast: boolean,
  keyOf: (each: T) => string,
): readonly T[] {
  const byKey = new Map<string, T>();
  for (const each of all) {
    const key = keyOf(each);
    if (keepsLast) byKey.delete(key);
    if (!byKey.has(key)) byKey.set(key, each);
  }
  return byKey.size === all.length ? all : [...byKey.values()];
}

export function isSheet(member: string): boolean {
  return extensionOf(splitSuffix(member).head) === '.css';
}

function tooMany(members: readonly string[]): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    `A combination that begins with ${quote(members[0])} names ${members.length} files. The first ` +
      `${MOST_MEMBERS} are combined, the others are left out. Name them in another tag.`,
  );
}
