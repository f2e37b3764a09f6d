// A page for the people who run a site: what was made, where it is served from, and what went wrong.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml } from '../core/html/escape.ts';
import type { Reporter } from '../core/report.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { Middleware } from './middleware.ts';
import { clearResponse } from './response-headers.ts';
import { endOf } from './serve-file.ts';

/** Options of {@link Staticfiles.statusPage}. */
export interface StatusPageOptions {
  /**
   * Who may see the page. Anybody else gets what the next handler answers. Without a guard nobody may
   * in production.
   */
  guard?: (request: IncomingMessage) => boolean | Promise<boolean>;
}

/** A row of the page. @internal */
export interface StatusRow {
  readonly uri: string;
  readonly url: string;
  readonly state: string;
}

/** The facts that the page shows. @internal */
export interface StatusReport {
  readonly rows: readonly StatusRow[];
  /** Of these so many are shown. */
  readonly count: number;
  /** The last ones. */
  readonly warnings: readonly string[];
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Cache-Control': 'no-store',
};
const STYLE =
  'body{font:15px/1.5 system-ui;margin:2rem}td{padding:0 1rem 0 0;vertical-align:top;overflow-wrap:anywhere}';

/** What the page is made of. @internal */
export interface StatusPageParts {
  readonly report: () => StatusReport;
  /** Anybody may see the page where there is no guard. */
  readonly isOpen: boolean;
}

/** Returns the handler. @internal */
export function createStatusPage(
  { report, isOpen }: StatusPageParts,
  { guard = () => isOpen }: StatusPageOptions = {},
): Middleware {
  return async (request, response, next = endOf(response)) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    try {
      if ((await guard(request)) !== true) return next();
      send(response, request.method === 'HEAD' ? '' : pageOf(report()));
    } catch (error) {
      next(error);
    }
  };
}

function send(response: ServerResponse, html: string): void {
  clearResponse(response, true);
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.end(html);
}

function pageOf({ rows, count, warnings }: StatusReport): string {
  const files = count === 1 ? '1 file' : `${count} files`;
  const table = rows.map(
    ({ uri, url, state }) =>
      `<tr><td>${escapeHtml(state)}<td>${escapeHtml(uri)}<td>${url === uri ? '' : escapeHtml(url)}`,
  );
  const left = count > rows.length ? `<p>The first ${rows.length} are shown.` : '';
  const said = warnings.map((warning) => `<li>${escapeHtml(warning)}`);
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Static files</title><style>${STYLE}</style>` +
    `<h1>Static files</h1><h2>${files} used by pages since the start</h2>${left}<table>${table.join('')}</table>` +
    `<h2>Warnings</h2>${said.length === 0 ? '<p>None.' : `<ul>${said.join('')}</ul>`}</html>`
  );
}

const MOST_ROWS = 2000;
const MOST_WARNINGS = 50;

/** Returns a function that reports what pages have used so far, and the warnings since now. @internal */
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
