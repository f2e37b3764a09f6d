// The store's own clock, as its answer to a command tells it.
import type { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';

/** Listens to a command; the function that is answered gives the time of its answer. */
export function serverTimeOf(
  command: ListObjectsV2Command | HeadObjectCommand,
): () => number | undefined {
  let timeMs: number | undefined;
  (command as ListObjectsV2Command).middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Record<string, string> };
      const date = Date.parse(headers?.['date'] ?? '');
      if (!Number.isNaN(date)) timeMs = date;
      return answer;
    },
    { step: 'deserialize', name: 'staticfileServerTime', priority: 'low' },
  );
  return () => timeMs;
}
