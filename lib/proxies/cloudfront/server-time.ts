// The store's own clock, as its answer to a command tells it.
import type { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';

/**
 * Listens to a command; the function that is answered gives the time of its answer. What answers without
 * a request, as a simulation in this process does, has no other clock than this machine.
 */
export function serverTimeOf(
  command: ListObjectsV2Command | HeadObjectCommand,
): () => number | undefined {
  let timeMs: number | undefined;
  let isAsked = false;
  (command as ListObjectsV2Command).middlewareStack.add(
    (next) => async (args) => {
      isAsked = true;
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Record<string, string> };
      const date = Date.parse(headers?.['date'] ?? '');
      if (!Number.isNaN(date)) timeMs = date;
      return answer;
    },
    { step: 'deserialize', name: 'staticfileServerTime', priority: 'low' },
  );
  return () => (isAsked ? timeMs : Date.now());
}
