// What the status page shows, kept while the process runs: bounded, whatever the site and its visitors do.
import type { Reporter } from '../core/report.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { StatusReport, StatusRow } from './status-page.ts';

const MOST_ROWS = 2000;
const MOST_WARNINGS = 50;

/** Returns a function that reports what pages have used so far, and the warnings since now. */
export function createStatusReport({
  publicUrls,
  reporter,
}: {
  readonly publicUrls: PublicUrls;
  readonly reporter: Reporter;
}): () => StatusReport {
  const warnings: string[] = [];
  reporter.listen({
    warned: (message) => {
      warnings.push(message);
      if (warnings.length > MOST_WARNINGS) warnings.shift();
    },
    failed: () => {},
  });
  return () => {
    const all = [...publicUrls.all()];
    const rows = all.slice(0, MOST_ROWS).map(({ uri, url }): StatusRow => {
      return { uri, url, state: publicUrls.stateOf({ uri }).state };
    });
    return { rows, count: all.length, warnings: [...warnings] };
  };
}
