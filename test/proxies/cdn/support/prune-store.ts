// The store as a prune sees it, with faults put in on purpose.
import { markOf } from '../../../../lib/proxies/cdn/headers.ts';
import type { ObjectStore } from '../../../../lib/proxies/cdn/store.ts';
import { storeOf, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;

/** What is wrong with a prune, to see that it is found. */
export interface PruneFaults {
  readonly isAllOurs?: boolean;
  readonly isAtOnce?: boolean;
}

export function pruneStore(world: World, { isAllOurs, isAtOnce }: PruneFaults): ObjectStore {
  const store = storeOf(world, { onPut: () => {}, onKnown: () => {} });
  return {
    ...store,
    ...(isAllOurs && {
      head: async (key: string) => {
        const head = await store.head(key);
        return head && { ...head, mark: markOf('static/') };
      },
    }),
    ...(isAtOnce && {
      list: async (prefix: string) => {
        const listing = await store.list(prefix);
        const isMarks = (key: string) => key.includes('/.staticfile/prune/');
        const objects = listing.objects.map((each) =>
          isMarks(each.key) ? { ...each, modifiedMs: each.modifiedMs - 3 * DAY_MS } : each,
        );
        return { ...listing, objects };
      },
    }),
  };
}
