// What several file proxies have pruned, as one report.
import type { ProxyPruneReport } from './file-proxy.ts';

export function mergePruneReports(reports: readonly ProxyPruneReport[]): ProxyPruneReport {
  const sum = (of: (report: ProxyPruneReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  return {
    deleted: reports.flatMap(({ deleted }) => deleted),
    marked: reports.flatMap(({ marked = [] }) => marked),
    waiting: sum(({ waiting = 0 }) => waiting),
    kept: sum(({ kept }) => kept),
    left: sum(({ left }) => left),
    isDryRun: reports.every(({ isDryRun }) => isDryRun),
  };
}
