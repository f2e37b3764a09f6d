// Why nothing is pruned: what is still in use can't be known for sure yet.
import { StaticfileError } from '../../errors.ts';

/** Makes the error that every way to prune gets. */
export function pruneRefusal(): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_UNSUPPORTED',
    "cloudFrontProxy: nothing is pruned, and nothing was deleted. This version can't know for sure which old " +
      'versions pages and servers still use. Leave "prune" out: nothing has to be deleted for a site to be ' +
      "correct, and old versions cost storage only. Don't use an S3 lifecycle rule instead: it goes by age, " +
      'and what is in use may be old.',
  );
}
